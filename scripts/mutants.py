"""How many small faults in the law would the tests see? ``make mutants``, or ``MODULES="evaluation engine.law"``.

Each mutant changes one thing in one function of ``rulebook/`` (``<`` for ``<=``, ``and`` for ``or``, a number, a key, a
branch, a result); the tests that run that function are run until one fails. The usual tools do not fit: they start a
new Python for each mutant, or leave decorated functions alone, and every rule is decorated. Here pytest collects once;
each mutant is a fork in which the code of the function is replaced.

Left aside: what runs only on import (tables, decorators, defaults), messages of errors, annotations and docstrings.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import os
import pickle
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAW = ROOT / "rulebook"
SECONDS, BYTES = 60, 2 * 1024**3
"""What takes longer, or more memory, under a mutant is taken for a loop without end: the mutant is seen."""
NOT_THE_LAW = ("engine/map.py", "engine/map_texts.py", "export/", "engine/cases.py")
"""Printing, compared whole by one test each; and the reading of cases, done while tests are being found."""

Key = tuple[str, str, int]
"""File, qualified name and first line of a function."""

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change of one function: what is replaced is the ``rank``-th change that its tree allows."""

    key: Key
    rank: int
    line: int
    what: str


def changes(function: ast.AST) -> Iterator[tuple[ast.AST, str, object, str]]:
    """Every change a function allows: node, field, new value, and how to say it. The tree itself is left alone."""
    for node in walk(function):
        if isinstance(node, ast.Compare):
            for at, op in enumerate(node.ops):
                if swapped := COMPARED.get(type(op)):
                    yield node, "ops", [*node.ops[:at], swapped(), *node.ops[at + 1 :]], swapped.__name__
        elif isinstance(node, ast.BoolOp):
            swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield node, "op", swapped(), swapped.__name__
        elif isinstance(node, ast.BinOp | ast.AugAssign) and (swapped := COMPUTED.get(type(node.op))):
            yield node, "op", swapped(), swapped.__name__
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "op", ast.UAdd(), "without not"
        elif isinstance(node, ast.Constant):
            yield from constants(node)
        elif isinstance(node, ast.Name) and node.id in NAMED:
            yield node, "id", NAMED[node.id], NAMED[node.id]
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node, "test", ast.UnaryOp(ast.Not(), node.test), "branch the other way"
        elif isinstance(node, ast.comprehension) and node.ifs:
            yield node, "ifs", [ast.UnaryOp(ast.Not(), node.ifs[0]), *node.ifs[1:]], "filter the other way"
        elif isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
            yield node, "value", ast.Constant(None), "return None"
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.YieldFrom):
            yield node, "value", ast.Constant(None), "nothing done"


def constants(node: ast.Constant) -> Iterator[tuple[ast.AST, str, object, str]]:
    value = node.value
    if isinstance(value, bool):
        yield node, "value", not value, str(not value)
    elif isinstance(value, int):
        yield node, "value", value + 1, str(value + 1)
    elif isinstance(value, str) and value:
        yield node, "value", f"{value}~", f"{value[:30]!r} altered"


def walk(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the function is called, in order: no annotation, docstring, default, text of an error."""
    todo: list[ast.AST] = list(reversed(function.body))  # type: ignore[attr-defined]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Raise | ast.Assert | ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        left = {"annotation", "returns", "decorator_list", "args"} if isinstance(node, SCOPES) else {"annotation"}
        children = [child for name, child in ast.iter_fields(node) if name not in left]
        flat = [one for child in children for one in (child if isinstance(child, list) else [child])]
        todo += [one for one in reversed(flat) if isinstance(one, ast.AST)]


SCOPES = ast.FunctionDef | ast.AsyncFunctionDef


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods with their qualified names; a function inside another changes with it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield f"{prefix}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")


def first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in order."""
    for name, node in functions(ast.parse(path.read_text(encoding="utf-8"))):
        key = (str(path), name, first_line(node))
        for rank, (changed, _, _, what) in enumerate(changes(node)):
            yield Mutant(key, rank, getattr(changed, "lineno", node.lineno), what)


def mutated(mutant: Mutant) -> CodeType:
    """The code of the function with its one change."""
    file, name, line = mutant.key
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    node = next(node for found, node in functions(tree) if (found, first_line(node)) == (name, line))
    for rank, (changed, field, value, _) in enumerate(changes(node)):
        if rank == mutant.rank:
            setattr(changed, field, copy.deepcopy(value))
            break
    code = compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)
    return next(one for one in codes(code) if (one.co_qualname, one.co_firstlineno) == (name, line))


def codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from codes(one)


