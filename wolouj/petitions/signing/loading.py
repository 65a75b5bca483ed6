"""What an address about signatures names, found or "not found"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.http import Http404

from wolouj.petitions.loading import load_petition
from wolouj.petitions.models import Petition
from wolouj.petitions.signing import queries
from wolouj.petitions.signing.models import Authorisation, Batch, Signature


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of a petition, with the authorisation under which they are kept: the keeper's alone."""

    right_object: ClassVar[str] = "identity"
    petition: Petition
    authorisation: Authorisation
    line: Signature | None = None
    batch: Batch | None = None

    def owners(self) -> set[UUID]:
        """Nobody's: those who signed have no account here."""
        return set()

    def holders(self) -> set[UUID]:
        """The keeper the authorisation names."""
        return {self.authorisation.keeper_id} if self.authorisation.keeper_id else set()


def load_kept(petition_id: UUID) -> Kept:
    """The lines of the petition; nothing is found while none may be kept."""
    petition = load_petition(petition_id)
    found = queries.authorisation_of(petition)
    if found is None:
        raise Http404
    return Kept(petition, found)


def load_line(line_id: int) -> Kept:
    """One line, under its authorisation."""
    if line_id > 2**62:
        raise Http404
    line = Signature.objects.select_related("batch", "petition").filter(pk=line_id).first()
    if line is None:
        raise Http404
    kept = load_kept(line.petition_id)
    return Kept(kept.petition, kept.authorisation, line=line)


def load_scan(batch_id: UUID) -> Kept:
    """The picture of a batch, under its authorisation."""
    batch = load_batch(batch_id)
    if not hasattr(batch, "scan"):
        raise Http404
    kept = load_kept(batch.petition_id)
    return Kept(kept.petition, kept.authorisation, batch=batch)


def load_batch(batch_id: UUID) -> Batch:
    """The batch of the address."""
    found = Batch.objects.select_related("petition", "scan").filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class ToAuthorise:
    """A petition as the operator sees it: to record what the CNDP allowed, no more."""

    right_object: ClassVar[str] = "authorisation"
    petition: Petition

    def owners(self) -> set[UUID]:
        """Nobody's."""
        return set()


def load_to_authorise(petition_id: UUID) -> ToAuthorise:
    """The petition of the address, for the operator."""
    return ToAuthorise(load_petition(petition_id))
