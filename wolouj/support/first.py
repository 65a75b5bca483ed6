"""The first directory, read from ``directory.yaml``: only what the notes of the project hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wolouj.support.models import About, Believed, For, Need, ProviderKind, Sure

_FILE = Path(__file__).with_name("directory.yaml")


@dataclass(frozen=True, slots=True)
class First:
    """A body as the file tells it: its columns, and for each offer its columns and those of its conditions."""

    key: str
    fields: dict[str, Any]
    offers: list[tuple[dict[str, Any], list[dict[str, Any]]]]


@cache
def first_directory() -> tuple[First, ...]:
    """The bodies of the file. A coded word that is not ours raises ``ValueError``: the file is part of the house."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(_provider(row, told["checked_on"]) for row in told["providers"])


def _provider(row: dict[str, Any], checked_on: date) -> First:
    fields = {
        "key": row["key"], "kind": ProviderKind(row["kind"]).value,
        **_pair("name", row), **_pair("what", row), **_kept(row, checked_on),
    }  # fmt: skip
    return First(row["key"], fields, [_offer(each, checked_on) for each in row.get("offers", ())])


def _offer(row: dict[str, Any], checked_on: date) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    fields = {
        "key": row["key"], "need": Need(row["need"]).value, "lasting": row.get("lasting", False),
        "believed": Believed(row.get("believed", Believed.UNKNOWN)).value, "kinds": _kinds(row),
        **_pair("title", row), **_pair("what", row), **_pair("how", row), **_kept(row, checked_on),
    }  # fmt: skip
    return fields, [_condition(each, row, checked_on) for each in row.get("conditions", ())]


def _condition(row: dict[str, Any], offer: dict[str, Any], checked_on: date) -> dict[str, Any]:
    return {
        "about": About(row.get("about", About.OTHER)).value, "least": row.get("least"), "most": row.get("most"),
        "kinds": _kinds(row), **_pair("text", row),
        **_kept({"source": "" if row["sure"] == Sure.UNKNOWN else offer.get("source", "")} | row, checked_on),
    }  # fmt: skip


def _pair(name: str, row: dict[str, Any]) -> dict[str, str]:
    french, arabic = row.get(name, ("", ""))
    return {f"{name}_fr": french, f"{name}_ar": arabic}


def _kinds(row: dict[str, Any]) -> list[str]:
    return [For(kind).value for kind in row.get("for", ())]


def _kept(row: dict[str, Any], checked_on: date) -> dict[str, Any]:
    return {"sure": Sure(row["sure"]).value, "source": row.get("source", ""), "checked_on": checked_on}
