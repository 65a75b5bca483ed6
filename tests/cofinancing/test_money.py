"""The committee, the agreement, tranches, proofs, the register, the ledger: from a yes to the end, and each refusal."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from shutil import which
from threading import Barrier
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.db.utils import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cofinancing.conftest import AT, LATER, enter, seats
from tests.house.test_templates import bare_digits
from wolouj.cofinancing import ledger, papers
from wolouj.cofinancing.actions import agreeing, budget, committee, ending, paying, proving
from wolouj.cofinancing.actions import requests as asking
from wolouj.cofinancing.models import (
    Agreement,
    Asset,
    BudgetLine,
    Entry,
    Event,
    Hand,
    Move,
    PieceKind,
    Purchase,
    Request,
    Sitting,
    Tranche,
)
from wolouj.cofinancing.page.money import owed
from wolouj.cofinancing.proofs import faults, missing
from wolouj.cofinancing.states import State
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.home import sample_cofinancing as sample
from wolouj.home.cast import Cast
from wolouj.people.actions import bodies
from wolouj.people.models import Body
from wolouj.people.roles import Role

D = Decimal


def held(line: BudgetLine) -> tuple[D, D, D, D]:
    found = ledger.balance(line.entries.all())
    assert found.allotted == found.free + found.committed + found.paid
    return found.allotted, found.free, found.committed, found.paid


def bought(request: Request, amount: str, *, by: Actor, kind: str = "equipment", **told: Any) -> Purchase:
    """A purchase with every paper it asks for."""
    item = request.items.get(kind=kind)
    fields = {
        "supplier": item.supplier,
        "amount": D(amount),
        "on": AT.date(),
        "how": "transfer",
        "serial": "SN-1",
    } | told
    made = proving.tell(request=request, item=item, fields=fields, by=by, at=AT)
    for each in (PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO):
        asking.keep_piece(request=request, kind=each, file=sample.paper(f"{each} {made.pk}"), of=made, by=by, at=AT)
    return made


# ---- The committee ----------------------------------------------------------------------------------------------


def test_the_committees_day(cast: Cast, studied: Request, line: BudgetLine, again: Callable) -> None:
    manager, terms = enter(cast, "rachid"), studied.terms
    day = f"/fr/cofinancing/calls/{terms.call_id}/day/"
    assert "Ouvrir une séance" in manager.get(day).content.decode()
    told: dict[str, Any] = {"held_on": "2026-11-28"}
    for i, seat in enumerate(seats(4)):
        told |= {f"{name}{i}": value for name, value in seat.items() if name != "here"} | {f"here{i}": "on"}
    assert manager.post(f"{day}seats/", told).headers["Location"] == day
    decide = f"/fr/cofinancing/files/{studied.pk}/decide/now/"
    members = list(Sitting.objects.get().members.all())
    for member in members[:2]:
        manager.post(decide, {"leave": "1", "member": str(member.pk)})
    yes = {"verdict": "accepted", "amount": "15000", "line": str(line.pk), "reason_ar": "نعم", "reason_fr": "Oui"}
    answer = manager.post(decide, yes)
    assert answer.status_code == 422 and "quorum manque" in answer.content.decode(), (
        "two left the room: two are not three"
    )
    manager.post(f"{day}seats/", told | {f"name{i}": "" for i in range(2)} | {"name4": "Cinq", "here4": "on"})
    assert manager.post(decide, yes | {"amount": "99999"}).status_code == 422
    assert manager.post(decide, yes | {"reason_ar": ""}).status_code == 422
    assert manager.post(decide, yes).headers["Location"] == day
    assert again(studied).state == State.STUDY and held(line)[1] == 40000, "nothing moves before the minutes"
    hers = enter(cast, "ftoum")
    assert "Oui" not in hers.get(f"/fr/cofinancing/files/{studied.pk}/").content.decode()
    page = manager.get(day.replace("/fr/", "/ar/")).content.decode()
    assert bare_digits(page) == []
    manager.post(f"{day}approve/")
    assert again(studied).state == State.ACCEPTED and held(line) == (D(40000), D(25000), D(15000), D(0))
    assert "Oui" in hers.get(f"/fr/cofinancing/files/{studied.pk}/").content.decode()
    with pytest.raises(BadInput):
        committee.approve(sitting=Sitting.objects.get(), by=cast.actor("rachid"), at=AT)
    for name in papers.MINUTES:
        paper = manager.get(f"{day}1/{name}")
        assert paper.status_code == 200 and paper.content.startswith(b"%PDF-")
    assert manager.get(f"{day}2/minutes-fr.pdf").status_code == 404


def test_a_day_to_come_approves_nothing_and_who_left_by_mistake_is_counted_again(
    cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine
) -> None:
    by, member = cast.actor("rachid"), sitting.members.first()
    assert member is not None
    committee.leave(member=member, request=studied, by=by, at=AT)
    assert committee.quorum(sitting, studied) == (2, 3)
    page = f"/fr/cofinancing/files/{studied.pk}/decide/now/"
    manager = enter(cast, "rachid")
    assert "Ne siègent pas pour ce dossier" in manager.get(page).content.decode()
    assert manager.post(page, {"back": "x"}).status_code == 404
    assert manager.post(page, {"back": str(member.pk)}).headers["Location"] == page
    assert committee.quorum(sitting, studied) == (3, 3)
    told = {"sitting": sitting, "request": studied, "amount": D(15000), "line": line, "by": by, "at": AT}
    committee.rule(verdict="accepted", reasons=("x", "x"), **told)
    Sitting.objects.update(held_on=AT.date() + timedelta(1))
    with pytest.raises(BadInput):
        committee.approve(sitting=sitting, by=by, at=AT)
    committee.approve(sitting=sitting, by=by, at=LATER)


def test_a_committee_cannot_give_money_that_is_not_there(
    cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine, again: Callable
) -> None:
    by = cast.actor("rachid")
    small = budget.open_line_with(
        programme=line.programme, donor=line.donor, code="9", labels=("x", "x"), amount=D(1000), by=by, at=AT
    )
    committee.rule(
        sitting=sitting,
        request=studied,
        verdict="accepted",
        amount=D(15000),
        line=small,
        reasons=("x", "x"),
        by=by,
        at=AT,
    )
    with pytest.raises(BadInput, match="libre"):
        committee.approve(sitting=sitting, by=by, at=AT)
    sitting.refresh_from_db()
    assert sitting.approved_at is None and again(studied).state == State.STUDY and held(small)[1] == 1000


def test_who_withdraws_while_the_committee_sits_does_not_stop_its_minutes(
    cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine, again: Callable
) -> None:
    by = cast.actor("rachid")
    told: dict[str, Any] = {"verdict": "accepted", "amount": D(15000), "line": line, "reasons": ("x", "x")}
    committee.rule(sitting=sitting, request=studied, by=by, at=AT, **told)
    asking.withdraw(request=studied, by=cast.actor("ftoum"), at=AT)
    assert again(studied).state == State.WITHDRAWN and not sitting.rulings.exists()
    with pytest.raises(BadInput, match="Aucun dossier"):
        committee.approve(sitting=sitting, by=by, at=AT)
    assert held(line)[1] == 40000


def test_a_refusal_has_its_reason_and_no_money(
    cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine
) -> None:
    by = cast.actor("rachid")
    with pytest.raises(BadInput, match="deux langues"):
        committee.rule(sitting=sitting, request=studied, verdict="refused", reasons=("", "Non"), by=by, at=AT)
    committee.rule(
        sitting=sitting, request=studied, verdict="refused", reasons=("لا", "Marché trop petit"), by=by, at=AT
    )
    committee.approve(sitting=sitting, by=by, at=AT)
    assert "Marché trop petit" in enter(cast, "ftoum").get(f"/fr/cofinancing/files/{studied.pk}/").content.decode()
    assert held(line)[1] == 40000


# ---- Nobody does two of the three -------------------------------------------------------------------------------


def test_who_holds_every_role_still_does_one_thing_on_a_file(
    cast: Cast, studied: Request, sitting: Sitting, line: BudgetLine, body: Body, again: Callable
) -> None:
    """Hayat proposed. Made manager and finance too, she may neither decide nor pay this file, by page or by action."""
    for role in (Role.MANAGER, Role.FINANCE):
        bodies.appoint(person=cast.people["hayat"], role=role, body=body, by=OPERATOR, at=AT)
        bodies.appoint(
            person=cast.people["rachid"], role=role, body=body, by=OPERATOR, at=AT
        ) if role == Role.FINANCE else None
    hayat, rachid = cast.actor("hayat"), cast.actor("rachid")
    told = {"verdict": "accepted", "amount": D(15000), "line": line, "reasons": ("x", "x")}
    with pytest.raises(BadInput, match="proposé"):
        committee.rule(sitting=sitting, request=studied, **told, by=hayat, at=AT)
    page = enter(cast, "hayat").post(
        f"/fr/cofinancing/files/{studied.pk}/decide/now/",
        {"verdict": "refused", "reason_ar": "x", "reason_fr": "x"},
    )
    assert page.status_code == 422 and "proposé ce dossier" in page.content.decode()
    committee.rule(sitting=sitting, request=studied, **told, by=rachid, at=AT)
    committee.approve(sitting=sitting, by=rachid, at=AT)
    agreeing.prepare(request=studied, by=hayat, at=AT)
    with pytest.raises(BadInput, match="décidé"):
        agreeing.sign(request=studied, file=sample.paper("s"), on=AT.date(), by=rachid, at=AT)
    agreeing.sign(request=studied, file=sample.paper("s"), on=AT.date(), by=hayat, at=AT)
    tranche = paying.ask(tranche=studied.tranches.get(number=1), by=hayat, at=AT)
    for who, why in (
        (hayat, "proposé"),
        (rachid, "décidé"),
        (cast.actor("ftoum"), "propre dossier"),
        (OPERATOR, "personne"),
    ):
        with pytest.raises(BadInput, match=why):
            paying.pay(tranche=tranche, on=AT.date(), reference="V1", by=who, at=AT)
    assert held(line)[3] == 0 and again(studied).state == State.SIGNED
    paying.pay(tranche=tranche, on=AT.date(), reference="V1", by=cast.actor("souad"), at=AT)
    with pytest.raises(BadInput, match="payez"):
        ending.stop(request=studied, note="x", by=cast.actor("souad"), at=AT)
    assert dict(Hand.objects.values_list("person", "duty")) == {
        cast.people["hayat"].id: "propose", cast.people["rachid"].id: "decide", cast.people["souad"].id: "pay",
    }  # fmt: skip


def test_by_the_table_no_role_alone_does_two_of_the_three() -> None:
    from wolouj.cofinancing.page.acts import RIGHTS
    from wolouj.people.rights import TABLE, Act, Scope, Thing

    for role in Role:
        may = [duty for duty, (act, thing) in RIGHTS.items() if TABLE[role, Thing(thing), Act(act)] is not Scope.NONE]
        assert len(may) <= 1, (role, may)


# ---- From the signature to the end ------------------------------------------------------------------------------


def test_a_file_lives_to_its_closure(cast: Cast, signed: Request, line: BudgetLine, again: Callable) -> None:
    hers, souad = enter(cast, "ftoum"), enter(cast, "souad")
    first, second = signed.tranches.order_by("number")
    assert (first.amount, second.amount) == (D(9000), D(6000))
    hers.post(f"/fr/cofinancing/tranches/{second.pk}/ask/")
    hers.post(f"/fr/cofinancing/tranches/{first.pk}/ask/")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.asked_at == AT and second.asked_at is None
    page = souad.get("/ar/cofinancing/finance/").content.decode()
    assert bare_digits(page) == [] and f"/tranches/{first.pk}/pay/" in page
    assert (
        souad.post(f"/fr/cofinancing/tranches/{first.pk}/pay/", {"on": "2026-11-29", "reference": "V"}).status_code
        == 422
    )
    souad.post(f"/fr/cofinancing/tranches/{first.pk}/pay/", {"on": "2026-11-28", "reference": "VIR-001"})
    assert again(signed).state == State.PAID and held(line) == (D(40000), D(25000), D(6000), D(9000))
    buy = f"/fr/cofinancing/files/{signed.pk}/buy/purchase/"
    item = signed.items.get(kind="equipment")
    told = {
        "item": str(item.pk),
        "supplier": item.supplier,
        "amount": "9 000,00",
        "on": "2026-11-28",
        "how": "transfer",
    }
    assert hers.post(buy, told | {"amount": "neuf"}).status_code == 422
    hers.post(buy, told)
    made = Purchase.objects.get()
    assert missing(made) == ["invoice", "bank", "photo", "serial"]
    with pytest.raises(BadInput, match="facture"):
        proving.judge(purchase=made, ok=True, why="", by=cast.actor("souad"), at=AT)
    for kind in (PieceKind.INVOICE, PieceKind.BANK, PieceKind.PHOTO):
        asking.keep_piece(request=signed, kind=kind, file=sample.paper(kind), of=made, by=cast.actor("ftoum"), at=AT)
    hers.post(f"/fr/cofinancing/purchases/{made.pk}/", {"serial": "SN-42"})
    souad.post(f"/fr/cofinancing/purchases/{made.pk}/judge/", {"yes": "1"})
    assert again(signed).state == State.PROVED
    asset = Asset.objects.get()
    assert asset.serial == "SN-42" and str(asset.bound_until) == "2029-11-28"
    manager, file_page = enter(cast, "rachid"), f"/fr/cofinancing/files/{signed.pk}/"
    shown = manager.get(file_page).content.decode()
    assert "/end/stop/" in shown and "/end/close/" not in shown
    assert "La personne peut demander la tranche" in shown and "Demandez la tranche" not in shown
    assert "Demandez la tranche" in hers.get(file_page).content.decode()
    with pytest.raises(BadInput, match="tranche"):
        ending.close(request=signed, note="x", by=cast.actor("rachid"), at=AT)
    hers.post(f"/fr/cofinancing/tranches/{second.pk}/ask/")
    paying.pay(tranche=second, on=AT.date(), reference="VIR-002", by=cast.actor("souad"), at=AT)
    last = bought(again(signed), "6000", by=cast.actor("ftoum"), kind="stock")
    proving.judge(purchase=last, ok=True, why="", by=cast.actor("souad"), at=AT)
    assert again(signed).state == State.PROVED and again(signed).turn == 2
    assert "/end/close/" in manager.get(file_page).content.decode()
    manager.post(f"/fr/cofinancing/files/{signed.pk}/end/close/", {"note": "Tout est en place, bravo"})
    assert again(signed).state == State.CLOSED and held(line) == (D(40000), D(25000), D(0), D(15000))
    for lang in ("ar", "fr"):
        page = hers.get(f"/{lang}/cofinancing/files/{signed.pk}/").content.decode()
        assert lang == "fr" or bare_digits(page) == []
    acts = list(Event.objects.values_list("act", flat=True))
    assert acts == ["send", "complete", "propose", "accept", "sign", "pay", "prove", "pay", "prove", "close"]
    with pytest.raises(BadInput):
        ending.stop(request=signed, note="x", by=cast.actor("rachid"), at=AT)


def test_a_stop_frees_what_was_set_aside_and_money_comes_back(
    cast: Cast, signed: Request, line: BudgetLine, again: Callable
) -> None:
    tranche = paying.ask(tranche=signed.tranches.get(number=1), by=cast.actor("ftoum"), at=AT)
    paying.pay(tranche=tranche, on=AT.date(), reference="V", by=cast.actor("souad"), at=AT)
    with pytest.raises(BadInput, match="pourquoi"):
        ending.stop(request=signed, note=" ", by=cast.actor("rachid"), at=AT)
    ending.stop(request=signed, note="Projet abandonné", by=cast.actor("rachid"), at=AT)
    assert again(signed).state == State.STOPPED and held(line) == (D(40000), D(31000), D(0), D(9000))
    with pytest.raises(BadInput):
        ending.give_back(request=signed, amount=D(9001), on=AT.date(), why="x", by=cast.actor("souad"), at=AT)
    ending.give_back(request=signed, amount=D(4000), on=AT.date(), why="reste", by=cast.actor("souad"), at=AT)
    assert held(line) == (D(40000), D(35000), D(0), D(5000))
    assert "Projet abandonné" in enter(cast, "ftoum").get(f"/fr/cofinancing/files/{signed.pk}/").content.decode()


def test_a_payment_that_came_back_is_reversed_never_erased(
    cast: Cast, signed: Request, line: BudgetLine, again: Callable
) -> None:
    by = cast.actor("souad")
    tranche = paying.ask(tranche=signed.tranches.get(number=1), by=cast.actor("ftoum"), at=AT)
    entry = paying.pay(tranche=tranche, on=AT.date(), reference="V", by=by, at=AT)
    with pytest.raises(BadInput, match="déjà payée"):
        paying.pay(tranche=tranche, on=AT.date(), reference="V", by=by, at=AT)
    paying.take_back(entry=entry, on=AT.date(), why="RIB faux", by=by, at=AT)
    assert again(signed).state == State.SIGNED and held(line) == (D(40000), D(25000), D(15000), D(0))
    with pytest.raises(BadInput):
        paying.take_back(entry=entry, on=AT.date(), why="encore", by=by, at=AT)
    paying.pay(tranche=tranche, on=AT.date(), reference="V2", by=by, at=AT)
    assert held(line)[3] == 9000 and Entry.objects.filter(move=Move.PAY).count() == 3
    for change in (lambda: Entry.objects.update(amount=1), lambda: Entry.objects.filter(move="allot").delete()):
        with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
            change()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_the_database_refuses_a_row_that_goes_no_known_way(cast: Cast, signed: Request, line: BudgetLine) -> None:
    good = {
        "line": line, "number": 99, "move": "pay", "source": "committed", "target": "paid", "amount": D(1),
        "request": signed, "on": AT.date(), "at": AT,
    }  # fmt: skip
    for wrong in (
        {"source": "free"}, {"amount": D(0)}, {"amount": D(-5)}, {"source": "paid", "target": "committed"},
        {"request": None}, {"number": 1}, {"move": "commit"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(**(good | wrong))


def test_the_dull_faults_of_an_audit_are_seen(cast: Cast, signed: Request) -> None:
    by = cast.actor("ftoum")
    tranche = paying.ask(tranche=signed.tranches.get(number=1), by=by, at=AT)
    paying.pay(tranche=tranche, on=AT.date(), reference="V", by=cast.actor("souad"), at=AT)
    signed = Request.objects.get(pk=signed.pk)
    old = AT.date().replace(year=2025)
    made = bought(signed, "25000", by=by, on=old, how="cash", supplier="Autre")
    assert [fault.key for fault in faults(made, signed)] == [
        "fault_day",
        "fault_cash",
        "fault_amount",
        "fault_supplier",
    ]
    twin = bought(signed, "100", by=by)
    asking.keep_piece(
        request=signed, kind=PieceKind.INVOICE, file=sample.paper(f"invoice {made.pk}"), of=twin, by=by, at=AT
    )
    page = enter(cast, "souad").get("/fr/cofinancing/finance/").content.decode()
    assert page.count("montre déjà un autre achat") == 2
    with pytest.raises(BadInput, match="déjà là"):
        asking.keep_piece(
            request=signed, kind=PieceKind.INVOICE, file=sample.paper(f"invoice {made.pk}"), of=twin, by=by, at=AT
        )
    souad, where, long = enter(cast, "souad"), f"/fr/cofinancing/purchases/{made.pk}/judge/", "Facture illisible. " * 20
    for words, said in ((long, "Raccourcissez-le"), ("", "Dites pourquoi")):
        refused = souad.post(where, {"why": words})
        page = refused.content.decode()
        assert refused.status_code == 422 and said in page and words.strip() in page and 'role="alert"' in page
        assert page.count(f'id="{made.pk}-why"') == 1 and "maxlength" not in page
    souad.post(where, {"why": "Facture d’une autre année"})
    made.refresh_from_db()
    assert made.ok is False
    assert "autre année" in enter(cast, "ftoum").get(f"/fr/cofinancing/files/{signed.pk}/").content.decode()


# ---- The papers, the export -------------------------------------------------------------------------------------


def text_of(pdf: bytes, folder: Path) -> str:
    tool = which("pdftotext")
    if tool is None:
        pytest.skip("no pdftotext here")
    (folder / "x.pdf").write_bytes(pdf)
    return subprocess.run([tool, "-layout", folder / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()


def test_the_agreement_says_the_amount_in_words_and_the_clause(cast: Cast, signed: Request, tmp_path: Path) -> None:
    hers = enter(cast, "ftoum")
    found = {
        name: text_of(hers.get(f"/fr/cofinancing/files/{signed.pk}/print/{name}").content, tmp_path)
        for name in papers.AGREEMENT
    }
    assert "quinze mille dirhams" in found["agreement-fr.pdf"] and "36 mois" in found["agreement-fr.pdf"]
    assert "9 000,00" in found["agreement-fr.pdf"].replace("\u202f", " ").replace("\xa0", " ")
    assert "خمسة عشر ألف درهم" in found["agreement-ar.pdf"]
    again = Agreement.objects.get().papers
    assert papers.pdf("agreement", again["ar"]) == papers.pdf("agreement", again["ar"])


def test_the_agreement_says_what_is_left_to_find_and_leaves_names_to_be_written(signed: Request) -> None:
    """26,000 to buy, 7,000 of her own money, 15,000 granted: 4,000 are nobody's yet, and the paper says so."""
    told = Agreement.objects.get(request=signed).papers
    for lang, rest, blank in (("fr", "4\u202f000,00", "carte nationale"), ("ar", "4\u202f000,00", "البطاقة الوطنية")):
        page = json.dumps(told[lang], ensure_ascii=False)
        assert rest in page and blank in page and page.count("…………") >= 4, lang
    assert "تملكون" not in json.dumps(told["ar"], ensure_ascii=False), "a paper speaks of her, not to her"


