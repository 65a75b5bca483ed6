"""Named ways to read signatures: counts for everybody of the body, lines for the keeper alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from wolouj.petitions.models import Petition
from wolouj.petitions.signing.models import Authorisation, Batch, Signature

Counts = dict[str, int]


def counts_of(petitions: Iterable[UUID]) -> dict[UUID, Counts]:
    """Signatures that count, by province, of each petition that has any; one query."""
    rows = (
        Batch.objects.filter(petition__in=list(petitions)).order_by().values_list("petition", "province")
        .annotate(n=Sum(F("counted") - F("withdrawn") - F("twice")))
    )  # fmt: skip
    found: dict[UUID, Counts] = defaultdict(dict)
    for petition, province, n in rows:
        found[petition][province] = n
    return dict(found)


def counts_by_province(petition: UUID) -> Counts:
    """Signatures that count, by province; one query."""
    return counts_of([petition]).get(petition, {})


def lines_by_province(petition: UUID) -> Counts:
    """Lines entered, by province; one query, no line is decrypted."""
    rows = Signature.objects.filter(petition=petition).order_by().values_list("province").annotate(n=Count("id"))
    return dict(rows)


def batches_of(petition: UUID) -> QuerySet[Batch]:
    """The batches of a petition with how many lines were entered of each; one query."""
    rows = Batch.objects.filter(petition=petition).select_related("petition", "scan")
    return rows.annotate(entered=Count("lines")).order_by("number")


def authorisation_of(petition: Petition) -> Authorisation | None:
    """The authorisation that has not ended, live or not yet erased."""
    return Authorisation.objects.filter(petition=petition, ended_on=None).select_related("keeper").first()


def authorised(petitions: Iterable[UUID], *, on: date) -> set[UUID]:
    """Those whose list is authorised that day; one query."""
    rows = Authorisation.objects.filter(
        petition__in=list(petitions), ended_on=None, granted_on__lte=on, keep_until__gte=on
    )
    return set(rows.values_list("petition", flat=True))


def over(*, on: date) -> QuerySet[Authorisation]:
    """Authorisations whose day is over, their lines still to erase."""
    return Authorisation.objects.filter(ended_on=None, keep_until__lt=on).order_by("keep_until", "id")


def for_the_operator() -> list[tuple[Petition, Authorisation | None]]:
    """Every petition with its authorisation, those without one first; two queries."""
    live = {row.petition_id: row for row in Authorisation.objects.filter(ended_on=None).select_related("keeper")}
    rows = Petition.objects.exclude(state__in=("withdrawn", "done", "rejected")).select_related("body")
    return sorted(((row, live.get(row.pk)) for row in rows), key=lambda pair: pair[1] is not None)
