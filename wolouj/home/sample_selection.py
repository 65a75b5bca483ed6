"""The first call of the demo lived to its answers: two markers, interviews, a tie, the committee. All invented."""

from __future__ import annotations

import io
import math
import wave
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from wolouj.foundation.actor import Actor
from wolouj.foundation.sounds import Sound
from wolouj.home import sample_programme
from wolouj.home.sample_programme import FTOUM, YASSINE, Lived, told
from wolouj.people.models import Body, Person
from wolouj.programme import queries
from wolouj.programme.actions import batches, choosing, consents, deciding, intake
from wolouj.programme.grid import Line, grid_of
from wolouj.programme.models import Application, Assignment, Call, SelectionMinutes

HERS = {"ftoum": FTOUM, "yassine": YASSINE}
OTHERS = (
    ("إيطو أ. (عينة)", "", {"born_in": 1990, "commune": "05.081.01.01", "activity": "زرابي (عينة)",
                             "idea": "نسج زرابي صغيرة للفنادق (عينة)", "need": "منسج ثان (عينة)"}),
    ("", "Brahim N. (échantillon)", {"sex": "man", "born_in": 1996, "province": "05.091",
                                     "activity": "Soudure (échantillon)", "idea": "Atelier de soudure (échantillon)"}),
    ("السعدية م. (عينة)", "", {"born_in": 1978, "province": "05.255", "activity": "خبز (عينة)",
                               "idea": "فرن للخبز قرب المدرسة (عينة)", "schooling": "none", "comfort": "hears"}),
    ("", "Naïma R. (échantillon)", {"born_in": 2001, "activity": "Couture (échantillon)",
                                    "idea": "Tabliers pour les cantines (échantillon)", "schooling": "secondary"}),
    ("فاظمة ع. (عينة)", "", {"born_in": 1985, "idea": "تربية النحل (عينة)", "need": "خلايا (عينة)"}),
    ("حليمة ب. (عينة)", "", {"born_in": 1994, "idea": "حليب الماعز (عينة)", "income": "to_1000"}),
)  # fmt: skip
SENT = len(HERS) + len(OTHERS)
AWAY = SENT
"""The last one does not meet a condition."""
POINTS = (
    (22, 20), (14, 15), (21, 19), (15, 16), (20, 22), (17, 18), (17, 18), (0, 0),
)  # fmt: skip
"""By file: what each of the two gives on the heaviest line; the others follow in proportion. Two are equal."""
INTERVIEW = (18, 12, 20, 10, 17, 14, 14, 0)
SEATS = (
    ("Rachida T. (échantillon)", "رئيسة الجمعية", "Présidente de l’association", True),
    ("Mustapha K. (échantillon)", "ممثل الغرفة الفلاحية", "Représentant de la chambre d’agriculture", True),
    ("Samira L. (échantillon)", "ممثلة التعاون الوطني", "Représentante de l’Entraide nationale", True),
    ("Lahcen O. (échantillon)", "ممثل الممول", "Représentant du bailleur", True),
    ("Hassan Z. (échantillon)", "ممثل الجماعة", "Représentant de la commune", False),
)  # fmt: skip


def received(call: Call, *, cast: dict[str, Person], coach: Actor) -> list[Application]:
    """Files sent by the cast and by a coach for others, while the call was open."""
    at = call.opened_at + timedelta(days=5) if call.opened_at else call.made_at
    sent = []
    for name, fields in HERS.items():
        by = Actor(person=cast[name].id)
        begun = intake.begin_by_herself(call=call, person=cast[name], by=by, at=at)
        sent.append(told(begun, fields=fields, by=by, at=at))
    for i, (ar, fr, fields) in enumerate(OTHERS):
        given = {"name": fr, "name_ar": ar, "phone": f"+21260000500{i}"}
        begun = intake.begin_for_her(call=call, fields=given, by=coach, at=at, is_sample=True)
        whole = {"sex": "woman", "province": "05.081", "spoken": "tamazight", "whose_phone": "household", **fields}
        sent.append(told(begun, fields=whole, by=coach, at=at))
    return sent


def checked(call: Call, *, by: Actor) -> None:
    """Every condition met, but for the last file."""
    at = call.closes_at + timedelta(days=1)
    conditions = grid_of(call).conditions
    for row in queries.received(call):
        met = {line.key: row.number != AWAY for line in conditions}
        choosing.check(application=row, met=met, by=by, at=at)


def marked(call: Call, *, at: datetime) -> None:
    """Each of the two marks every file given to her."""
    for task in _tasks(call, Assignment.Task.FIRST, Assignment.Task.SECOND):
        given = POINTS[(task.application.number or 1) - 1][task.task == Assignment.Task.SECOND]
        _mark(task, Decimal(given) / 25, at)


