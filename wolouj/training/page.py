"""What the pages of this room show, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from rulebook.engine import format as fmt
from rulebook.engine.wording import french
from wolouj.foundation.words import active, say
from wolouj.gatherings.models import Attendance
from wolouj.gatherings.page import half_word
from wolouj.programme.models import Participant, both
from wolouj.training.attending import Attended
from wolouj.training.models import Expected, Group, Learner, Module, Path, Session, SignedSheet
from wolouj.training.modules import usual

JOINT = " · "


def text(row: object, field: str) -> str:
    """A text of a row in the page's language, or the other's, kept apart; its colons never alone on a line."""
    lang = active()
    found = both(row, field, lang)
    return fmt.isolate_auto(french(found) if lang == "fr" else found) if found else ""


def name(her: Participant) -> str:
    """Her name in the page's language, or what stands for one that was forgotten."""
    shown = her.shown_name(active())
    return fmt.isolate_auto(shown) if shown else say("training.forgotten")


def trainer_word(session: Session) -> str:
    """Who teaches, or nothing."""
    shown = session.trainer.shown_name(active()) if session.trainer else session.trainer_name
    return fmt.isolate_auto(shown) if shown else ""


def when_sign(session: Session, on: date) -> tuple[str, str]:
    """The sign and the word of a session that day: to come, today, over."""
    if on < session.gathering.day:
        return "wait", say("training.to_come")
    if on <= session.gathering.last_day:
        return "wait", say("training.today")
    return "go", say("training.held")


def session_row(session: Session, on: date, *, group: bool = False) -> dict[str, Any]:
    """A session in a list: what, when, where, who, how many."""
    sign, word = when_sign(session, on)
    place = session.gathering.place(active())
    parts = [
        say("training.on_day", day=session.gathering.day),
        text(session.group, "name") if group else "",
        fmt.isolate_auto(place) if place else "",
        trainer_word(session),
        say("training.here_of", here=session.here, n=session.n) if on >= session.gathering.day  # type: ignore[attr-defined]
        else say("training.expected_n", n=session.n),  # type: ignore[attr-defined]
    ]  # fmt: skip
    return {
        "title": text(session.module, "name"), "sign": sign, "word": word,
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("training:session", args=[session.pk]),
    }  # fmt: skip


def lately_row(session: Session) -> dict[str, Any]:
    """A session she taught: is its signed sheet kept? It leads to where the sheet is typed in and photographed."""
    kept: bool = session.kept  # type: ignore[attr-defined]
    return {
        "title": text(session.module, "name"), "sign": "go" if kept else "watch",
        "word": say("training.sheet_there") if kept else say("training.sheet_missing"),
        "detail": JOINT.join([say("training.on_day", day=session.gathering.day), text(session.group, "name")]),
        "url": reverse("training:sheet", args=[session.pk]),
    }  # fmt: skip


def group_row(group: Group) -> dict[str, Any]:
    """A group in a list."""
    counts = say("training.group_counts", n=group.n, sessions=group.planned)  # type: ignore[attr-defined]
    return {
        "title": text(group, "name"), "url": reverse("training:group", args=[group.pk]),
        "detail": JOINT.join([text(group.path, "name"), text(group.call, "title"), counts]),
    }  # fmt: skip


def path_row(path: Path) -> dict[str, Any]:
    """A path in a list."""
    return {
        "title": text(path, "name"),
        "url": reverse("training:path", args=[path.pk]),
        "detail": say("training.path_counts", n=path.n, threshold=path.threshold),  # type: ignore[attr-defined]
    }


def module_row(module: Module) -> dict[str, Any]:
    """A module of a path."""
    known = usual().get(module.code)
    return {
        "id": module.pk, "title": text(module, "name"), "aim": text(module, "aim"),
        "icon": known.icon if known else "paper", "half_days": module.half_days,
        "url": reverse("training:module", args=[module.pk]),
    }  # fmt: skip


def learner_row(learner: Learner, attended: Attended) -> dict[str, Any]:
    """A learner in her group: language and how she likes to receive things, then how much she attended."""
    return {
        "id": learner.pk, "name": name(learner.participant), "detail": speaks(learner.participant),
        "left": learner.left_at, "attended": attended_word(attended),
        "url": reverse("training:learner", args=[learner.pk]),
    }  # fmt: skip


def attended_word(attended: Attended) -> str:
    """How much she attended, in words; nothing before the first session."""
    if not attended.held:
        return ""
    return say("training.attended", there=attended.there, held=attended.held, percent=attended.percent)


def speaks(her: Participant) -> str:
    """Her language, and how she likes to receive things."""
    spoken = say(f"programme.spoken_{her.spoken}") if her.spoken else ""
    comfort = say(f"training.comfort_{her.comfort}") if her.comfort else ""
    return JOINT.join(part for part in (spoken, comfort) if part)


