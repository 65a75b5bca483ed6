"""Her yes to be accompanied, taken back: what hangs on it stops in every room, what was done stays; she may return."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest

from tests.programme.conftest import AT, enter
from wolouj.coaching import queries as coaching
from wolouj.coaching.actions import caseload
from wolouj.coaching.models import Following
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.models import AuditLine
from wolouj.home.cast import Cast
from wolouj.home.sample_programme import Lived
from wolouj.programme import queries
from wolouj.programme.actions import consents, ending, intake, merging
from wolouj.programme.models import Application, Consent, Outcome, Participant, Sensitive, State
from wolouj.results import missing
from wolouj.results.actions import following, telling
from wolouj.results.exporting.archive import archive
from wolouj.results.page.following import waiting
from wolouj.results.views.indicators import to_date
from wolouj.training.actions import groups
from wolouj.training.models import Learner, Path
from wolouj.training.queries import accepted

LATER = AT + timedelta(days=200)


def taken(lived: Lived) -> Application:
    rows = lived.first.applications.filter(decision__outcome=Outcome.SELECTED)
    return rows.select_related("call__programme", "participant", "decision").order_by("number")[0]


def test_all_that_hangs_on_it_stops_and_what_was_done_stays(cast: Cast, lived: Lived) -> None:
    hers, by = taken(lived), cast.actor("hayat")
    her, other = hers.participant, taken(lived).participant
    caseload.give(participant=her, coach=cast.people["hayat"], by=cast.actor("rachid"), at=AT)
    path = Path.objects.create(body=her.body, name_fr="Parcours", made_at=AT)
    group = groups.make_group(path=path, call=lived.first, fields={"name_fr": "Groupe"}, by=by, at=AT)
    groups.join(group=group, participants=[her.pk], by=by, at=AT)
    consents.consent(participant=her, purpose="donor", yes=True, how="oral", by=by, at=AT)
    Sensitive.objects.create(participant=her, kind="health", text="x", told_at=AT)
    consents.consent(participant=her, purpose="sensitive", yes=True, how="oral", by=by, at=AT)
    frame = to_date(lived.programme, LATER.date())
    assert [due.month for due in waiting(frame) if due.person == her.pk] == [3, 6]
    page = enter(cast, "hayat").get(f"/fr/programme/received/{hers.pk}/").content.decode()
    assert "Ce qui s’arrête tout de suite" in page and "Ce qui reste" in page

    end = f"/fr/programme/received/{hers.pk}/consent/follow/end/"
    for name in ("souad", "nadia", "admin", "salma"):
        assert enter(cast, name).post(end).status_code == 404, name
    for _ in range(2):
        assert enter(cast, "hayat").post(end).url == f"/fr/programme/received/{hers.pk}/"

    her.refresh_from_db()
    hers.refresh_from_db()
    assert her.stopped_at == AT and hers.state == State.SELECTED, "the answer stays what it was"
    assert not her.consents.filter(withdrawn_at=None).exists() and not Sensitive.objects.exists()
    assert set(her.consents.values_list("ended_by", flat=True)) == {cast.people["hayat"].id}
    lines = AuditLine.objects.filter(at=AT)
    assert {act: lines.filter(act=act).count() for act in ("following_ended", "group_left")} == {
        "following_ended": 1, "group_left": 1,
    }  # fmt: skip
    assert lines.filter(act="consent_withdrawn").count() == 3
    assert not Following.objects.filter(ended_at=None).exists() and Learner.objects.get().left_at == AT
    assert enter(cast, "hayat").get(f"/fr/coaching/{her.pk}/").status_code == 404
    assert not accepted(lived.first).filter(participant=her).exists()
    frame = to_date(lived.programme, LATER.date())
    assert her.pk in frame.accepted and frame.stopped == {her.pk: AT.date()}, "she stays counted"
    assert not any(due.person == her.pk for due in (*waiting(frame), *frame.dues))
    assert missing.gaps(frame) and other.pk == her.pk
    for refused in (
        lambda: following.follow(application=taken(lived), month=3, fields={}, by=by, at=AT),
        lambda: telling.tell(participant=her, fields={"status": "firm"}, by=by, at=AT),
        lambda: caseload.give(participant=her, coach=cast.people["hayat"], by=cast.actor("rachid"), at=AT),
        lambda: groups.join(group=group, participants=[her.pk], by=by, at=AT),
    ):
        with pytest.raises(BadInput):
            refused()
    shown = enter(cast, "rachid").get(f"/fr/programme/received/{hers.pk}/").content.decode()
    assert "Accompagnement arrêté le" in shown and "noté par l’association" in shown

    consents.consent(participant=her, purpose="follow", yes=True, how="signed", by=by, at=AT)
    her.refresh_from_db()
    assert her.stopped_at is None and her.consents.filter(purpose="follow").count() == 2
    assert coaching.waiting_for_a_coach([her.body_id]).filter(pk=her.pk).exists(), "a coach is given again by a person"


def test_no_line_of_hers_leaves_any_more(cast: Cast, lived: Lived) -> None:
    her = taken(lived).participant
    name = her.name or her.name_ar

    def left() -> dict[str, int]:
        with archive(lived.programme) as made, zipfile.ZipFile(io.BytesIO(made.read())) as files:
            return {n: files.read(n).decode().count(str(her.pk)) for n in files.namelist()}

    before = left()
    assert before["programme/participant.csv"] and before["programme/application.csv"] and name
    ending.end(participant=her, purpose="follow", by=cast.actor("hayat"), at=AT)
    assert not any(left().values())


def test_she_says_it_herself_and_an_application_without_answer_is_withdrawn(cast: Cast, lived: Lived) -> None:
    hers, herself = lived.applications[0], enter(cast, "ftoum")
    url = f"/ar/programme/files/{hers.pk}/"
    assert "ما يتوقف فورا" in herself.get(url).content.decode()
    assert herself.post(f"/ar/programme/received/{hers.pk}/consent/follow/end/").url == url
    hers.refresh_from_db()
    assert hers.state == State.WITHDRAWN and AuditLine.objects.filter(act="application_withdrawn").count() == 1
    assert Consent.objects.get(participant=hers.participant, purpose="follow").ended_by is None
    page = herself.get(url).content.decode()
    assert "أوقفتم المواكبة" in page
    assert next(code for code, _ in queries.still_to_agree(hers.participant)) == "follow", "it may be given again"


def test_it_ends_on_every_file_of_hers(cast: Cast, lived: Lived) -> None:
    by, her = cast.actor("rachid"), lived.applications[0].participant
    fields = {"name": "", "name_ar": "فطوم", "phone": ""}
    double = intake.begin_for_her(call=lived.second, fields=fields, by=by, at=AT).participant
    merging.merge(kept=her, other=double, by=by, at=AT)
    double.refresh_from_db()
    ending.end(participant=double, purpose="follow", by=by, at=AT)
    assert set(Participant.objects.filter(stopped_at=AT)) == {her, double}
