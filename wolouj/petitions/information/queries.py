"""Named ways to read requests for information."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from wolouj.petitions.information.models import InformationRequest, RequestStep
from wolouj.petitions.information.states import OVER


def _with(rows: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    return rows.select_related("body", "person").prefetch_related("steps")


def requests_of(person: UUID | None, bodies: Iterable[UUID]) -> QuerySet[InformationRequest]:
    """A person's own, and those of these bodies, the newest first; two queries."""
    return _with(InformationRequest.objects.filter(Q(person__isnull=False, person=person) | Q(body__in=list(bodies))))


def request_of(request: UUID) -> InformationRequest | None:
    """One request with its steps."""
    return _with(InformationRequest.objects.filter(pk=request)).first()


def open_requests() -> QuerySet[InformationRequest]:
    """Those still awaiting something; two queries."""
    return _with(InformationRequest.objects.exclude(state__in=list(OVER)))


def step_of(step: UUID) -> RequestStep | None:
    """One step with its request."""
    return RequestStep.objects.select_related("request").filter(pk=step).first()
