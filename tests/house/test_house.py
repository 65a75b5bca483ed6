"""The house looks at itself: doors, clocks, signals, personal data, keys across rooms, papers of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field, ForeignObjectRel, Model

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "advocacy",
    "foundation", "reference", "people", "structures", "notices", "bids", "guides", "home", "gatherings", "meetings",
    "difficulties", "alerts", "programme", "training", "results", "coaching", "cofinancing", "petitions", "support",
    "orders",
)  # fmt: skip
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today"), ("timezone", "now")}
MAY_READ_THE_CLOCK = re.compile(
    r"foundation/clock\.py$|/views(\.py|/)|commands?\.py$|middleware\.py$|/jobs\.py$|cli\.py$|cli/|management/commands/"
)


def _python(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("wolouj.")]


def test_doors_open_one_way() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_nothing_below_a_view_a_command_or_a_job_asks_the_clock() -> None:
    found = []
    for name, tree in _python("rulebook", "wolouj"):
        if MAY_READ_THE_CLOCK.search(name):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                owner_name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if (owner_name, node.func.attr) in CLOCKS or (owner_name, node.func.attr) == ("clock", "now"):
                    found.append(f"{name}:{node.lineno}")
    assert not found


def test_there_are_no_signals() -> None:
    found = []
    for name, tree in _python("wolouj"):
        for node in ast.walk(tree):
            module = getattr(node, "module", "") or ""
            if isinstance(node, ast.ImportFrom) and (
                module.startswith("django.dispatch") or module.endswith(".signals")
            ):
                found.append(name)
    assert not found


def test_every_model_says_what_personal_data_it_holds() -> None:
    silent = [m.__name__ for m in _models() if not str(m.__dict__.get("personal_data", "")).strip()]
    assert not silent


def test_keys_that_cross_rooms_leave_no_name_on_the_other_side() -> None:
    found = []
    for model in _models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignObjectRel) or not isinstance(field, Field) or field.related_model is None:
                continue
            other = field.related_model
            crosses = not isinstance(other, str) and other._meta.app_label != model._meta.app_label
            if crosses and not field.remote_field.hidden:  # type: ignore[union-attr]
                found.append(f"{model.__name__}.{field.name}")
    assert not found


def test_actions_take_who_and_when_by_name() -> None:
    found = []
    for name, tree in _python("wolouj"):
        if not re.search(r"/actions(\.py$|/)", name):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                by_name = {argument.arg for argument in node.args.kwonlyargs}
                calls_audit = "audit.record" in ast.unparse(node)
                if calls_audit and not {"by", "at"} <= by_name:
                    found.append(f"{name}:{node.name}")
    assert not found


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_ten_lines(room: str) -> None:
    lines = (ROOT / "wolouj" / room / "README.md").read_text(encoding="utf-8").strip().splitlines()
    assert 4 <= len(lines) <= 20


def test_the_make_recipes_are_told_in_the_readme() -> None:
    recipes = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert told <= recipes
    assert {"setup", "run", "test", "bench", "lint", "types"} <= told


def test_every_setting_of_the_environment_is_told_where_it_is_read() -> None:
    for path in ("wolouj/config/settings.py",):
        text = (ROOT / path).read_text(encoding="utf-8")
        read = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text))
        head = text.split('"""')[1]
        assert {name for name in read if name not in head} == set()


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_secret_lies_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    pattern = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|SECRET_KEY\s*=\s*[\"'][^\"']{12,}")
    bad = [
        name
        for name in listed
        if name.endswith((".py", ".toml", ".yaml", ".txt", ".md", ".json", "Makefile"))
        and name != "tests/house/test_house.py"
        and (ROOT / name).is_file()
        and pattern.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert not bad


def test_every_act_has_its_words_for_the_person_who_reads_her_lines() -> None:
    from wolouj.bids.models import State
    from wolouj.foundation.words import registry

    acts = set()
    for _, tree in _python("wolouj"):
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "act" and isinstance(node.value, ast.Constant):
                acts.add(str(node.value.value))
    acts |= {f"quote_{state}" for state in State if state not in (State.DRAFT, State.READY)}
    worded = {key[4:] for words in registry().values() for key in words if key.startswith("act_")}
    assert acts - worded == set()