def key_of(code: CodeType) -> Key:
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Runner:
    """The pytest plugin: once everything is collected, it runs mutants instead of tests."""

    def __init__(self, files: list[Path], show: int) -> None:
        self.files, self.show, self.below = files, show, False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        live: dict[Key, list[FunctionType]] = defaultdict(list)
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                live[key_of(one.__code__)].append(one)
        touched = self.touched(session)
        seen, unseen = Counter[str](), defaultdict[str, list[Mutant]](list)
        for path in self.files:
            name, start = str(path.relative_to(LAW)), time.monotonic()
            for mutant in mutants(path):
                items = touched.get(mutant.key, [])
                if items and live[mutant.key] and self.is_seen(session, mutant, live[mutant.key], items):
                    seen[name] += 1
                else:
                    unseen[name].append(mutant)
            tell(name, seen[name], unseen[name], self.show, time.monotonic() - start)
        total = sum(seen.values()) + sum(map(len, unseen.values()))
        print(f"\n{sum(seen.values())} of {total} mutants seen: {score(sum(seen.values()), total)}")
        return True

    def touched(self, session: pytest.Session) -> dict[Key, list[int]]:
        """Function -> the tests that run it. Worked out in a fork, so that nothing is cached here."""
        with tempfile.NamedTemporaryFile() as file:
            if not (child := os.fork()):
                alone(session, lambda: Path(file.name).write_bytes(pickle.dumps(trace(session))))
            if os.waitpid(child, 0)[1]:
                raise SystemExit("the tests fail before anything is changed")
            return pickle.loads(Path(file.name).read_bytes())

    def is_seen(self, session: pytest.Session, mutant: Mutant, live: list[FunctionType], items: list[int]) -> bool:
        """Whether a test fails, or never ends, once the mutant is in place."""
        code = mutated(mutant)
        if not (child := os.fork()):
            signal.alarm(SECONDS)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))

            def work() -> None:
                for function in live:
                    function.__code__ = code
                for at in items:
                    run(session, at)
                    if session.testsfailed:
                        os._exit(1)

            alone(session, work)
        return os.waitpid(child, 0)[1] != 0


def run(session: pytest.Session, at: int) -> None:
    item = session.items[at]
    session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def trace(session: pytest.Session) -> dict[Key, list[int]]:
    """What each test runs, and how long it takes."""
    touched: dict[Key, list[tuple[float, int]]] = defaultdict(list)
    for at in range(len(session.items)):
        keys: set[Key] = set()

        def note(frame, event, arg, keys=keys):  # type: ignore[no-untyped-def]
            if event == "call" and frame.f_code.co_filename.startswith(str(LAW)):
                keys.add(key_of(frame.f_code))

        start = time.process_time()
        sys.setprofile(note)
        run(session, at)
        sys.setprofile(None)
        for key in keys:
            touched[key].append((time.process_time() - start, at))
    if session.testsfailed:
        os._exit(1)
    return {
        key: [at for _, at in sorted(found, key=lambda one: likely(session, key, *one))]
        for key, found in touched.items()
    }


def likely(session: pytest.Session, key: Key, seconds: float, at: int) -> tuple[int, float]:
    """Tests that name the function first, then those of its chapter, then the quickest."""
    name = session.items[at].nodeid
    return 0 if key[1] in name else 1 if Path(key[0]).parent.name in name else 2, seconds


def alone(session: pytest.Session, work) -> None:  # type: ignore[no-untyped-def]
    """Do the work of a fork without a word, and end it there: 0 when it comes to its end."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    try:
        work()
    except BaseException:
        os._exit(2)
    os._exit(0)


def tell(name: str, seen: int, unseen: list[Mutant], show: int, seconds: float) -> None:
    total = seen + len(unseen)
    if total:
        print(f"{score(seen, total):>6}  {name}: {seen} of {total}, {seconds:.0f} s", flush=True)
    for mutant in unseen[:show]:
        print(f"          {name}:{mutant.line} {mutant.key[1]}: {mutant.what}")


def score(seen: int, total: int) -> str:
    return f"{100 * seen / total:.1f} %" if total else "-"


def chosen(names: list[str]) -> list[Path]:
    """The files of the modules asked for (``evaluation``, ``engine.law``), else all of the law."""
    paths = [LAW / name.replace(".", "/") for name in names] or [LAW]
    files = {file for path in paths for file in (path.with_suffix(".py"), *path.rglob("*.py")) if file.is_file()}
    return sorted(file for file in files if not str(file.relative_to(LAW)).startswith(NOT_THE_LAW))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("modules", nargs="*", help="chapters or modules, such as evaluation or engine.law; else all")
    options.add_argument("--show", type=int, default=1000, help="how many unseen mutants to list, file by file")
    given = options.parse_args()
    os.chdir(ROOT)
    os.environ |= {"CI": "true", "EXAMPLES": os.environ.get("EXAMPLES", "20")}  # few, and the same each time
    runner = Runner(chosen(given.modules), given.show)
    arguments = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/rulebook"]
    return int(pytest.main(arguments, plugins=[runner]))


if __name__ == "__main__":
    sys.exit(main())
