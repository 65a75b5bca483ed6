"""YAML of the law, read strictly: no float (centimes would be lost), no key twice (one would silently win)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

try:  # the parser written in C reads the same and is ten times faster; it is not built everywhere
    from yaml import CSafeLoader as _SafeLoader
except ImportError:
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]
SafeLoader = _SafeLoader


class LawError(ValueError):
    """A file of the law that cannot be used: which one, and why."""


class _Loader(SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise LawError(f"line {node.start_mark.line + 1}: written twice: {sorted(twice)}")
        return super().construct_mapping(node, deep)


def _no_float(loader: _Loader, node: yaml.ScalarNode) -> None:
    raise LawError(f"line {node.start_mark.line + 1}: {node.value} is a float; write it between quotes")


_Loader.add_constructor("tag:yaml.org,2002:float", _no_float)


def read_yaml(path: Path) -> Any:
    """A YAML file of the law. Raises :class:`LawError` naming folder, file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, LawError) as fault:
        raise LawError(f"{path.parent.name}/{path.name}: {fault}") from None
