"""Named ways to read requests, what waits for whom, purchases, assets."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, RowNumber

from wolouj.cofinancing.models import (
    Asset,
    BudgetLine,
    Item,
    Own,
    Piece,
    PieceKind,
    Purchase,
    Request,
    Sitting,
    Terms,
    Tranche,
)
from wolouj.cofinancing.states import ENDED, State
from wolouj.programme.models import Application, Call, Outcome

JOINS = ("terms__call__programme__body", "application__participant", "ruling__line", "agreement")


def requests() -> QuerySet[Request]:
    """Requests with their person, call and rules."""
    return Request.objects.select_related(*JOINS)


def whole(key: UUID) -> Request | None:
    """One request with all its rows: a fixed number of queries."""
    rows = requests().prefetch_related(
        Prefetch("items", Item.objects.prefetch_related("pieces")),
        Prefetch("owns", Own.objects.prefetch_related("pieces")),
        Prefetch("tranches", Tranche.objects.select_related("asked_by")),
        Prefetch("purchases", Purchase.objects.select_related("item", "tranche").prefetch_related("pieces")),
        "pieces", "events", "assets", "hands",
    )  # fmt: skip
    return rows.filter(pk=key).first()


def of_person(person: UUID) -> QuerySet[Request]:
    """Her requests, the latest first."""
    return requests().filter(application__participant__person=person).order_by("-made_at")


def may_begin(person: UUID) -> QuerySet[Application]:
    """Her applications that were chosen, under a call that co-finances, with no request yet."""
    rows = Application.objects.filter(
        participant__person=person, decision__outcome=Outcome.SELECTED, answered_at__isnull=False
    )
    return _askable(rows)


def to_begin(bodies: Iterable[UUID]) -> QuerySet[Application]:
    """The chosen people of these bodies who have no request yet."""
    rows = Application.objects.filter(
        participant__body__in=list(bodies), decision__outcome=Outcome.SELECTED, answered_at__isnull=False
    )
    return _askable(rows)


def _askable(rows: QuerySet[Application]) -> QuerySet[Application]:
    there = Request.objects.filter(application=OuterRef("pk"))
    rules = Terms.objects.filter(call=OuterRef("call"))
    rows = rows.filter(Exists(rules), ~Exists(there), participant__erased_at=None)
    return rows.select_related("call__programme__body", "participant").order_by("call", "number")


def of_bodies(bodies: Iterable[UUID]) -> QuerySet[Request]:
    """The requests these bodies study, those that wait longest first; drafts are hers alone to finish."""
    rows = requests().filter(application__participant__body__in=list(bodies))
    return rows.exclude(state=State.DRAFT.value, number=None).order_by("since", "id")


def how_many(bodies: Iterable[UUID]) -> dict[str, int]:
    """State -> how many requests of these bodies stand there. One query."""
    rows = of_bodies(bodies).order_by().values("state")
    return dict(rows.annotate(n=Count("pk")).values_list("state", "n"))


def first_of_each_state(bodies: Iterable[UUID], most: int) -> QuerySet[Request]:
    """Those that wait longest in each state, ``most`` of each: a desk never reads thousands of files."""
    place = Window(RowNumber(), partition_by=F("state"), order_by=(F("since").asc(), F("id").asc()))
    return of_bodies(bodies).annotate(place=place).filter(place__lte=most)


def live(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Those in which something may still happen."""
    return rows.exclude(state__in=[state.value for state in ENDED])


def on_the_table(terms: Terms) -> QuerySet[Request]:
    """What the committee has before it, in order of number, with what each costs."""
    rows = requests().filter(terms=terms, state=State.STUDY.value).prefetch_related("items", "owns")
    return rows.order_by("number")


def sitting_of(terms: Terms) -> Sitting | None:
    """The open day of the committee, with who sits and who leaves the room."""
    rows = Sitting.objects.filter(terms=terms, approved_at=None)
    return rows.select_related("terms__call__programme__body").prefetch_related("members__aways", "rulings").first()