def test_a_plan_is_printed_whole_in_both_languages(signed: Request) -> None:
    for lang in ("ar", "fr"):
        told = papers.plan_data(signed, lang, at=AT)  # type: ignore[arg-type]
        assert len(told["idea"]["rows"]) == 6 and len(told["cash"]["rows"]) == 12 and len(told["buys"]["rows"]) == 2
        assert told["price"]["said"] and papers.pdf("business", told).startswith(b"%PDF")
    Request.objects.update(state="draft", price=None, months=[], start=None, unit="")
    signed.items.all().delete()
    bare = papers.plan_data(Request.objects.get(pk=signed.pk), "fr", at=AT)
    assert not bare["price"]["said"] and not bare["cash"]["rows"] and len(bare["marks"]) == 2
    assert papers.pdf("business", bare).startswith(b"%PDF"), "a draft with nothing told still prints, marked"


def test_what_is_not_shown_of_a_stopped_file_is_to_be_given_back(cast: Cast, signed: Request, line: BudgetLine) -> None:
    """9,000 paid, nothing shown; 2,500 come back; more than the file was paid is refused by the file's own figure."""
    finance, first = cast.actor("souad"), signed.tranches.get(number=1)
    paying.ask(tranche=first, by=cast.actor("ftoum"), at=AT)
    with pytest.raises(BadInput):
        paying.pay(tranche=first, on=AT.date() - timedelta(1), reference="V", by=finance, at=AT)  # before the signature
    paying.pay(tranche=first, on=AT.date(), reference="V", by=finance, at=AT)
    ending.stop(request=signed, note="x", by=cast.actor("rachid"), at=AT)
    assert owed(signed, []) == 9000
    told = {"request": signed, "on": AT.date(), "why": "x", "by": finance, "at": AT}
    with pytest.raises(BadInput) as refused:
        ending.give_back(amount=D(9001), **told)
    assert "9\u202f000,00" in refused.value.text.fr
    ending.give_back(amount=D(2500), **told)
    assert owed(signed, []) == 6500 and held(line)[3] == 6500


