"""What the pages about tests, faces and certificates show, as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from rulebook.engine import format as fmt
from wolouj.foundation.words import active, say
from wolouj.training import page
from wolouj.training.asking import Question, asked_of, picture, score
from wolouj.training.attending import Attended
from wolouj.training.models import Certificate, Face, Group, Learner, Moment, Session, Taken


def question_rows(asked: list[Question], chosen: Mapping[str, int]) -> list[dict[str, Any]]:
    """Each question with its picture and its choices, what was chosen marked."""
    lang = active()
    return [
        {
            "n": i, "key": row.key, "text": getattr(row.text, lang),
            "pictures": [
                {"svg": mark_safe(picture(name, big=True)), "amount": amount} for name, amount in row.pictures
            ],
            "choices": [
                {"n": n, "text": getattr(each.text, lang), "svg": mark_safe(picture(each.picture)),
                 "on": chosen.get(row.key) == n}
                for n, each in enumerate(row.choices, start=1)
            ],
        }
        for i, row in enumerate(asked, start=1)
    ]  # fmt: skip


def score_word(row: Taken) -> str:
    """How many right answers, kindly."""
    return say("training.score_told", right=score(row.answers), asked=len(row.asked))


def compared(learner: Learner) -> dict[str, Any]:
    """Before and after, on the questions asked both times; ``None`` for what was not taken."""
    taken = {row.moment: row for row in learner.tests.all()}
    before, after = taken.get(Moment.BEFORE), taken.get(Moment.AFTER)
    keys = set(before.asked) & set(after.asked) if before and after else None
    told = {}
    for moment, row in (("before", before), ("after", after)):
        told[moment] = None if row is None else (score(row.answers, keys), len(keys if keys is not None else row.asked))
    gain = told["after"][0] - told["before"][0] if told["before"] and told["after"] else None
    return told | {"gain": gain}


def test_links(learner: Learner) -> list[dict[str, Any]]:
    """The two moments of the test as lines of her page."""
    told = compared(learner)
    rows = []
    for moment in Moment:
        got = told[str(moment)]
        detail = say("training.score_of", right=got[0], asked=got[1]) if got else say("training.not_taken")
        rows.append({
            "title": say(f"training.test_{moment}"), "detail": detail, "sign": "go" if got else "wait",
            "url": reverse("training:test", args=[learner.pk, str(moment)]),
        })  # fmt: skip
    return rows


def round_links(session: Session) -> list[dict[str, Any]]:
    """The two moments of the test as lines of a session's page: how many of the group have answered. Nothing for a
    path that asks no question."""
    if not asked_of(session.group.path):
        return []
    learners = session.group.learners.filter(left_at=None)
    of = learners.count()
    rows = []
    for moment in Moment:
        n = learners.filter(tests__moment=moment).count()
        rows.append({
            "title": say(f"training.test_{moment}"), "detail": say("training.answered_n", n=n, of=of),
            "sign": "go" if of and n == of else "wait",
            "url": reverse("training:round", args=[session.pk, str(moment)]),
        })  # fmt: skip
    return rows


def round_rows(session: Session, moment: Moment) -> list[dict[str, Any]]:
    """Each learner of the group and whether she has answered: the phone goes from one to the next. Two queries."""
    learners = session.group.learners.filter(left_at=None).select_related("participant").prefetch_related("tests")
    rows = []
    for learner in learners.order_by("participant__name_ar", "participant__name", "id"):
        done = any(test.moment == moment for test in learner.tests.all())
        address = reverse("training:test", args=[learner.pk, str(moment)])
        rows.append({
            "title": page.name(learner.participant), "sign": "go" if done else "wait",
            "word": say("training.round_done") if done else say("training.not_taken"),
            "url": f"{address}?{urlencode({'session': str(session.pk)})}",
        })  # fmt: skip
    return rows


def results_page(
    group: Group, learners: list[Learner], attended: Mapping[UUID, Attended], faces: Mapping[UUID, dict[str, int]]
) -> dict[str, Any]:
    """Rows of a group's results, and how its sessions felt."""
    rows = [_result(row, attended.get(row.pk, Attended()), group.path.threshold) for row in learners]
    both_taken = [row for row in rows if row["gain"] is not None]
    total = {face: sum(each.get(face, 0) for each in faces.values()) for face in Face.values}
    return {
        "rows": rows, "threshold": group.path.threshold,
        "enough": sum(1 for row in rows if row["enough"]),
        "certified": sum(1 for row in rows if row["certificate"] and not row["withdrawn"]),
        "grew": sum(1 for row in both_taken if row["gain"] > 0), "tested": len(both_taken),
        "faces": [row | {"n": total[row["face"]]} for row in face_words()] if any(total.values()) else [],
        "waiting": sum(1 for row in rows if row["enough"] and not row["certificate"] and not row["left"]),
    }  # fmt: skip


def _result(learner: Learner, attended: Attended, threshold: int) -> dict[str, Any]:
    given: Certificate | None = getattr(learner, "certificate", None)
    told = compared(learner)
    return told | {
        "shares": [_share(*told[str(moment)]) if told[str(moment)] else "" for moment in Moment],
        "name": page.name(learner.participant), "url": reverse("training:learner", args=[learner.pk]),
        "halves": _share(attended.there, attended.held) if attended.held else "",
        "attended": attended, "enough": attended.reaches(threshold), "left": learner.left_at,
        "certificate": given, "withdrawn": given is not None and given.withdrawn_at is not None,
    }  # fmt: skip


def _share(n: int, of: int) -> str:
    """A count of a total as a table holds it, in the order it is read in every language."""
    return fmt.isolate(f"{n}/{of}")


def face_words(chosen: object = None) -> list[dict[str, Any]]:
    """The three faces, each with its word."""
    return [{"face": face, "word": say(f"training.face_{face}"), "on": face == chosen} for face in Face.values]


def session_faces(session: Session) -> dict[str, Any]:
    """How one session felt: counts, and the voice notes with no name."""
    given = list(session.felt.all())
    counts = [row | {"n": sum(1 for one in given if one.face == row["face"])} for row in face_words()]
    voices = [
        {"url": reverse("training:voice", args=[one.pk]), "face": one.face, "word": say(f"training.face_{one.face}")}
        for one in given
        if one.sound
    ]
    return {"felt": counts if given else [], "voices": voices}


def initials(name: str) -> str:
    """The first letter of each word, whatever stands in parentheses left out: "Ftoum Aït Ali" is "F. A. A."."""
    words = re.sub(r"\([^)]*\)", " ", name).split()
    return " ".join(f"{word[0].upper()}." for word in words)


def certificate_row(row: Certificate) -> dict[str, Any]:
    """What anybody who has the code reads: the least."""
    lang = active()
    told, her = row.told[lang], row.learner.participant
    name = her.shown_name(lang)
    shown = name if row.shows_name else initials(name)
    return {
        "holds": row.withdrawn_at is None, "withdrawn": row.withdrawn_at, "code": row.code,
        "who": fmt.isolate_auto(shown) if shown else say("training.forgotten"),
        "path": fmt.isolate_auto(told["path"]), "body": fmt.isolate_auto(told["body"]),
        "first": date.fromisoformat(told["first"]), "last": date.fromisoformat(told["last"]),
        "gaps": [gap for gap in row.gaps.all() if gap.back_at is not None],
        "issued": row.issued_at, "there": row.there, "held": row.held, "sample": told["sample"],
    }  # fmt: skip