def terms_of(bodies: Iterable[UUID]) -> QuerySet[Terms]:
    """The rules of these bodies' calls, with how many requests wait for the committee."""
    rows = Terms.objects.filter(call__programme__body__in=list(bodies)).select_related("call__programme__body")
    return rows.annotate(waiting=Count("requests", filter=Q(requests__state=State.STUDY.value))).order_by("-made_at")


def calls_to_rule(bodies: Iterable[UUID]) -> QuerySet[Call]:
    """The calls of these bodies that have no rules of co-financing."""
    there = Terms.objects.filter(call=OuterRef("pk"))
    rows = Call.objects.filter(~Exists(there), programme__body__in=list(bodies), opened_at__isnull=False)
    return rows.order_by("-closes_at")[:10]


def lines_of(programme: UUID) -> QuerySet[BudgetLine]:
    """The budget lines of a programme."""
    return BudgetLine.objects.filter(programme=programme).select_related("donor", "programme__body")


# ---- Finance ----------------------------------------------------------------------------------------------------


def to_pay(bodies: Iterable[UUID]) -> QuerySet[Tranche]:
    """Tranches asked for and not paid, those that wait longest first."""
    rows = Tranche.objects.filter(
        request__application__participant__body__in=list(bodies), asked_at__isnull=False, paid_at=None,
        request__state__in=[State.SIGNED.value, State.PROVED.value],
    )  # fmt: skip
    return rows.select_related(*(f"request__{join}" for join in JOINS), "asked_by").order_by("asked_at", "id")


def to_judge(bodies: Iterable[UUID]) -> QuerySet[Purchase]:
    """Purchases told and not looked at, those that wait longest first, with their papers."""
    rows = Purchase.objects.filter(request__application__participant__body__in=list(bodies), ok=None)
    rows = rows.select_related(*(f"request__{join}" for join in JOINS), "item", "tranche")
    return rows.prefetch_related("pieces").order_by("told_at", "id")


def unproved(bodies: Iterable[UUID]) -> QuerySet[Tranche]:
    """Tranches paid and not shown yet, the oldest payment first: dirhams ``shown``, and how many were ``told``."""
    rows = Tranche.objects.filter(
        request__application__participant__body__in=list(bodies), paid_at__isnull=False, proved_at=None,
        request__state=State.PAID.value,
    )  # fmt: skip
    bought = Purchase.objects.filter(tranche=OuterRef("pk")).order_by().values("tranche")
    shown = bought.filter(ok=True).annotate(total=Sum("amount")).values("total")
    told = bought.filter(ok=None).annotate(n=Count("pk")).values("n")
    rows = rows.select_related(*(f"request__{join}" for join in JOINS))
    return rows.annotate(shown=Coalesce(Subquery(shown), Decimal(0)), told=Coalesce(Subquery(told), 0)).order_by(
        "paid_on", "id"
    )


def same_files(purchases: Iterable[Purchase]) -> set[str]:
    """Fingerprints that some other purchase, of any file, holds too. One query."""
    rows = [(piece.digest, piece.purchase_id) for purchase in purchases for piece in purchase.pieces.all()]
    wanted = {digest for digest, _ in rows}
    seen: dict[str, set[UUID | None]] = {}
    found = Piece.objects.filter(digest__in=wanted, purchase__isnull=False).exclude(kind=PieceKind.PHOTO)
    for digest, purchase_id in found.values_list("digest", "purchase_id"):
        seen.setdefault(digest, set()).add(purchase_id)
    return {digest for digest, holders in seen.items() if len(holders) > 1}


def assets_of(bodies: Iterable[UUID]) -> QuerySet[Asset]:
    """The things bought with the programme's money, the first to be free of its clause first."""
    rows = Asset.objects.filter(request__application__participant__body__in=list(bodies))
    return rows.select_related("request__application__participant", "request__terms__call").order_by(
        "bound_until", "id"
    )
