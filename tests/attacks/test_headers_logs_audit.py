"""Headers on every answer, logs without values, a line for every write."""

from __future__ import annotations

import ast
import inspect
import logging
import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from tests.attacks.conftest import House, body
from wolouj.foundation.logs import DiscreetFormatter
from wolouj.foundation.models import AuditLine
from wolouj.meetings.models import CommitmentStep, Question

CSP = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
    "media-src 'self'",
}  # fmt: skip


def test_every_answer_carries_the_headers(house: House, settings: Any) -> None:
    hers, strict = house.callers["herself"], Client(enforce_csrf_checks=True)
    pages = [Client().get(url) for url in ("/", "/ar/", "/fr/people/sign-in/", "/nowhere", "/fr/nowhere/")]
    pages += [hers.get("/fr/today/"), hers.get("/fr/people/sign-out/"), strict.post("/fr/people/sign-in/")]
    pages += [hers.get(f"/fr/quotes/{house.quote.id}/papers/{n}") for n in ("quote.pdf", "quote.xlsx", "quote.txt")]
    pages += [Client().get("/ar/", headers={"host": "evil.example"})]
    assert {p.status_code for p in pages} >= {200, 302, 400, 403, 404, 405}
    for page in pages:
        assert set(page["Content-Security-Policy"].split("; ")) == CSP, page
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["X-Frame-Options"] == "DENY"
        assert page["Referrer-Policy"] == "same-origin" and page["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in page["Permissions-Policy"] and page["Cross-Origin-Resource-Policy"] == "same-origin"


def test_files_people_sent_run_nothing_and_bear_our_names(house: House) -> None:
    hers = house.callers["herself"]
    for url in (f"/fr/quotes/receipts/{house.receipt.id}/", f"/fr/structures/paper/{house.paper.id}/file/"):
        answer = hers.get(url)
        assert body(answer)[:3] == b"\xff\xd8\xff" and answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff" and "\n" not in answer["Content-Disposition"]


def test_what_was_said_aloud_and_what_shows_a_promise_run_nothing_either(house: House) -> None:
    manager = house.callers["manager"]
    question, step = Question.objects.exclude(sound="")[0], CommitmentStep.objects.exclude(proof="")[0]
    for url, kind in (
        (f"/fr/meetings/questions/{question.id}/sound/", "audio/ogg"),
        (f"/fr/meetings/commitments/proof/{step.id}/", "image/jpeg"),
    ):
        answer = manager.get(url)
        assert body(answer) and answer["Content-Type"] == kind
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff" and "\n" not in answer["Content-Disposition"]


def test_https_is_promised_only_over_https(db: None, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert Client().get("/ar/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in Client().get("/ar/")


def test_a_request_too_heavy_is_not_read(db: None) -> None:
    answer = Client().post("/fr/people/sign-in/", {"phone": "1"}, CONTENT_LENGTH=str(2_000_000_000))
    said = answer.content.decode()
    assert "40 Mo" in said and "ميغا" in said and "revenez" in said.lower(), "what to do, in both languages"
    assert answer.status_code == 413 and "CSP" not in answer and answer["Content-Security-Policy"]


def test_a_broken_page_says_nothing_of_anybody(house: House, monkeypatch: Any, capsys: Any, settings: Any) -> None:
    """A database error quotes what was being written; neither the page nor the log may."""
    told = "Key (phone)=(+212600000001) PIN 204816 CIN IC734215"

    def breaks(*_: Any, **__: Any) -> None:
        cin, pin = "IC734215", "204816"
        raise DatabaseError(f"{told} {cin} {pin}")

    monkeypatch.setattr("wolouj.people.actions.find_by_secret", breaks)
    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(DiscreetFormatter().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        browser = Client(raise_request_exception=False)
        answer = browser.post("/fr/people/sign-in/?next=/fr/x", {"phone": "0600000001", "secret": "204816"})
    finally:
        logger.removeHandler(handler)
    assert answer.status_code == 500 and seen and "DatabaseError" in seen[0]
    for secret in ("204816", "0600000001", "212600000001", "IC734215"):
        assert secret not in "".join(seen) and secret not in answer.content.decode(errors="replace")
    assert settings.ADMINS == [] and not any("mail" in str(h).lower() for h in logger.handlers)


# ---- the audit: found by reading the code ----

ROOMS = ("people", "structures", "notices", "bids")
WRITING = {"create", "bulk_create", "get_or_create", "update_or_create", "save", "delete", "update", "bulk_update"}
NO_LINE = {
    "structures.set_step": "which question comes next: a mark in the page, no answer of hers",
    "people.find_by_secret": "a try at the door, counted by the limits; entering writes its own line",
    "people.confirm_secret": "as above; what it confirms writes its own line",
    "people.find_helper": "a look-up, counted by the limits; giving the mandate writes its own line",
    "people.check_code": "a try at the door; using the code writes its own line",
    "bids.forget_person": "part of an erasure, whose line is written by people.erase_person",
}


def modules(room: str) -> list[ModuleType]:
    top = import_module(f"wolouj.{room}.actions")
    inside = [import_module(f"{top.__name__}.{m.name}") for m in pkgutil.iter_modules(getattr(top, "__path__", []))]
    return [top, *inside]


def calls(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            found.add(function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", ""))
    return found


def functions(room: str) -> dict[str, set[str]]:
    """Every function of the room's actions, and what it calls."""
    found: dict[str, set[str]] = {}
    for module in modules(room):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = calls(node)
    return found


def reach(name: str, room: dict[str, set[str]], seen: set[str]) -> set[str]:
    if name in seen or name not in room:
        return {name}
    seen.add(name)
    return {name}.union(*(reach(called, room, seen) for called in room[name]))


@pytest.mark.parametrize("room", ROOMS)
def test_every_action_that_writes_leaves_a_line(room: str) -> None:
    found = functions(room)
    writers = 0
    for name in (n for n in found if not n.startswith("_")):
        reached = reach(name, found, set())
        if not reached & (WRITING | {"passed", "enter"}):
            continue
        writers += 1
        if f"{room}.{name}" not in NO_LINE:
            assert "record" in reached, f"{room}.{name} writes and leaves no line"
    assert writers > 3


def test_lines_hold_nothing_of_anybody(house: House) -> None:
    said = str(list(AuditLine.objects.values_list("act", "detail", "object_type", "object_id")))
    for person in house.cast.people.values():
        for value in (person.full_name, person.name_ar, person.phone, person.phone.removeprefix("+212")):
            assert value not in said
    assert "77.77" not in said and "Ighrem" not in said and AuditLine.objects.count() > 20
