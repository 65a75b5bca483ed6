"""The list, the page of one structure, its people, its capacity, its receipts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from rulebook.engine.facts import BidderKind
from wolouj.foundation import words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.ways import safe_next
from wolouj.foundation.words import say
from wolouj.people.permissions import may
from wolouj.reference import natures, territories
from wolouj.reference.coded import unit
from wolouj.structures import actions, forms, queries
from wolouj.structures.models import IDENTIFIERS, Role, Structure
from wolouj.structures.readiness import readiness
from wolouj.structures.steps import REGISTERS, steps_of
from wolouj.structures.views.common import actor_of, guarded, load_structure, now, today


def list_(request: HttpRequest) -> HttpResponse:
    """The structures of the person; her only one opens at once."""
    actor = actor_of(request)
    if actor.person is None:
        return redirect_to_login(request.get_full_path())
    found = list(queries.structures_of(actor.principal)) if actor.principal else []
    return render(request, "structures/list.html", {"structures": [_card(s) for s in found]})


def _card(structure: Structure) -> dict[str, Any]:
    return {"it": structure, "name": shown_name(structure), "kind": say(f"structures.kind.{structure.kind}")}


def shown_name(structure: Structure) -> str:
    """The name in the active language, or the one there is, or "no name yet"."""
    ar = words.active() == "ar"
    first, second = (structure.name_ar, structure.name) if ar else (structure.name, structure.name_ar)
    return first or second or say("structures.no_name")


@guarded("see", load_structure)
def show(request: HttpRequest, structure: Structure) -> HttpResponse:
    """What the structure told, each part one tap from being changed."""
    actor, lang = actor_of(request), words.active()
    change = may(actor, "change", structure)
    papers = may(actor, "see", "paper", structure)
    page: dict[str, Any] = {"structure": structure, "name": shown_name(structure), "change": change}
    page["ready"] = readiness(structure, on=today()) if papers else None
    page["members"] = [m for m in structure.members.all() if m.until is None]
    commune = territories.commune(structure.commune)
    page["commune"] = forms.commune_label(commune) if commune else ""
    page["address"] = structure.address
    page["contact"] = [way for way in (structure.phone, structure.email) if way]
    page["register"] = next((code for code in steps_of(structure) if code in REGISTERS), "")
    page["excluded"] = _yes_no(structure.excluded)
    page["trades"] = _trades(structure, lang)
    places = [territories.place(s.place) for s in structure.served.all()]
    page["places"] = [p.name(lang) for p in places if p]
    page["numbers"] = [
        (code, say(f"structures.number.{code}"), getattr(structure, column))
        for code, column in _number_columns(structure)
        if papers or code != "rib"
    ]
    page["capacity"] = [_capacity_text(c) for c in structure.capacities.all()]
    page["receipts"] = [r for r in structure.receipts.all() if papers and not r.buyer]
    page["vat"] = vat_text(structure)
    page["kind"] = say(f"structures.kind.{structure.kind}")
    page["card"] = say(f"structures.ae_activity.{structure.ae_activity}") if structure.ae_activity else ""
    page["is_ae"] = structure.kind == BidderKind.AUTO_ENTREPRENEUR
    return render(request, "structures/page.html", page)


def _yes_no(told: bool | None) -> str:
    return "" if told is None else say(f"structures.excluded.{'yes' if told else 'no'}")


def _number_columns(structure: Structure) -> list[tuple[str, str]]:
    return [(code, IDENTIFIERS[code]) for code in steps_of(structure) if code in IDENTIFIERS]


def _trades(structure: Structure, lang: str) -> list[str]:
    said = []
    for activity in structure.activities.all():
        nature = natures.nature(activity.nature) if activity.nature else None
        said.append(getattr(nature.short, lang) if nature else activity.words)
    return said


def _capacity_text(row: Any) -> str:
    if row.amount_per_month is not None:
        return say("structures.capacity_money", amount=row.amount_per_month)
    known = unit(row.unit)
    shown = getattr(known.name, words.active()) if known else row.unit
    return say("structures.capacity_row", quantity=row.quantity_per_month, unit=shown)


def vat_text(structure: Structure) -> str:
    """The regime in one line, as stated."""
    if structure.kind == BidderKind.AUTO_ENTREPRENEUR:
        return say("structures.vat_ae_short")
    if structure.vat_status == "exempt":
        return say("structures.vat_exempt_short", source=structure.vat_source, on=structure.vat_stated_on)
    return say("structures.vat_standard_short" if structure.vat_status else "structures.vat_unknown_short")


@guarded("change", load_structure)
def members(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Who is in the structure, who signs; one more person."""
    form = forms.MemberForm(request.POST or None, structure=structure, initial={"role": Role.MEMBER})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.add_member(
            structure,
            name=told["name"],
            role=Role(told["role"]),
            may_sign=told["may_sign"],
            by=actor_of(request),
            at=now(),
        )
        messages.success(request, say("structures.saved.member"))
        return redirect("structures:members", id=structure.id)
    running = [m for m in structure.members.all() if m.until is None]
    rows = [{"it": m, "role": say(f"structures.role.{m.role}")} for m in running]
    page = {"structure": structure, "name": shown_name(structure), "form": form, "members": rows}
    return render(request, "structures/members.html", page)


