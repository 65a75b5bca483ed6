"""Collection from end to end against the imitation: read, changed, cancelled, shifted, broken, refused, resumed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.notices.portal.imitation import Asked, Imitation, serving
from tests.notices.portal.paper import Card, Order, Tender, page
from tests.notices.published import AT
from wolouj.foundation.actor import OPERATOR
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.notices.collecting import switch as switches
from wolouj.notices.collecting import telling
from wolouj.notices.collecting.cache import Cache
from wolouj.notices.collecting.exchanges import Request, Response
from wolouj.notices.collecting.lists import Portal
from wolouj.notices.collecting.manners import Manners, Visitor, agent_of, hours_of
from wolouj.notices.collecting.reading_pages import due
from wolouj.notices.collecting.recording import recorded, replayed
from wolouj.notices.collecting.running import collect_once, release
from wolouj.notices.collecting.wire import Wire
from wolouj.notices.models import CollectedList, CollectingRun, ImportRun, ListedNotice, Notice, NoticeChange, Result

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=AT.tzinfo)
POLITE = Manners()
AGENT = agent_of("exploitant@exemple.ma")


@pytest.fixture
def portal() -> Iterator[Imitation]:
    with serving(Imitation()) as found:
        yield found


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self, at: datetime = NIGHT) -> None:
        self.at, self.waited = at, 0.0

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.waited += seconds


Collect = Callable[..., CollectingRun]


@pytest.fixture
def collect(portal: Imitation, tmp_path: Path) -> Collect:
    """``collect()``: one run over HTTP on the imitation, the pages kept in one cache."""

    def run(at: datetime = NIGHT, *, transport: Any = None, manners: Manners = POLITE, **more: Any) -> CollectingRun:
        clock = Clock(at)
        visitor = Visitor(transport or Wire(AGENT, timeout=60), manners, clock.now, AGENT, wait=clock.wait,
                          cache=Cache(tmp_path / "cache"))  # fmt: skip
        return collect_once(by=OPERATOR, at=at, visitor=visitor, portal=Portal(portal.url, portal.url), **more)

    return run


def reasons(run: CollectingRun) -> list[str]:
    return [each["reason"] for each in run.refused]


def test_everything_is_read_once_slowly_and_under_our_name(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_000 + n) for n in range(12)]
    portal.shelf.orders = [Order(500 + n) for n in range(12)]
    portal.shelf.cards = [Card(f"{n}/2026", f"23/11/2026 {n % 20:02}:00") for n in range(14, 0, -1)]
    run = collect()
    assert (run.stopped, run.lists) == ("", {"tenders": "whole", "orders": "whole", "results": "whole"}), run.refused
    assert (run.created, run.updated, run.unchanged, run.refused) == (38, 0, 0, [])
    assert Notice.objects.filter(source="portal").count() == 12 and Notice.objects.filter(source="order").count() == 12
    assert Result.objects.count() == 14
    assert run.listed == 38 and run.requests == len(portal.asked)
    assert portal.most_at_once == 1
    assert {each.headers["user-agent"] for each in portal.asked} == {AGENT}
    assert "exploitant@exemple.ma" in AGENT
    told = list(telling.told(run))
    assert all(line.fr and line.ar for line in told)
    assert AuditLine.objects.filter(act="notices_collected").count() == 1 and ImportRun.objects.count() == 1


def test_what_a_page_tells(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_001, results=(532_542,))]
    portal.shelf.orders = [Order(501)]
    collect()
    tender = Notice.objects.get(identity="tender:900001:x1y")
    assert (tender.reference, tender.guarantee, tender.lots_told) == ("1/2026", 2000, 1)
    link = tender.attachments.get()
    assert link.title == "Extrait de PV" and link.url.endswith("orgAcronyme=x1y&idAvis=532542")
    order = Notice.objects.get(identity="order:501")
    assert (order.kind, order.category, order.reference) == ("purchase_order", "supplies", "501/2026")
    assert order.deadline == datetime(2026, 12, 4, 10, tzinfo=AT.tzinfo)
    assert [(x.designation, x.quantity, x.unit) for x in order.lines.all()] == [
        ("Javel", 12, "Unité"),
        ("Savon noir", 3.5, "Kg"),
    ]
    assert order.url == f"{portal.url}/bdc/entreprise/consultation/show/501"


def test_the_same_again_asks_only_the_lists(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_000 + n) for n in range(3)]
    collect()
    portal.asked.clear()
    run = collect(NIGHT + timedelta(days=1))
    assert (run.created, run.updated, run.read) == (0, 0, 0)
    assert not portal.paths("DetailsConsultation")
    run = collect(NIGHT + timedelta(days=4))  # read long ago: asked again, and nothing is sent twice
    assert (run.not_modified, run.unchanged, run.updated) == (3, 3, 0)


def test_a_deadline_that_moves_is_a_change(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_001), Tender(900_002)]
    portal.shelf.orders = [Order(501)]
    collect()
    portal.shelf.tenders[0] = Tender(900_001, deadline="18/12/2026 12:00")
    portal.shelf.orders[0] = Order(501, deadline="07/12/2026 10:00")
    run = collect(NIGHT + timedelta(days=1))
    assert (run.updated, run.read) == (2, 2)
    changes = {c.notice.identity: c.fields["deadline"] for c in NoticeChange.objects.select_related("notice")}
    assert set(changes) == {"tender:900001:x1y", "order:501"}
    assert Notice.objects.get(identity="order:501").deadline == datetime(2026, 12, 7, 10, tzinfo=AT.tzinfo)


def test_what_the_list_shows_no_more_is_read_again_and_cancelled_only_when_it_says_so(
    portal: Imitation, collect: Collect
) -> None:
    first, second = Tender(900_001), Tender(900_002)
    portal.shelf.tenders = [first, second, Tender(900_003)]
    collect()
    hidden = {first.key, second.key}
    kept = portal._tender_list

    def without(asked: Asked) -> str:
        whole = portal.shelf.tenders
        portal.shelf.tenders = [each for each in whole if each.key not in hidden]
        try:
            return kept(asked)
        finally:
            portal.shelf.tenders = whole

    portal._tender_list = without  # type: ignore[method-assign]
    portal.shelf.tenders[0] = first.but(announced="Annonce d'annulation")
    run = collect(NIGHT + timedelta(days=1))
    assert (run.gone, run.read) == (2, 2)
    assert Notice.objects.get(identity=first.key).cancelled_at is not None
    assert Notice.objects.get(identity=second.key).cancelled_at is None
    assert list(NoticeChange.objects.values_list("kind", flat=True)) == ["cancelled"]
    assert collect(NIGHT + timedelta(days=2)).read == 0, "said once, not asked again"


def test_a_purchase_order_cancelled(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(501)]
    collect()
    portal.shelf.orders = [Order(501, status="Annulé", deadline="04/12/2026 11:00")]
    collect(NIGHT + timedelta(days=1))
    assert Notice.objects.get().cancelled_at is not None


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("moves", ["withdrawn", "published", "both"])
def test_a_list_that_shifts_between_two_pages_loses_nothing_and_doubles_nothing(
    portal: Imitation, collect: Collect, counted: bool, moves: str
) -> None:
    portal.counted, portal.orders_a_page = counted, 3
    portal.shelf.orders = [Order(500 + n) for n in range(10)]
    done: list[int] = []

    def shift(number: int, asked: Asked) -> None:
        if "consultation/?page=3" in asked.path and not done:
            done.append(number)
            if moves != "published":
                del portal.shelf.orders[2]
            if moves != "withdrawn":
                portal.shelf.orders.insert(0, Order(600))

    portal.before = shift
    run = collect(only=frozenset(["orders"]))
    assert run.lists == {"orders": "whole"}
    expected = {each.key for each in portal.shelf.orders} | {f"order:{500 + n}" for n in range(10)}
    met = set(ListedNotice.objects.values_list("identity", flat=True))
    if moves == "both" and counted:
        collect(NIGHT + timedelta(days=1), only=frozenset(["orders"]))
        met = set(ListedNotice.objects.values_list("identity", flat=True))
    assert met == expected
    assert Notice.objects.count() == len(set(Notice.objects.values_list("identity", flat=True)))


def test_tenders_shift_too(portal: Imitation, collect: Collect) -> None:
    portal.tenders_a_page = 4
    portal.shelf.tenders = [Tender(900_000 + n) for n in range(12)]

    def shift(number: int, asked: Asked) -> None:
        if asked.form.get("PRADO_POSTBACK_TARGET", "").endswith("ctl2") and len(portal.shelf.tenders) == 12:
            del portal.shelf.tenders[0]

    portal.before = shift
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wolouj.notices.collecting.lists.TENDERS_A_PAGE", 4)
        run = collect(only=frozenset(["tenders"]))
    assert run.lists == {"tenders": "whole"}
    assert Notice.objects.count() == 11 and ListedNotice.objects.count() == 12


def test_a_portal_that_forgets_where_we_were_is_seen(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(10)]
    first = portal._orders

    portal._orders = lambda rest, number: first(rest, 1)  # type: ignore[method-assign]
    portal.counted = False
    run = collect(only=frozenset(["orders"]))
    assert run.lists == {"orders": "same_page_again"} and run.gone == 0
    assert run.created == 10, "what was read is kept"


def test_ten_thousand_pages_stop_at_the_ceiling_and_say_so(portal: Imitation, collect: Collect) -> None:
    portal.orders_a_page, portal.counted = 1, False
    portal.shelf.orders = [Order(n) for n in range(1, 10_001)]
    run = collect(manners=Manners(most_pages=8, most_requests=12), only=frozenset(["orders"]))
    assert run.lists == {"orders": "too_many_pages"} and run.stopped == "most_requests"
    assert ListedNotice.objects.count() == 8 and run.created == 3
    run = collect(manners=Manners(most_pages=8, most_requests=14), only=frozenset(["orders"]))
    assert run.created > 0


def test_a_run_that_is_stopped_goes_on_where_it_was(portal: Imitation, collect: Collect) -> None:
    portal.orders_a_page = 2
    portal.shelf.orders = [Order(500 + n) for n in range(10)]
    seen: list[str] = []
    for _ in range(12):
        portal.asked.clear()
        run = collect(manners=Manners(most_requests=5))
        seen += portal.paths("consultation/")
        if not run.stopped:
            break
    assert run.stopped == ""
    assert Notice.objects.count() == 10
    assert len([path for path in seen if "show/" in path]) == 10, "no page is asked twice"
    assert sum("?page=1" in path and "resultat" not in path for path in seen) <= 2


def test_a_killed_run_loses_nothing(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(6)]
    wire = Wire(AGENT, timeout=60)

    def killed(request: Request) -> Response:
        if request.url.endswith("show/503"):
            raise KeyboardInterrupt
        return wire(request)

    with pytest.raises(KeyboardInterrupt):
        collect(transport=killed)
    before = Notice.objects.count()
    assert 0 < before < 6
    assert collect().created == 6 - before


def test_the_hours_are_kept(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(30)]
    run = collect(datetime(2026, 11, 24, 12, tzinfo=AT.tzinfo))
    assert run.stopped == "outside_hours" and not portal.asked
    run = collect(datetime(2026, 11, 25, 5, 59, tzinfo=AT.tzinfo), manners=Manners(pause=10))
    assert run.stopped == "outside_hours" and 0 < len(portal.asked) < 10
    assert run.ended_at == datetime(2026, 11, 25, 6, 0, tzinfo=AT.tzinfo)


def test_hours_over_midnight() -> None:
    night, day = Manners(hours=(22, 6)), Manners(hours=(9, 17))
    told = {hour: NIGHT.replace(hour=hour) for hour in range(24)}
    assert [hour for hour in told if night.is_open(told[hour])] == [0, 1, 2, 3, 4, 5, 22, 23]
    assert [hour for hour in told if day.is_open(told[hour])] == list(range(9, 17))
    assert day.is_open(datetime(2026, 11, 24, 8, 30, tzinfo=UTC)), "the hour of Morocco"
    assert (hours_of("22-6"), hours_of("0-24"), hours_of("7-7"), hours_of("25-3"), hours_of("")) == (
        (22, 6),
        (0, 24),
        None,
        None,
        None,
    )


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_refusal_stops_all_until_the_operator_says(portal: Imitation, collect: Collect, status: int) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(4)]
    portal.faults["show/502"] = lambda asked, data: (status, {}, b"non")
    run = collect()
    assert run.stopped == "refused" and run.created == 2
    assert portal.paths()[-1].endswith("show/502"), "nothing more is asked"
    portal.faults.clear()
    portal.asked.clear()
    later = collect(NIGHT + timedelta(days=30))
    assert later.stopped == "held" and not portal.asked
    assert "--again" in [line.fr for line in telling.told(later)][-1]
    assert release(by=OPERATOR, at=NIGHT) == 3
    assert collect(NIGHT + timedelta(days=1)).created == 2


@pytest.mark.parametrize(
    ("told", "wait"), [("120", timedelta(minutes=2)), ("", timedelta(hours=1)), ("99999999", timedelta(days=7)),
                       ("Tue, 24 Nov 2026 22:30:00 GMT", timedelta(minutes=30))]
)  # fmt: skip
def test_asked_to_wait_we_wait(portal: Imitation, collect: Collect, told: str, wait: timedelta) -> None:
    portal.shelf.orders = [Order(501)]
    portal.faults["/bdc/"] = lambda asked, data: (429, {"Retry-After": told} if told else {}, b"")
    run = collect(manners=Manners(pause=0))
    assert run.stopped == "asked_to_wait"
    assert CollectedList.objects.get(name="tenders").back_at == NIGHT + wait, "one site, one word"
    portal.faults.clear()
    portal.asked.clear()
    assert collect(NIGHT + wait - timedelta(seconds=1)).stopped == "asked_to_wait" and not portal.asked


def test_a_sign_in_page_stops_the_run(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_000 + n) for n in range(5)]
    login = page('<form><input type="password" name="p"></form>').encode()
    portal.faults["refConsultation=900002"] = lambda asked, data: (200, {}, login)
    run = collect()
    assert run.stopped == "login_page" and reasons(run) == ["login_page"] and run.created == 2
    portal.faults.clear()
    assert collect(NIGHT + timedelta(days=1)).created == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (lambda asked, data: (200, {}, data[: len(data) // 2]), "half_page"),
        (lambda asked, data: (200, {"x-short": "1"}, data), "half_page"),
        (lambda asked, data: (500, {}, b""), "server_error"),
        (lambda asked, data: (418, {}, b""), "unexpected_answer"),
        (lambda asked, data: (404, {}, b""), "not_there"),
        (lambda asked, data: (200, {}, b"x" * 5_100_000), "too_big"),
        (lambda asked, data: (302, {"Location": "http://localhost:1/ailleurs"}, b""), "sent_elsewhere"),
        (lambda asked, data: (200, {}, data.replace("é".encode(), b"\xe9")), "encoding"),
        (lambda asked, data: (200, {}, page("<p>Maintenance</p>").encode()), "not_an_order_page"),
        (lambda asked, data: (200, {}, b""), "half_page"),
        (
            lambda asked, data: (200, {}, data.replace(b"show/502", b"show/502x").replace(b"04/12/2026", b"4 ou 5/12")),
            "order_doubt",
        ),
    ],
)
def test_one_broken_page_is_told_and_the_rest_goes_on(
    portal: Imitation, collect: Collect, fault: Any, reason: str
) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(4)]
    portal.faults["show/502"] = fault
    run = collect(only=frozenset(["orders"]))
    assert (reasons(run), run.created, run.stopped) == ([reason], 3, "")
    assert run.refused[0]["file"] == "order:502"
    assert all(run.refused[0]["text"].values())
    portal.faults.clear()
    assert collect(NIGHT + timedelta(days=1), only=frozenset(["orders"])).created == 1, "it is tried again"


def test_a_page_in_an_encoding_it_declares_is_read(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(501)]

    def latin(asked: Asked, data: bytes) -> Any:
        return 200, {}, data.decode().replace("utf-8", "windows-1252").encode("cp1252")

    portal.faults["show/501"] = latin
    collect()
    assert Notice.objects.get().object == "Achat de produits d'entretien (échantillon)"


def test_a_slow_answer_is_given_up(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(501)]
    portal.faults["show/501"] = lambda asked, data: (200, {"x-slowly": "1"}, data)
    patient, hasty = Wire(AGENT, timeout=60), Wire(AGENT, timeout=0.04)
    run = collect(transport=lambda asked: (hasty if asked.url.endswith("show/501") else patient)(asked))
    assert reasons(run) == ["too_slow"]


def test_nobody_answers(collect: Collect, portal: Imitation) -> None:
    portal.url = "http://127.0.0.1:9"
    run = collect(manners=Manners(after_troubles=2))
    assert run.stopped == "too_many_troubles" and run.read == 0


@pytest.mark.parametrize(
    "fault", [lambda asked, data: (200, {}, data[:400]), lambda asked, data: (200, {}, page("<p>Panne</p>").encode())]
)
def test_a_broken_list_makes_nothing_gone(portal: Imitation, collect: Collect, fault: Any) -> None:
    portal.orders_a_page = 3
    portal.shelf.orders = [Order(500 + n) for n in range(6)]
    collect()
    portal.faults["?page=2"] = fault
    run = collect(NIGHT + timedelta(days=1), only=frozenset(["orders"]))
    assert run.lists["orders"] in ("half_page", "not_an_order_list") and run.gone == 0
    assert reasons(run) == [run.lists["orders"]]


def test_a_row_of_a_list_that_cannot_be_read_is_told_and_hides_no_other(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_001), Tender(900_002, org="x-y"), Tender(900_003, object="Béni")]
    portal.faults["AdvancedSearch"] = lambda asked, data: (200, {}, data.replace("Béni".encode(), b"B\xe9ni"))
    run = collect(only=frozenset(["tenders"]))
    assert sorted(reasons(run)) == ["encoding", "identity"] and run.created == 1 and run.lists == {"tenders": "whole"}


def test_two_notices_with_one_id_are_told_and_neither_is_guessed(portal: Imitation, collect: Collect) -> None:
    portal.shelf.tenders = [Tender(900_001)]
    collect()
    portal.faults["refConsultation=900001"] = lambda asked, data: (200, {}, data.replace(b"900001", b"900009"))
    ListedNotice.objects.update(read_at=None)
    run = collect(NIGHT + timedelta(days=1))
    assert reasons(run) == ["other_notice"]
    assert Notice.objects.get().identity == "tender:900001:x1y"


def test_a_page_that_always_fails_is_left_until_its_row_changes(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(501)]
    portal.faults["show/501"] = lambda asked, data: (200, {}, page("<p>Panne</p>").encode())
    for day in range(7):
        collect(NIGHT + timedelta(days=day), only=frozenset(["orders"]))
    assert len(portal.paths("show/501")) == 5
    portal.faults.clear()
    portal.shelf.orders = [Order(501, deadline="31/12/2026 10:00")]
    assert collect(NIGHT + timedelta(days=8), only=frozenset(["orders"])).created == 1


def test_robots_txt_is_read_once_and_kept_to(portal: Imitation, collect: Collect) -> None:
    portal.shelf.orders = [Order(501)]
    portal.robots = "User-agent: *\nDisallow: /bdc/"
    run = collect(only=frozenset(["orders"]))
    assert run.stopped == "robots" and portal.paths() == ["/robots.txt"]


def test_cards_that_end_otherwise(portal: Imitation, collect: Collect) -> None:
    portal.shelf.cards = [
        Card("1/2026", "24/11/2026 12:00"),
        Card("2/2026", "24/11/2026 11:00", end="<b>Avis d'achat infructueux</b>", quotes="0"),
        Card("3/2026", "24/11/2026 10:00", end="<b>Voir l'acheteur</b>"),
        Card("4/2026", "hier"),
        Card("5/2026", "24/11/2026 08:00", amount="1,234"),
        Card("6/2026", "24/11/2026 07:00", object="Relance d'un achat infructueux : Objet"),
    ]
    run = collect(only=frozenset(["results"]))
    assert {r.reference: r.outcome for r in Result.objects.all()} == {
        "1/2026": "awarded", "2/2026": "unsuccessful", "6/2026": "awarded"
    }  # fmt: skip
    assert [(each["row"], each["reason"]) for each in run.refused] == [
        (3, "missing"),
        (4, "not_an_instant"),
        (5, "amount"),
    ]


def test_results_are_read_back_to_where_they_were(portal: Imitation, collect: Collect) -> None:
    def cards(days: range) -> list[Card]:
        return [Card(f"{day}-{n}", f"{day:02}/11/2026 {20 - n:02}:00") for day in reversed(days) for n in range(10)]

    portal.shelf.cards = cards(range(10, 25))
    run = collect(only=frozenset(["results"]))
    assert Result.objects.count() == run.listed == 80, "seven days back, and the page that ends it"
    portal.asked.clear()
    portal.shelf.cards = cards(range(10, 26))
    run = collect(NIGHT + timedelta(days=1), only=frozenset(["results"]))
    assert run.created == 10 and len(portal.paths("resultat")) == 4


def test_a_recorded_run_played_again_gives_the_same(portal: Imitation, collect: Collect, tmp_path: Path) -> None:
    portal.shelf.tenders = [Tender(900_000 + n) for n in range(3)]
    portal.shelf.orders = [Order(500 + n) for n in range(3)]
    portal.shelf.cards = [Card("1/2026", "24/11/2026 12:00")]
    run = collect(transport=recorded(Wire(AGENT), tmp_path / "run"))
    first = set(Notice.objects.values_list("identity", "digest"))
    for model in (NoticeChange, ListedNotice, CollectedList, Result, Notice):
        model._default_manager.all().delete()
    portal.asked.clear()
    again = collect(transport=replayed(tmp_path / "run"), replayed=True, is_sample=True)
    assert not portal.asked
    assert (again.created, again.stopped, again.refused) == (run.created, "", [])
    assert set(Notice.objects.values_list("identity", "digest")) == first
    assert not Notice.objects.filter(is_sample=False).exists()
    kept = "".join(path.read_text() for path in (tmp_path / "run").glob("*.json"))
    assert "cookie" not in kept.lower()


def test_a_recording_that_ends_or_is_broken_says_so(portal: Imitation, collect: Collect, tmp_path: Path) -> None:
    portal.shelf.orders = [Order(500 + n) for n in range(3)]
    collect(transport=recorded(Wire(AGENT), tmp_path / "run"), only=frozenset(["orders"]))
    ListedNotice.objects.all().delete()
    last = sorted((tmp_path / "run").glob("*.json"))[-1]
    last.unlink()
    run = collect(transport=replayed(tmp_path / "run"), replayed=True, only=frozenset(["orders"]))
    assert run.stopped == "not_recorded" and run.unchanged == 2
    for content in ("{", json.dumps({"key": 1})):
        last.write_text(content)
        with pytest.raises(BadInput):
            replayed(tmp_path / "run")
    with pytest.raises(BadInput):
        replayed(tmp_path / "nothing")


def test_it_is_off_until_the_operator_turns_it_on_and_names_herself(settings: Any, tmp_path: Path) -> None:
    assert settings.COLLECT["on"] is False
    with pytest.raises(BadInput):
        switches.turned_on()
    assert switches.collect_as_set(by=OPERATOR, at=NIGHT, now=lambda: NIGHT) is None
    told = {"on": True, "cache": tmp_path}
    settings.COLLECT = settings.COLLECT | told
    with pytest.raises(BadInput) as bad:
        switches.turned_on()
    assert bad.value.field == "WOLOUJ_COLLECT_CONTACT"
    for wrong in ({"hours": "6"}, {"pause": "0.2"}, {"pause": "vite"}):
        settings.COLLECT = settings.COLLECT | {"contact": "a@b.ma", "hours": "22-6", "pause": "5"} | wrong
        with pytest.raises(BadInput):
            switches.turned_on()
    settings.COLLECT = settings.COLLECT | {"pause": "5"}
    assert "a@b.ma" in switches.turned_on().visitor(now=lambda: NIGHT).agent


def test_as_set_it_collects_in_its_hours(settings: Any, portal: Imitation, tmp_path: Path) -> None:
    portal.shelf.orders = []
    more = {"on": True, "contact": "a@b.ma", "tenders": portal.url + "/", "orders": portal.url, "cache": tmp_path}
    settings.COLLECT = settings.COLLECT | more | {"hours": "0-24", "pause": "1"}
    portal.robots = "User-agent: *\nDisallow: /"
    run = switches.collect_as_set(by=OPERATOR, at=NIGHT, now=lambda: NIGHT)
    assert run is not None and run.stopped == "robots"
    settings.COLLECT = settings.COLLECT | {"hours": "1-2"}
    assert switches.collect_as_set(by=OPERATOR, at=NIGHT, now=lambda: NIGHT) is None


def test_what_is_due_comes_in_order(db: None) -> None:
    def row(n: int, **more: Any) -> None:
        told = {"list": "orders", "digest": "a", "read_digest": "a", "listed_at": NIGHT, "read_at": NIGHT}
        ListedNotice.objects.create(identity=f"order:{n}", **told | more)

    row(1)
    row(2, read_at=None, deadline=NIGHT + timedelta(days=9))
    row(3, read_at=None, deadline=NIGHT + timedelta(days=2))
    row(4, digest="b")
    row(5, failures=5, read_at=None)
    row(6, gone_at=NIGHT + timedelta(hours=1))
    row(7, gone_at=NIGHT + timedelta(hours=1), deadline=NIGHT)
    row(8, read_at=NIGHT - timedelta(days=4), deadline=NIGHT + timedelta(days=2))
    assert [each.identity[6:] for each in due("orders", NIGHT + timedelta(hours=2))] == ["3", "2", "8", "4", "6"]