def levels(people: Iterable[Participant]) -> list[dict[str, Any]]:
    """How many speak what and like to receive things how: what a trainer asks first."""
    here = list(people)
    spoken, comfort = Counter(row.spoken for row in here), Counter(row.comfort for row in here)
    told = [(say(f"programme.spoken_{key}"), n) for key, n in spoken.most_common() if key]
    told += [(say(f"training.comfort_{key}"), n) for key, n in comfort.most_common() if key]
    return [{"word": word, "n": n} for word, n in told]


def expected_row(row: Expected, mark: Attendance | None) -> dict[str, Any]:
    """Somebody expected at a session, and how she was marked for the half-day looked at."""
    return {
        "id": row.pk, "name": name(row.learner.participant), "detail": speaks(row.learner.participant),
        "here": mark is not None, "how": say(f"training.how_{mark.how}", hour=fmt.clock_time(mark.at)) if mark else "",
        "registration": row.registration_id,
    }  # fmt: skip


def box_key(learner: UUID, half_day: int) -> str:
    """The name of one box of the signed sheet."""
    return f"half-{learner}-{half_day}"


def sheet_rows(rows: list[Expected], there: dict[UUID, frozenset[int]], halves: int) -> list[dict[str, Any]]:
    """The signed sheet as boxes to tick: a row a learner, numbered as on the paper, a box a half-day."""
    return [
        {
            "n": i, "name": name(row.learner.participant),
            "boxes": [
                {"key": box_key(row.learner_id, n),
                 "word": half_word(row.session.gathering, n),
                 "on": bool(row.registration_id) and n in there.get(row.registration_id, frozenset())}
                for n in range(1, halves + 1)
            ],
        }
        for i, row in enumerate(rows, start=1)
    ]  # fmt: skip


def half_words(session: Session, halves: int) -> list[str]:
    """The first half-days of a session in words, for the head of the boxes."""
    return [half_word(session.gathering, n) for n in range(1, halves + 1)]


def scan_rows(rows: Iterable[SignedSheet]) -> list[dict[str, Any]]:
    """The scans of a session; ``mark`` changes with the file, so that a turned photo is fetched again."""
    return [
        {
            "id": row.pk, "day": row.added_at, "photo": not str(row.file.name).endswith(".pdf"),
            "mark": str(row.file.name)[-12:-4],
        }
        for row in rows
    ]  # fmt: skip


def session_head(session: Session, on: date) -> dict[str, Any]:
    """The title block of a session's page."""
    sign, word = when_sign(session, on)
    gathering = session.gathering
    place = gathering.place(active())
    return {
        "session": session, "title": text(session.module, "name"), "group": text(session.group, "name"),
        "sign": sign, "word": word, "day": gathering.day, "half_days": gathering.half_days,
        "place": fmt.isolate_auto(place) if place else "", "trainer": trainer_word(session),
        "language": say(f"programme.spoken_{gathering.language}"), "sample": gathering.is_sample,
        "aim": text(session.module, "aim"), "begun": on >= gathering.day,
    }  # fmt: skip


def own_row(row: Expected, there: frozenset[int], on: date, *, face: str | None = None) -> dict[str, Any]:
    """A session as its learner reads it: was she there, or when and where to come. ``face``: what she gave it, or
    empty when she may still give one."""
    gathering = row.session.gathering
    place = gathering.place(active())
    parts = [say("training.on_day", day=gathering.day), fmt.isolate_auto(place) if place else ""]
    if on > gathering.last_day:
        sign, word = ("go", say("training.you_came")) if there else ("unknown", say("training.you_missed"))
        if gathering.half_days > 1 and 0 < len(there) < gathering.half_days:
            parts.append(say("training.halves_of", there=len(there), held=gathering.half_days))
    elif there:
        sign, word = "go", say("training.you_came")
    else:
        sign, word = "wait", say("training.to_come") if on < gathering.day else say("training.today")
    if there and face is not None:
        parts.append(say(f"training.face_{face}") if face else say("training.felt_ask"))
    return {
        "title": text(row.session.module, "name"), "sign": sign, "word": word,
        "detail": JOINT.join(part for part in parts if part),
        "url": reverse("training:felt", args=[row.pk]) if there and face is not None else "",
    }  # fmt: skip


def own_group(learner: Learner) -> dict[str, Any]:
    """One of her groups, in a list of hers."""
    return {"title": text(learner.group.path, "name"), "detail": text(learner.group, "name"),
            "url": reverse("training:learner", args=[learner.pk])}  # fmt: skip


def edition(group: Group) -> str:
    """Path and call of a group, on one line."""
    return JOINT.join([text(group.path, "name"), text(group.call, "title")])
