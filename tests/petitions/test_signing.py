"""Signatures: counts until the CNDP's authorisation is recorded; then lines, encrypted, for the keeper alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.house.test_templates import bare_digits
from tests.petitions.conftest import AT, DAY, enter
from tests.petitions.test_petition import FIVE, photo
from wolouj.foundation.actor import OPERATOR, Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.foundation.uploads import clean
from wolouj.home.cast import Cast
from wolouj.people.actions import bodies
from wolouj.people.models import Body, Membership
from wolouj.people.rights import TABLE, Act, Scope, Thing
from wolouj.people.roles import Role
from wolouj.petitions import actions as petitions
from wolouj.petitions import papers
from wolouj.petitions.actions import Happened, NotNow
from wolouj.petitions.facts import look
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import actions, authorising, lines, lists, numbers, queries
from wolouj.petitions.signing.actions import Counted
from wolouj.petitions.signing.lines import Line
from wolouj.petitions.signing.models import Authorisation, Batch, Erasure, Scan, Signature, Withdrawal

UNTIL = date(2027, 6, 30)
ONE = Line("IC 734 215", DAY, "Zahra Sample", consented=True)
DIGITS = "734215"


@pytest.fixture
def gathering(petition: Petition, by: Actor) -> Petition:
    petitions.move(petition=petition, happened=Happened(state="gathering", on=DAY), by=by, at=AT)
    return petition


def counted(petition: Petition, by: Actor, *, province: str = FIVE[0], n: int = 40) -> Batch:
    told = Counted(province=province, counted=n, counted_by="Hayat", counted_on=DAY, sheets=4, set_aside=2)
    return actions.count_batch(petition=petition, told=told, by=by, at=AT)


@pytest.fixture
def batch(gathering: Petition, by: Actor) -> Batch:
    return counted(gathering, by)


@pytest.fixture
def authorised(cast: Cast, batch: Batch) -> Authorisation:
    return authorising.record(
        petition=batch.petition, number="A-SAMPLE-1", granted_on=DAY, purpose="Liste de soutien", keep_until=UNTIL,
        keeper=cast.people["hayat"], by=OPERATOR, at=AT,
    )  # fmt: skip


def everything() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
    return "\n".join(found)


# ---- counts ------------------------------------------------------------------------------------------------------


def test_batches_are_numbered_and_add_up_by_province(gathering: Petition, by: Actor) -> None:
    assert [counted(gathering, by, province=FIVE[n % 2], n=10 + n).number for n in range(4)] == [1, 2, 3, 4]
    assert queries.counts_by_province(gathering.pk) == {FIVE[0]: 22, FIVE[1]: 24}
    looked = look(gathering, queries.counts_by_province(gathering.pk), authorised=True, on=DAY)
    assert looked.progress.signatures == 46
    assert [share.missing for share in looked.progress.shares] == [0, 0, 20, 20, 20]
    with pytest.raises(BadInput) as fault:
        counted(gathering, by, province="06.141")
    assert fault.value.field == "province"


def test_nothing_is_counted_before_the_text_is_fixed_nor_after_it_is_filed(petition: Petition, by: Actor) -> None:
    with pytest.raises(NotNow):
        counted(petition, by)
    petitions.move(petition=petition, happened=Happened(state="filed", on=DAY, number="1"), by=by, at=AT)
    with pytest.raises(NotNow):
        counted(petition, by)


def test_a_signature_taken_back_corrects_the_count_and_names_nobody(batch: Batch, by: Actor) -> None:
    for _ in range(40):
        actions.withdraw_one(batch=batch, on=DAY, by=by, at=AT)
    with pytest.raises(BadInput):
        actions.withdraw_one(batch=batch, on=DAY, by=by, at=AT)
    assert queries.counts_by_province(batch.petition_id) == {FIVE[0]: 0}
    assert Withdrawal.objects.filter(had_line=False).count() == 40
    with pytest.raises(BadInput):
        actions.remove_batch(batch=batch, by=by, at=AT)


def test_the_database_itself_refuses_a_count_below_zero(batch: Batch) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(withdrawn=30, twice=11)


def test_a_batch_counted_by_mistake_goes(batch: Batch, by: Actor) -> None:
    actions.remove_batch(batch=batch, by=by, at=AT)
    assert not Batch.objects.exists() and AuditLine.objects.filter(act="batch_removed").count() == 1


# ---- no identity without the authorisation -------------------------------------------------------------------------


def test_until_it_is_authorised_no_number_no_picture_no_list_goes_in(cast: Cast, batch: Batch, by: Actor) -> None:
    for write in (
        lambda: lines.enter(batch=batch, line=ONE, by=by, at=AT),
        lambda: lines.enter_list(batch=batch, found=[ONE], by=by, at=AT),
        lambda: lines.keep_scan(batch=batch, file=clean(photo()), by=by, at=AT),
        lambda: lines.withdraw(petition=batch.petition, number=ONE.number, on=DAY, by=by, at=AT),
    ):
        with pytest.raises(BadInput) as fault:
            write()
        assert "CNDP" in fault.value.text.fr
    assert not Signature.objects.exists() and not Scan.objects.exists()
    sent = {"batch": "1", "number": ONE.number, "signed_on": "2026-11-28", "consented": "on"}
    for name in ("hayat", "rachid", "admin", "karim", "ftoum", "nadia"):
        browser = enter(cast, name)
        for address in ("kept/", "kept/enter/", "kept/list/", "kept/scan/", "kept/withdraw/"):
            url = f"/fr/petitions/{batch.petition_id}/{address}"
            answer = browser.get(url) if address == "kept/" else browser.post(url, sent)
            assert answer.status_code == 404, (name, address)
    assert DIGITS not in everything()
    assert "seuls des nombres sont gardés" in enter(cast, "hayat").get(
        f"/fr/petitions/{batch.petition_id}/signatures/"
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(("changed", "field"), [
    ({"granted_on": DAY + timedelta(days=1)}, "granted_on"), ({"keep_until": DAY}, "keep_until"),
    ({"keeper": "ftoum"}, "keeper"), ({"keeper": "karim"}, "keeper"), ({"keeper": "admin"}, "keeper"),
])  # fmt: skip
def test_what_cannot_be_an_authorisation(cast: Cast, petition: Petition, changed: dict[str, Any], field: str) -> None:
    told = {"number": "1", "granted_on": DAY, "purpose": "x", "keep_until": UNTIL, "keeper": "hayat"} | changed
    told["keeper"] = cast.people[told["keeper"]]
    with pytest.raises(BadInput) as fault:
        authorising.record(petition=petition, by=OPERATOR, at=AT, **told)
    assert fault.value.field == field and not Authorisation.objects.exists()


def test_one_is_live_at_a_time(cast: Cast, authorised: Authorisation) -> None:
    with pytest.raises(BadInput):
        authorising.record(
            petition=authorised.petition, number="2", granted_on=DAY, purpose="x", keep_until=UNTIL,
            keeper=cast.people["rachid"], by=OPERATOR, at=AT,
        )  # fmt: skip
    assert Authorisation.objects.get() == authorised


# ---- lines -------------------------------------------------------------------------------------------------------


def test_a_line_lies_encrypted_and_only_its_ends_show(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    kept = lines.enter(batch=batch, line=ONE, by=by, at=AT)
    assert kept is not None
    row = Signature.objects.get()
    assert (row.number, row.masked_number, row.masked_name) == ("IC734215", "IC••••15", "Z. S.")
    assert DIGITS not in everything() and "Zahra" not in everything()
    with pytest.raises(TypeError):
        Signature.objects.filter(number="IC734215").exists()
    other = numbers.digest(authorised.id, ONE.number)
    assert row.digest == numbers.digest(batch.petition_id, "ic734215") != other, "no two lists can be compared"


def test_a_second_signature_is_said_then_counted_once(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    lines.enter(batch=batch, line=ONE, by=by, at=AT)
    other = counted(batch.petition, by, province=FIVE[1], n=5)
    again = replace(ONE, number="ic734215")
    with pytest.raises(lines.Twice) as told:
        lines.enter(batch=other, line=again, by=by, at=AT)
    assert told.value.batch == 1 and queries.counts_by_province(batch.petition_id)[FIVE[1]] == 5
    assert lines.enter(batch=other, line=again, second=True, by=by, at=AT) is None
    assert queries.counts_by_province(batch.petition_id) == {FIVE[0]: 40, FIVE[1]: 4}
    assert Signature.objects.count() == 1


def test_no_line_without_consent_nor_more_than_were_counted(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    for line, field in ((replace(ONE, consented=False), "consented"), (replace(ONE, number="bonjour"), "number")):
        with pytest.raises(BadInput) as fault:
            lines.enter(batch=batch, line=line, by=by, at=AT)
        assert fault.value.field == field
    small = counted(batch.petition, by, n=1)
    lines.enter(batch=small, line=ONE, by=by, at=AT)
    with pytest.raises(BadInput):
        lines.enter(batch=small, line=replace(ONE, number="IC1"), by=by, at=AT)
    with pytest.raises(BadInput):
        actions.withdraw_one(batch=small, on=DAY, by=by, at=AT)
    assert Signature.objects.count() == 1


def test_who_withdraws_leaves_no_trace_of_who(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    lines.enter(batch=batch, line=ONE, by=by, at=AT)
    digest = Signature.objects.get().digest
    with pytest.raises(BadInput):
        lines.withdraw(petition=batch.petition, number="IC999999", on=DAY, by=by, at=AT)
    row = lines.withdraw(petition=batch.petition, number="ic 734215", on=DAY, by=by, at=AT)
    assert row.had_line and not Signature.objects.exists()
    assert queries.counts_by_province(batch.petition_id) == {FIVE[0]: 39}
    assert digest not in everything() and DIGITS not in everything()


def csv(*rows: str) -> bytes:
    return "\n".join(["CIN;Nom;Date;Consentement", *rows]).encode()


def test_a_list_goes_in_whole_or_not_at_all(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    good = lists.read(csv("IC100001;A B;28/11/2026;oui", "IC100002;C D;2026-11-27;نعم"), "l.csv", on=DAY)
    assert lines.enter_list(batch=batch, found=good, by=by, at=AT) == 2
    assert queries.lines_by_province(batch.petition_id) == {FIVE[0]: 2}
    for rows, row, field in (
        (("IC100003;E;;oui", "IC100003;E;;oui"), 2, "number"), (("IC100004;E;;oui", "IC100001;E;;oui"), 2, "number"),
        (("IC100005;E;;non",), 1, "consented"), (("x y z;E;;oui",), 1, "number"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as fault:
            lines.enter_list(batch=batch, found=lists.read(csv(*rows), "l.csv", on=DAY), by=by, at=AT)
        assert (fault.value.row, fault.value.field) == (row, field)
        assert "1000" not in fault.value.text.fr, "no cell is quoted"
    many = lists.read(csv(*(f"IC2{n:05d};E;;oui" for n in range(39))), "l.csv", on=DAY)
    with pytest.raises(BadInput):
        lines.enter_list(batch=batch, found=many, by=by, at=AT)
    assert Signature.objects.count() == 2


@pytest.mark.parametrize(("data", "said"), [
    (photo().read(), "image"), (b"%PDF-1.7 scanned", "image"), (b"Nom;Date\nA;1", "CIN"), (b"", ""),
    (csv("IC1001;A;31/02/2026;oui"), "jour"), (csv("IC1001;A;29/11/2026;oui"), "jour"),
])  # fmt: skip
def test_a_scanned_or_broken_list_is_refused_in_plain_words(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as fault:
        lists.read(data, "liste.pdf", on=DAY)
    assert said in fault.value.text.fr and fault.value.file == "liste.pdf" and fault.value.text.ar


# ---- the end -----------------------------------------------------------------------------------------------------


def test_at_its_day_everything_goes_and_a_proof_stays(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    lines.enter(batch=batch, line=ONE, by=by, at=AT)
    lines.keep_scan(batch=batch, file=clean(photo()), by=by, at=AT)
    last = AT.replace(year=2027, month=6, day=30)
    assert authorising.erase_what_is_over(by=OPERATOR, at=last) == 0
    after = last + timedelta(days=1)
    with pytest.raises(BadInput):
        lines.open_number(line=Signature.objects.get(), by=by, at=after)
    assert authorising.erase_what_is_over(by=OPERATOR, at=after) == 1
    assert authorising.erase_what_is_over(by=OPERATOR, at=after) == 0
    proof = Erasure.objects.get()
    assert (proof.lines, proof.scans, proof.rule, proof.at) == (1, 1, "retention", after)
    assert not Signature.objects.exists() and not Scan.objects.exists() and DIGITS not in everything()
    assert queries.counts_by_province(batch.petition_id) == {FIVE[0]: 40}
    assert AuditLine.objects.filter(act="signatures_erased").count() == 1


def test_an_authorisation_that_ends_takes_its_lines_with_it(batch: Batch, authorised: Authorisation, by: Actor) -> None:
    lines.enter(batch=batch, line=ONE, by=by, at=AT)
    assert authorising.end(authorisation=authorised, by=OPERATOR, at=AT).lines == 1
    with pytest.raises(BadInput):
        lines.enter(batch=batch, line=ONE, by=by, at=AT)


# ---- rights and pages ----------------------------------------------------------------------------------------------


def test_the_table_gives_an_identity_to_a_named_keeper_alone() -> None:
    given = {(role, act): TABLE[role, Thing.IDENTITY, act] for role in Role for act in Act}
    held = {(role, act) for (role, act), scope in given.items() if scope is Scope.HELD}
    assert held == {(role, act) for role in (Role.COACH, Role.MANAGER) for act in (Act.SEE, Act.CREATE, Act.DELETE)}
    assert {scope for cell, scope in given.items() if cell not in held} == {Scope.NONE}
    recorders = {role for role in Role if TABLE[role, Thing.AUTHORISATION, Act.CHANGE] is not Scope.NONE}
    assert recorders == {Role.ADMINISTRATOR}


def test_only_the_keeper_opens_a_number_and_each_opening_is_written(
    cast: Cast, batch: Batch, authorised: Authorisation
) -> None:
    keeper, base = enter(cast, "hayat"), f"/fr/petitions/{batch.petition_id}/"
    sent = {"batch": "1", "number": ONE.number, "name": "Zahra Sample", "signed_on": "2026-11-28", "consented": "on"}
    assert keeper.post(f"{base}kept/enter/", sent).status_code == 302
    again = keeper.post(f"{base}kept/enter/", sent)
    assert again.status_code == 422 and "seconde signature" in again.content.decode()
    row = Signature.objects.get()
    page = keeper.get(f"{base}kept/")
    assert "IC••••15" in page.content.decode() and DIGITS not in page.content.decode().replace(" ", "")
    assert page["Cache-Control"] == "private, no-store"
    url = f"/fr/petitions/kept/{row.pk}/number/"
    assert keeper.get(url).status_code == 405
    for name in ("rachid", "admin", "karim", "nadia", "ftoum"):
        other = enter(cast, name)
        assert other.post(url).status_code == 404 and other.get(f"{base}kept/").status_code == 404, name
        for hidden in (f"{base}signatures/", base):
            assert "••" not in other.get(hidden).content.decode()
    assert Client().post(url).status_code == 302
    assert not AuditLine.objects.filter(act="identity_opened").exists()
    shown = keeper.post(url)
    assert "IC734215" in shown.content.decode() and shown["Cache-Control"] == "private, no-store"
    assert AuditLine.objects.filter(act="identity_opened", person=cast.people["hayat"].pk).count() == 1
    assert keeper.post(f"{base}kept/withdraw/", {"number": "IC734215", "on": "2026-11-28"}).status_code == 302
    assert not Signature.objects.exists()


def test_the_operator_gives_the_list_to_another_keeper_and_the_first_opens_nothing_more(
    cast: Cast, batch: Batch, authorised: Authorisation
) -> None:
    kept = f"/fr/petitions/{batch.petition_id}/kept/"
    url, people = f"/fr/petitions/authorisations/{batch.petition_id}/keeper/", cast.people
    assert enter(cast, "rachid").post(url, {"keeper": people["rachid"].pk}).status_code == 404
    admin = enter(cast, "admin")
    for wrong in ("karim", "hayat"):
        refused = admin.post(url, {"keeper": people[wrong].pk})
        assert refused.status_code == 422, wrong
    assert admin.post(url, {}).status_code == 422
    assert admin.get(url).status_code == 405
    assert enter(cast, "hayat").get(kept).status_code == 200
    assert admin.post(url, {"keeper": people["rachid"].pk}).status_code == 302
    assert enter(cast, "hayat").get(kept).status_code == 404
    assert enter(cast, "rachid").get(kept).status_code == 200
    assert AuditLine.objects.filter(act="keeper_changed", concerns=people["rachid"].pk).count() == 1


def test_a_keeper_who_left_the_body_opens_nothing_though_she_accompanies_elsewhere(
    cast: Cast, batch: Batch, authorised: Authorisation
) -> None:
    other = Body.objects.get(name_fr="Centre")
    bodies.appoint(person=cast.people["hayat"], role=Role.COACH, body=other, by=OPERATOR, at=AT)
    Membership.objects.filter(person=cast.people["hayat"], body=batch.petition.body).update(
        since=DAY - timedelta(9), until=DAY - timedelta(1)
    )
    assert enter(cast, "hayat").get(f"/fr/petitions/{batch.petition_id}/kept/").status_code == 404


def test_the_keeper_brings_a_list_and_a_picture(cast: Cast, batch: Batch, authorised: Authorisation) -> None:
    keeper, base = enter(cast, "hayat"), f"/fr/petitions/{batch.petition_id}/kept/"
    wrong = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 x")
    refused = keeper.post(f"{base}list/", {"batch": "1", "file": wrong})
    assert refused.status_code == 422 and "image" in refused.content.decode() and not Signature.objects.exists()
    good = SimpleUploadedFile("l.csv", csv("IC100001;A B;;oui"))
    assert keeper.post(f"{base}list/", {"batch": "1", "file": good}).status_code == 302
    assert keeper.post(f"{base}scan/", {"batch": "1", "file": photo()}).status_code == 302
    url = f"/fr/petitions/batches/{batch.pk}/scan/"
    assert b"\xff\xd8\xff" not in bytes(Scan.objects.get().sealed)
    assert keeper.post(url).content[:3] == b"\xff\xd8\xff"
    assert enter(cast, "rachid").post(url).status_code == 404
    assert AuditLine.objects.filter(act="scan_opened").count() == 1


def test_the_operator_records_and_ends_and_sees_no_more(cast: Cast, batch: Batch) -> None:
    admin, url = enter(cast, "admin"), f"/fr/petitions/authorisations/{batch.petition_id}/"
    assert batch.petition.title_fr in admin.get("/fr/petitions/authorisations/").content.decode()
    told = {"number": "A-1", "granted_on": "2026-11-28", "purpose": "Soutien", "keep_until": "2026-11-27",
            "keeper": str(cast.people["hayat"].pk)}  # fmt: skip
    bad = admin.post(url, told)
    assert bad.status_code == 422 and "A-1" in bad.content.decode() and not Authorisation.objects.exists()
    assert admin.post(url, told | {"keep_until": "2027-06-30"}).status_code == 302
    line = AuditLine.objects.get(act="cndp_recorded")
    assert line.detail["number"] == "A-1" and line.concerns == cast.people["hayat"].pk
    for name in ("hayat", "rachid", "karim"):
        assert enter(cast, name).get(url).status_code == 404
    assert admin.get(f"/fr/petitions/{batch.petition_id}/signatures/").status_code == 404
    assert admin.post(url, {"end": "1"}).status_code == 302
    assert Erasure.objects.get().rule == "ended"


def test_the_desk_counts_prints_and_takes_back(cast: Cast, gathering: Petition) -> None:
    browser, base = enter(cast, "hayat"), f"/fr/petitions/{gathering.pk}/signatures/"
    typed = {"province": FIVE[2], "counted": "0", "counted_by": "Hayat", "counted_on": "2026-11-28"}
    bad = browser.post(f"{base}count/", typed)
    assert bad.status_code == 422 and "Hayat" in bad.content.decode()
    assert browser.post(f"{base}count/", typed | {"counted": "21"}).status_code == 302
    batch = Batch.objects.get()
    assert browser.post(f"/fr/petitions/batches/{batch.pk}/", {"withdraw": "1"}).status_code == 302
    assert queries.counts_by_province(gathering.pk) == {FIVE[2]: 20}
    sheets = browser.get(f"{base}sheets.pdf", {"province": FIVE[2], "sheets": "3"})
    with pikepdf.open(BytesIO(sheets.content)) as read:
        assert len(read.pages) == 3
    assert browser.get(f"{base}sheets.pdf", {"province": FIVE[2], "sheets": "900"}).status_code == 302
    assert enter(cast, "karim").post(f"/fr/petitions/batches/{batch.pk}/", {"withdraw": "1"}).status_code == 404


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_page_has_its_boxes(cast: Cast, batch: Batch, authorised: Authorisation, by: Actor, lang: str) -> None:
    lines.enter(batch=batch, line=ONE, by=by, at=AT)
    actions.withdraw_one(batch=batch, on=DAY, by=by, at=AT)
    for name, page in (
        ("hayat", f"{batch.petition_id}/signatures/"), ("hayat", f"{batch.petition_id}/kept/"),
        ("hayat", f"{batch.petition_id}/"), ("admin", "authorisations/"),
        ("admin", f"authorisations/{batch.petition_id}/"),
    ):  # fmt: skip
        answer = enter(cast, name).get(f"/{lang}/petitions/{page}")
        assert answer.status_code == 200, page
        assert lang == "fr" or bare_digits(answer.content.decode()) == [], page


def test_sheets_bear_the_number_of_the_authorisation_or_leave_it_to_be_written(
    batch: Batch, authorised: Authorisation
) -> None:
    from wolouj.petitions.papers.sheet.context import context

    told: dict[str, Any] = {"batch": 2, "sheets": 2, "province": batch.petition.where, "at": AT}
    with_it = context(batch.petition, authorisation=authorised, **told)
    without = context(batch.petition, authorisation=None, **told)
    assert "A-SAMPLE-1" in str(with_it["why"]) and "ne signez pas" in str(without["why"])
    assert "لا توقعوا" in str(without["why"])
    made = papers.sheets(batch.petition, authorisation=None, **told)
    with pikepdf.open(BytesIO(made)) as read:
        assert len(read.pages) == 2
