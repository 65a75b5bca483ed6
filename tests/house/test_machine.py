"""The house names no package index, and its gestures are told to newcomers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
# Options that name an index, and the addresses index files are usually served from.
INDEX = re.compile(r"(--(extra-)?index-url|--find-links|--trusted-host)[ =]|/simple/?[\"']?$|pythonhosted", re.M)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [TOP / name for name in listed.stdout.split("\0") if name and (TOP / name).is_file()]


def test_no_requirements_file_names_a_host() -> None:
    files = sorted((TOP / "requirements").iterdir())
    assert len(files) >= 6
    for path in files:
        assert "://" not in path.read_text(), path.name
        assert not INDEX.search(path.read_text()), path.name


def test_every_locked_package_has_a_hash() -> None:
    for path in (TOP / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", path.read_text())
        assert all("--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0]), path.name


def test_no_tracked_file_names_an_index() -> None:
    mine = Path(__file__)
    for path in tracked():
        if path != mine and path.suffix in {".txt", ".in", ".toml", ".py", ".md", ".cfg", ".yaml", ".yml", ".lock", ""}:
            found = INDEX.search(path.read_text(errors="replace"))
            assert not found, f"{path.relative_to(TOP)}: {found.group() if found else ''}"


def test_make_alone_lists_every_gesture() -> None:
    makefile = (TOP / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    shown = subprocess.run(["make", "-s"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    assert targets == set(re.findall(r"make ([a-z]+)", shown))
    assert {"setup", "run", "test", "bench", "backup", "restore"} <= targets


def test_the_two_commands_are_in_the_readme() -> None:
    readme = (TOP / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme
