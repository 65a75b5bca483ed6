"""``wolouj collect``: what it would do, that it is off, and a recording played again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.notices.portal.imitation import Imitation, serving
from tests.notices.portal.paper import Order
from tests.notices.test_collecting import AGENT, NIGHT, POLITE, Clock
from wolouj.config import service
from wolouj.foundation.actor import OPERATOR
from wolouj.home import collect_command as commands
from wolouj.notices.collecting.lists import Portal
from wolouj.notices.collecting.manners import Visitor
from wolouj.notices.collecting.recording import recorded
from wolouj.notices.collecting.running import collect_once
from wolouj.notices.collecting.wire import Wire
from wolouj.notices.models import CollectedList, ListedNotice, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """``ask("--plan")`` -> (exit code, the object)."""
    monkeypatch.setattr(service, "migrate", lambda argv: 0)

    def run(*args: str) -> tuple[int, Any]:
        code = commands.collect([*args, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_off_it_asks_nothing_and_says_so(ask: Any) -> None:
    code, told = ask()
    assert code == 2 and told["error"]["field"] == "WOLOUJ_COLLECT"


def test_the_plan(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ListedNotice.objects.create(list="orders", identity="order:1", digest="a", listed_at=NIGHT)
    CollectedList.objects.create(name="tenders", held="refused")
    code, told = ask("--plan")
    assert (code, told["on"], told["hours"], told["pause"]) == (0, False, [22, 6], 5)
    assert told["lists"] == {
        "tenders": {"pages_due": 0, "waits": "refused"},
        "orders": {"pages_due": 1, "waits": None},
    }
    assert ask("--again") == (0, {"released": 1})
    assert commands.collect(["--plan"]) == 0
    out = capsys.readouterr().out
    assert "éteinte" in out and "متوقف" in out


def test_a_recording_is_played_again(ask: Any, tmp_path: Path, settings: Any) -> None:
    with serving(Imitation()) as portal:
        portal.shelf.orders = [Order(501)]
        address = Portal(portal.url, portal.url)
        settings.COLLECT = settings.COLLECT | {"tenders": portal.url, "orders": portal.url}
        clock = Clock()
        visitor = Visitor(recorded(Wire(AGENT), tmp_path / "run"), POLITE, clock.now, AGENT, wait=clock.wait)
        collect_once(by=OPERATOR, at=NIGHT, visitor=visitor, portal=address)
        for model in (ListedNotice, CollectedList, Notice):
            model._default_manager.all().delete()
        portal.faults["/"] = lambda asked, data: (500, {}, b"")
        code, told = ask("--replay", str(tmp_path / "run"), "--sample", "--at", NIGHT.isoformat())
    assert (code, told["created"], told["stopped"], told["refused"]) == (0, 1, None, [])
    assert told["lists"] == {"tenders": "whole", "orders": "whole", "results": "whole"}
    assert Notice.objects.get().is_sample
    assert ask("--replay", str(tmp_path / "nowhere"))[0] == 2
    assert ask("--only", "everything")[0] == 2