def met(call: Call, *, by: Actor, interviewer: Person, at: datetime) -> None:
    """Everybody eligible is called and met."""
    choosing.call_to_interview(call=call, most=SENT, interviewer=interviewer, by=by, at=at)
    for task in _tasks(call, Assignment.Task.INTERVIEW):
        _mark(task, Decimal(INTERVIEW[(task.application.number or 1) - 1]) / 20, at)


def _tasks(call: Call, *tasks: str) -> list[Assignment]:
    rows = Assignment.objects.filter(application__call=call, task__in=tasks, conflict_at=None, done_at=None)
    return list(rows.select_related("application__call", "application__participant"))


def _mark(task: Assignment, share: Decimal, at: datetime) -> None:
    lines = choosing.lines_of(task)
    given = {line.key: (_quarter(line, share), "") for line in lines}
    choosing.mark(task=task, given=given, by=Actor(person=task.marker_id), at=at)


def _quarter(line: Line, share: Decimal) -> Decimal:
    """That share of the line's weight, to the quarter of a point."""
    return (line.weight * share * 4).to_integral_value() / 4


def decided(call: Call, *, by: Actor, at: datetime) -> SelectionMinutes:
    """The committee sits, tells the equal files apart, the minutes are approved, everybody has an answer."""
    seats = [{"name": n, "quality_ar": ar, "quality_fr": fr, "here": here} for n, ar, fr, here in SEATS]
    committee = deciding.convene(
        call=call, held_on=at.date(), places=("مقر الجمعية", "Local de l’association"), seats=seats, by=by, at=at
    )
    tied = [place.number for place in queries.standing_of(call).places if place.tied]
    files = {row.number: row for row in queries.received(call)}
    for first, then in pairwise(tied):
        deciding.settle(
            committee=committee, first=files[first], then=files[then], by=by, at=at,
            reason="Plus loin d’une route goudronnée · الأبعد عن طريق معبدة",
        )  # fmt: skip
    seat = committee.seats.all()[1]
    deciding.recuse(seat=seat, application=files[2], by=by, at=at)
    deciding.decide(call=call, by=by, at=at)
    return deciding.approve(call=call, by=by, at=at)


def lived(call: Call, *, people: dict[str, Person], manager: Actor, coach: Actor, at: datetime) -> SelectionMinutes:
    """From the files to the answers. ``at``: the day of the committee."""
    received(call, cast=people, coach=coach)
    checked(call, by=coach)
    choosing.share_out(call=call, markers=[people["hayat"], people["rachid"]], by=manager, at=at)
    marked(call, at=at)
    met(call, by=manager, interviewer=people["rachid"], at=at)
    return decided(call, by=manager, at=at)


LIST = """Nom et prénom;Téléphone;Sexe;Date de naissance;Province;Commune;Consentement
Fatima El Idrissi (échantillon);06 00 00 60 01;F;12/03/1990;Azilal;Afourer;oui
FATMA ELIDRISSI (échantillon);06 00 00 60 02;F;12 mars 1990;Azilal;Afourer;oui
فاطمة الإدريسي (عينة);06 00 00 60 01;امرأة;1990-03-12;أزيلال;;نعم
Zahra Naciri (échantillon);06 00 00 60 01;F;1980;Azilal;;oui
Rqia O. (échantillon);12;F;1995;Azilal;;oui
"""
"""A list as a coach brings it: three spellings of one name, a shared phone, a phone that cannot be read."""


def said_aloud(application: Application, *, by: Actor, at: datetime) -> None:
    """Her yes to photos, recorded: a tone of one second stands for a voice, since no real one may be in a demo."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as tone:
        tone.setnchannels(1)
        tone.setsampwidth(1)
        tone.setframerate(8000)
        tone.writeframes(bytes(round(128 + 60 * math.sin(i / 8000 * 440 * 2 * math.pi)) for i in range(8000)))
    sound = Sound(kept.getvalue(), "wav")
    consents.consent(
        participant=application.participant, purpose="photo", yes=True, how="oral", sound=sound, by=by, at=at
    )


AGO = timedelta(days=75)
"""So much earlier in the demo: those chosen are followed three months later already."""


def for_the_demo(*, body: Body, people: dict[str, Person], at: datetime) -> Lived:
    """The whole programme: the first call to its answers, the second open, a list brought in and another waiting."""
    manager, coach = Actor(person=people["rachid"].id), Actor(person=people["hayat"].id)
    made = sample_programme.lived(body=body, manager=manager, coach=coach, people=people, at=at, ago=AGO)
    lived(made.first, people=people, manager=manager, coach=coach, at=at - AGO - timedelta(days=35))
    batch = batches.take(call=made.second, data=LIST.encode(), name="liste-echantillon.csv", by=coach, at=at)
    batches.bring(batch=batch, by=coach, at=at)
    batches.take(call=made.second, data=LIST.replace("6001", "6009").encode(), name="liste-2.csv", by=coach, at=at)
    said_aloud(made.applications[0], by=coach, at=at)
    return made
