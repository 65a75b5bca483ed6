"""What an address of this room names, found or "not found"."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from wolouj.foundation.found import one
from wolouj.gatherings import papers
from wolouj.training import papers as own_papers
from wolouj.training import queries
from wolouj.training.models import (
    Certificate,
    Exercise,
    Expected,
    Felt,
    Group,
    Learner,
    Module,
    Moment,
    Path,
    Session,
    SignedSheet,
)


def load_path(path_id: UUID) -> Path:
    """The path of the address."""
    found: Path = one(Path, path_id, "body")
    return found


def load_module(module_id: UUID) -> Module:
    """The module of the address."""
    found: Module = one(Module, module_id, "path")
    return found


def load_group(group_id: UUID) -> Group:
    """The group of the address."""
    found: Group = one(Group, group_id, "path__body", "call__programme")
    return found


def load_learner(learner_id: UUID) -> Learner:
    """The learner of the address."""
    found = queries.learner_of(learner_id)
    if found is None:
        raise Http404
    return found


def load_session(session_id: UUID) -> Session:
    """The session of the address."""
    found = queries.session_of(session_id)
    if found is None:
        raise Http404
    return found


def load_expected(expected_id: UUID) -> Expected:
    """A learner expected at a session."""
    found: Expected = one(
        Expected, expected_id, "session__gathering", "session__module", "learner__participant", "registration"
    )
    return found


def load_paper(session_id: UUID, name: str) -> Session:
    """The session, with the sheet, the badges or the printed test asked for as ``asked_file``."""
    if name not in own_papers.TESTS and papers.FILES.get(name, ("",))[0] not in ("sheet", "badges"):
        raise Http404
    found = load_session(session_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


def load_scan(sheet_id: UUID) -> SignedSheet:
    """A scan of a signed sheet."""
    found: SignedSheet = one(SignedSheet, sheet_id, "session__gathering")
    return found


def load_test(learner_id: UUID, moment: str) -> Learner:
    """The learner, with which of the two tests is asked for as ``asked_moment``."""
    if moment not in Moment.values:
        raise Http404
    found = load_learner(learner_id)
    found.asked_moment = moment  # type: ignore[attr-defined]
    return found


def load_round(session_id: UUID, moment: str) -> Session:
    """The session, with which of the two tests goes round as ``asked_moment``."""
    if moment not in Moment.values:
        raise Http404
    found = load_session(session_id)
    found.asked_moment = moment  # type: ignore[attr-defined]
    return found


def load_felt_of(expected_id: UUID) -> Learner:
    """The learner expected at a session, with that expectation as ``asked_expected``."""
    expected = load_expected(expected_id)
    found = load_learner(expected.learner_id)
    found.asked_expected = expected  # type: ignore[attr-defined]
    return found


def load_voice(felt_id: UUID) -> Felt:
    """A face that came with a voice note."""
    found: Felt = one(Felt, felt_id, "session__gathering")
    if not found.sound:
        raise Http404
    return found


def load_certificate(certificate_id: UUID) -> Certificate:
    """The certificate of the address."""
    found: Certificate = one(Certificate, certificate_id, "learner__participant", "learner__group")
    return found


def load_paper_of(certificate_id: UUID, name: str) -> Certificate:
    """The certificate, with the language asked for as ``asked_file``."""
    if name not in own_papers.FILES:
        raise Http404
    found = load_certificate(certificate_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


def load_exercise(exercise_id: UUID) -> Exercise:
    """The exercise of the address."""
    found: Exercise = one(Exercise, exercise_id, "session__gathering__body", "session__group")
    return found


def load_exercise_paper(exercise_id: UUID, name: str) -> Exercise:
    """The exercise, with the language of its sheet asked for as ``asked_file``."""
    if name not in own_papers.EXERCISES:
        raise Http404
    found = load_exercise(exercise_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


def load_practice(exercise_id: UUID, learner_id: UUID) -> Learner:
    """A learner of the exercise's group, with the exercise as ``asked_exercise``."""
    exercise, found = load_exercise(exercise_id), load_learner(learner_id)
    if exercise.session.group_id != found.group_id:
        raise Http404
    found.asked_exercise = exercise  # type: ignore[attr-defined]
    return found