def test_the_export_balances_to_the_centime(cast: Cast, signed: Request, line: BudgetLine) -> None:
    tranche = paying.ask(tranche=signed.tranches.get(number=1), by=cast.actor("ftoum"), at=AT)
    entry = paying.pay(tranche=tranche, on=AT.date(), reference="V", by=cast.actor("souad"), at=AT)
    paying.take_back(entry=entry, on=AT.date(), why="=HYPERLINK(1)", by=cast.actor("souad"), at=AT)
    browser = enter(cast, "souad")
    url = f"/fr/cofinancing/budget/{line.programme_id}/"
    data = browser.get(f"{url}ledger.csv").content
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 * Entry.objects.count()
    total = {side: sum(D(row[side]) for row in rows if row[side]) for side in ("Débit", "Crédit")}
    assert total["Débit"] == total["Crédit"] > 0
    assert not [row for row in rows if row["Pourquoi"].startswith("=")]
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(browser.get(f"{url}ledger.xlsx").content)).active
    assert sheet.max_row == len(rows) + 1
    for path in (url, f"/ar/cofinancing/lines/{line.pk}/", "/ar/cofinancing/register/", url.replace("/fr/", "/ar/")):
        page = browser.get(path)
        assert page.status_code == 200 and ("/fr/" in path or bare_digits(page.content.decode()) == [])


