"""The agreement: its tranches cut, printed, frozen; signed on paper, and the signed paper kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rulebook.engine.format import local
from wolouj.cofinancing import papers, plan
from wolouj.cofinancing.actions.moving import held, move, within_days
from wolouj.cofinancing.actions.requests import keep_piece
from wolouj.cofinancing.models import Agreement, PieceKind, Request, Tranche
from wolouj.cofinancing.states import State
from wolouj.foundation import audit
from wolouj.foundation.actor import Actor
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.uploads import CleanFile
from wolouj.foundation.words import pair


def prepare(*, request: Request, by: Actor, at: datetime) -> Agreement:
    """Cut what was granted into tranches and freeze the text to sign; again gives the same, until it is signed.

    Raises:
        BadInput: the file was not accepted, or is past that.
    """
    with transaction.atomic():
        row = held(request)
        if row.state != State.ACCEPTED:
            raise BadInput(pair("cofinancing.not_now"))
        ruling = row.ruling
        if not row.tranches.exists():
            shares = row.terms.shares
            parts = plan.tranches(ruling.amount, shares)
            Tranche.objects.bulk_create(
                Tranche(request=row, number=n, share=share, amount=amount)
                for n, (share, amount) in enumerate(zip(shares, parts, strict=True), 1)
            )
        told = {"papers": papers.agreement_data(row, at=at), "made_at": at}
        made, _ = Agreement.objects.update_or_create(request=row, defaults=told)
        audit.record(at=at, by=by, act="cofinancing_agreement_made", about=row)
    return made


def sign(*, request: Request, file: CleanFile, on: date, by: Actor, at: datetime) -> None:
    """The agreement came back signed by all: the paper is kept, the first tranche may be asked for.

    Raises:
        BadInput: nothing was printed to sign, or the day is not between the printing and today.
    """
    with transaction.atomic():
        row = held(request)
        made = Agreement.objects.filter(request=row).first()
        if made is None:
            raise BadInput(pair("cofinancing.print_first"))
        within_days(on, local(made.made_at).date(), at)
        keep_piece(request=row, kind=PieceKind.SIGNED, file=file, by=by, at=at)
        made.signed_on = on
        made.save(update_fields=["signed_on"])
        move(row, "sign", by=by, at=at)