@require_POST
@guarded("change", load_structure)
def member_end(request: HttpRequest, structure: Structure, *, member: int) -> HttpResponse:
    """End one member's role today."""
    found = structure.members.filter(pk=member, until=None).first()
    if found is None:
        raise Http404
    try:
        actions.end_member(found, by=actor_of(request), at=now(), on=today())
        messages.success(request, say("structures.saved.member_ended"))
    except BadInput as bad:
        messages.error(request, getattr(bad.text, words.active()))
    return redirect("structures:members", id=structure.id)


def _typed(number: Decimal | None) -> str:
    """A number as she would type it: no exponent, no empty decimals, a comma."""
    if number is None:
        return ""
    plain = f"{number:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def unit_mark(written: str) -> str:
    """The unit as the list holds it; another is kept as it was written."""
    known = unit(written)
    return known.mark if known else written


@guarded("change", load_structure)
def capacity(request: HttpRequest, structure: Structure) -> HttpResponse:
    """What can be made in a month: dirhams in all, and a line for each thing."""
    form, lines = _capacity_forms(request, structure)
    page = {"structure": structure, "name": shown_name(structure), "form": form, "lines": lines}
    page["next"] = safe_next(request)
    if request.method != "POST" or "more" in request.POST or not (form.is_valid() and lines.is_valid()):
        return render(request, "structures/capacity.html", page)
    told = [each.cleaned_data for each in lines if each.cleaned_data.get("quantity")]
    actions.set_capacity(
        structure,
        amount_per_month=form.cleaned_data["amount"] or None,
        quantities=[(row["nature"], row["unit"], row["quantity"]) for row in told],
        by=actor_of(request),
        at=now(),
    )
    messages.success(request, say("structures.saved.answer"))
    return redirect(safe_next(request) or reverse("structures:page", args=[structure.id]))


def _capacity_forms(request: HttpRequest, structure: Structure) -> tuple[forms.CapacityForm, Any]:
    """The sum and the lines: as typed, as told before, with one more empty line when she asks for it."""
    rows = list(structure.capacities.all())
    amount = next((r.amount_per_month for r in rows if r.amount_per_month), None)
    told = [
        {"nature": r.nature, "quantity": _typed(r.quantity_per_month), "unit": unit_mark(r.unit)}
        for r in rows
        if r.quantity_per_month
    ]
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and "more" in data and data.get("form-TOTAL_FORMS", "").isdecimal():
        data["form-TOTAL_FORMS"] = str(min(int(data["form-TOTAL_FORMS"]) + 1, 60))
    form = forms.CapacityForm(data, structure=structure, initial={"amount": _typed(amount)})
    return form, forms.CapacityLines(data, initial=told, form_kwargs={"structure": structure})


@guarded("change", load_structure)
def receipts(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Cash received: the whole year, and the part of each buyer."""
    form = forms.ReceiptsForm(request.POST or None, structure=structure, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_receipts(structure, **form.cleaned_data, by=actor_of(request), at=now())
            messages.success(request, say("structures.saved.answer"))
            return redirect(safe_next(request) or reverse("structures:receipts", args=[structure.id]))
        except BadInput as bad:
            form.bad(bad)
    page = {"structure": structure, "name": shown_name(structure), "form": form}
    page["receipts"], page["next"] = list(structure.receipts.all()), safe_next(request)
    return render(request, "structures/receipts.html", page)


def structure_or_choice(request: HttpRequest) -> tuple[UUID | None, list[Structure]]:
    """The only structure of the person, or all of them to choose from."""
    principal = actor_of(request).principal
    found = list(queries.structures_of(principal)) if principal else []
    return (found[0].id if len(found) == 1 else None), found