# ---- Money never drifts -----------------------------------------------------------------------------------------

ACTS = ("allot", "commit", "pay", "reverse", "release", "return")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 3_000_000), st.integers(0, 9)), max_size=14))
def test_whatever_is_done_the_budget_is_what_is_paid_committed_and_free(
    acts: list[tuple[str, int, int]], signed: Request, line: BudgetLine, cast: Cast
) -> None:
    """Drawn moves and reversals, each refused or whole: the sum holds after every one, nothing is below zero."""
    by, day = cast.actor("souad"), AT.date()
    mark = transaction.savepoint()
    for act, centimes, which_one in acts:
        amount, before = D(centimes) / 100, Entry.objects.filter(line=line).count()
        try:
            with transaction.atomic():
                if act == "reverse":
                    rows = list(line.entries.order_by("number"))
                    ledger.reverse(entry=rows[which_one % len(rows)], on=day, why="x", by=by, at=AT)
                else:
                    given_to = {"request": signed} if act != "allot" else {}
                    ledger.post(line=line, move=Move(act), amount=amount, on=day, by=by, at=AT, **given_to)
        except BadInput:
            assert line.entries.count() == before, "refused: nothing is written"
        else:
            assert line.entries.count() == before + 1
        found = ledger.balance(line.entries.all())
        assert found.allotted == found.paid + found.committed + found.free
        assert min(found.paid, found.committed, found.free) >= 0
        hers = ledger.balances(line.entries.all(), "request").get(signed.pk, ledger.Balance())
        assert hers.committed >= 0 and hers.paid >= 0 and hers.free + hers.committed + hers.paid == 0
    transaction.savepoint_rollback(mark)


@pytest.mark.django_db(transaction=True)
def test_a_tranche_asked_twice_at_the_same_instant_one_wins_and_the_other_is_told(cast: Cast, signed: Request) -> None:
    tranche, together = signed.tranches.get(number=1), Barrier(2)

    def ask(name: str) -> str:
        try:
            together.wait(timeout=120)
            paying.ask(tranche=Tranche.objects.get(pk=tranche.pk), by=cast.actor(name), at=LATER)
            return "won"
        except BadInput as told:
            return told.text.fr
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(ask, ("ftoum", "hayat")))
    assert answers[1] == "won" and "déjà demandée" in answers[0], answers
    tranche.refresh_from_db()
    assert tranche.asked_by is not None and tranche.asked_by.full_name in answers[0]
    assert connection.is_usable()
