"""What an address about requests names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from wolouj.petitions.information import letters, queries
from wolouj.petitions.information.models import InformationRequest, RequestStep


def load_request(request_id: UUID) -> InformationRequest:
    """The request of the address."""
    found = queries.request_of(request_id)
    if found is None:
        raise Http404
    return found


def load_letter(request_id: UUID, name: str) -> InformationRequest:
    """The request, with the letter asked for as ``asked_file``."""
    if name not in letters.FILES:
        raise Http404
    found = load_request(request_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class RequestProof:
    """The file that shows a step of a request."""

    step: RequestStep

    @property
    def right_object(self) -> str:
        """That of the request."""
        return self.step.request.right_object

    def owners(self) -> set[UUID]:
        """Whoever asks."""
        return self.step.request.owners()

    def bodies(self) -> set[UUID]:
        """The body that asks."""
        return self.step.request.bodies()


def load_request_proof(step_id: UUID) -> RequestProof:
    """The proof of a step."""
    step = queries.step_of(step_id)
    if step is None or not step.proof:
        raise Http404
    return RequestProof(step)
