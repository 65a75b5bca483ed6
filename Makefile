# The gestures of the house. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup dev run serve test lint types mutants bench quality backup restore stop clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/'

setup: ## the command line, at .venv/bin/wolouj
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 manque. · يلزم Python 3.11. · Python 3.11 is missing."; exit 1; }
	@$(PYTHON) scripts/setup.py runtime

dev: ## setup, and the tools of the tests
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 manque. · يلزم Python 3.11. · Python 3.11 is missing."; exit 1; }
	@$(PYTHON) scripts/setup.py dev

run: setup ## the demo, with samples, on 127.0.0.1:8000
	@$(BIN)/wolouj demo

serve: setup ## the real thing, empty at first, on 127.0.0.1:8000
	@$(BIN)/wolouj serve

test: dev ## every check and every test; all are run, then what failed is said
	@failed=; \
	$(MAKE) -s lint || failed="$$failed lint"; \
	$(MAKE) -s types || failed="$$failed types"; \
	$(BIN)/python -m pytest -n 2 --dist worksteal || failed="$$failed tests"; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed"; exit 1; else echo "Everything passed."; fi

lint: dev ## style, and which way doors open
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: dev ## strict types where the house asks for them
	@$(BIN)/mypy

mutants: dev ## how many small faults in the law the tests would see; MODULES="evaluation engine.law" (minutes)
	@$(BIN)/python scripts/mutants.py $(MODULES)

bench: dev ## how fast, in ratios
	@$(BIN)/python -m bench

quality: dev ## how right, on rows never tuned on, where they are at hand
	@$(BIN)/python -m bench.quality

backup: setup ## FILE=name: database and files in one file
	@$(BIN)/wolouj backup "$(FILE)"

restore: setup ## FILE=name: bring a backup back
	@$(BIN)/wolouj restore "$(FILE)"

stop: setup ## stop the embedded database
	@$(BIN)/wolouj stop

clean: ## remove .venv and caches, never data
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
