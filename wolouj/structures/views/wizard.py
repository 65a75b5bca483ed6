"""One question a screen. Each answer is saved at once; leaving and coming back loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rulebook.engine.facts import BidderKind, VatStatus
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.ways import safe_next
from wolouj.foundation.words import say
from wolouj.people.permissions import require
from wolouj.reference import natures, territories
from wolouj.structures import actions, forms, numbers, steps
from wolouj.structures.models import IDENTIFIERS, Member, Role, Structure
from wolouj.structures.readiness import readiness
from wolouj.structures.views.common import actor_of, guarded, load_structure, now, today


def new(request: HttpRequest) -> HttpResponse:
    """The first question opens the structure."""
    actor = actor_of(request)
    if actor.person is None:
        return redirect_to_login(request.get_full_path())
    require(actor, "create", "structure")
    form = forms.KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.create_structure(kind=BidderKind(form.cleaned_data["kind"]), by=actor, at=now())
        actions.set_step(made, "name")
        return redirect("structures:step", id=made.id, code="name")
    page = {
        "form": form,
        "code": "kind",
        "back": reverse("structures:list"),
        "filling": True,
        "keep": "new",
        "next": "",
        "structure": None,
    }
    return render(request, "structures/step_choice.html", page)


@guarded("change", load_structure)
def resume(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Back to the question where she stopped; to the page when all was asked."""
    if structure.setup_step in steps.steps_of(structure):
        return redirect("structures:step", id=structure.id, code=structure.setup_step)
    return redirect("structures:page", id=structure.id)


@guarded("change", load_structure)
def step(request: HttpRequest, structure: Structure, *, code: str) -> HttpResponse:
    """One question: shown with what was told, saved, then the next (or back to the page once all was asked)."""
    if code not in steps.steps_of(structure):
        raise Http404
    if "later" in request.POST:
        return _onward(request, structure, code)
    form, template = _FORMS[code if code not in steps.NUMBERS else "number"](request, structure, code)
    if request.method == "POST" and "search" not in request.POST and (form is None or form.is_valid()):
        try:
            if form is None or _save(request, structure, code, form):
                return _onward(request, structure, code)
        except BadInput as bad:
            assert form is not None
            form.bad(bad)
    return render(request, template, _page(request, structure, code, form))


def _onward(request: HttpRequest, structure: Structure, code: str) -> HttpResponse:
    if back := safe_next(request):
        if "later" not in request.POST:
            messages.success(request, say("structures.saved.answer"))
        return redirect(back)
    if not structure.setup_step:
        messages.success(request, say("structures.saved.answer"))
        return redirect("structures:page", id=structure.id)
    following = steps.after(structure, code)
    if following is None:
        actions.finish_setup(structure, by=actor_of(request), at=now())
        messages.success(request, say("structures.saved.setup"))
        return redirect("structures:wallet", id=structure.id)
    # Going back to an old question must not make her answer the later ones again.
    order = steps.steps_of(structure)
    if order.index(following) > (order.index(structure.setup_step) if structure.setup_step in order else 0):
        actions.set_step(structure, following)
    return redirect("structures:step", id=structure.id, code=following)


def _page(request: HttpRequest, structure: Structure, code: str, form: Any) -> dict[str, Any]:
    order = steps.steps_of(structure)
    earlier = steps.before(structure, code)
    came_from = safe_next(request)
    filling = bool(structure.setup_step) and not came_from
    if came_from:
        back = came_from
    elif filling:
        back = reverse("structures:step", args=[structure.id, earlier]) if earlier else reverse("structures:list")
    else:
        back = reverse("structures:page", args=[structure.id])
    here = order.index(code)
    knots = ["d" if i < here else "c" if i == here else "" for i in range(len(order))]
    page = {"structure": structure, "code": code, "form": form, "back": back, "filling": filling}
    page["keep"], page["next"] = structure.id, came_from
    page |= {"n": here + 1, "total": len(order), "knots": knots, "q": _search(request)}
    page["is_ae"] = structure.kind == BidderKind.AUTO_ENTREPRENEUR
    page["may_skip"] = filling and code not in ("kind", "name")
    if code == "trades":
        page |= _trades_shown(request, structure, form)
    if code == "papers":
        page["needs"] = [n for n in readiness(structure, on=today()).of("orders", "tenders") if n.what == "paper"]
    return page


def _search(request: HttpRequest) -> str:
    return (request.POST.get("q") or request.GET.get("q") or "").strip()[:60]


# ---- One maker a question: the form with what was told, and its page ----


def _plain(make: type[forms._StepForm], template: str, *fields: str) -> Callable[..., tuple[Any, str]]:
    def made(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
        initial = {field: getattr(structure, field) for field in fields}
        return make(request.POST or None, structure=structure, initial=initial), template

    return made


def _place(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    q = _search(request)
    found = territories.find(q, level=territories.Level.COMMUNE) if q else ()
    data = request.POST if request.method == "POST" and "search" not in request.POST else None
    initial = {"commune": structure.commune, "address": request.POST.get("address", structure.address)}
    return forms.PlaceForm(data, structure=structure, initial=initial, found=found), "structures/step_place.html"


def _trades(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    data = request.POST if request.method == "POST" and "search" not in request.POST else None
    told = list(structure.activities.all())
    initial = {
        "natures": _ticked(request, structure),
        "words": request.POST.get("words", "، ".join(a.words for a in told if a.words)),
    }
    return forms.TradesForm(data, structure=structure, initial=initial), "structures/step_trades.html"


def _ticked(request: HttpRequest, structure: Structure) -> list[int]:
    """What is ticked on the page she sends, else what was told: a search must not lose a tick."""
    if request.method == "POST":
        return [
            int(v) for v in request.POST.getlist("natures") if v.isdecimal() and len(v) < 6 and natures.nature(int(v))
        ]
    return [a.nature for a in structure.activities.all() if a.nature is not None]


def _trades_shown(request: HttpRequest, structure: Structure, form: Any) -> dict[str, Any]:
    """The cards drawn: hers, what the search found, else the three nearest and then some more."""
    ticked, q = _ticked(request, structure), _search(request)
    found = [n.id for n in natures.search(q)] if q else []
    first = [n.id for n in natures.common()]
    options = {option.data["value"]: option for option in form["natures"]}
    draw = lambda ids: [options[i] for i in ids]  # noqa: E731
    return {
        "yours": draw(ticked),
        "found": draw([i for i in found if i not in ticked]),
        "searched_none": bool(q) and not found,
        "common": draw([i for i in first if i not in ticked and i not in found][: 0 if found else 3]),
    }


def _serves(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    q = _search(request)
    searching = "search" in request.POST
    initial = {"places": request.POST.getlist("places") if searching else [s.place for s in structure.served.all()]}
    found = territories.find(q, limit=5) if q else ()
    data = request.POST if request.method == "POST" and not searching else None
    form = forms.ServesForm(data, structure=structure, initial=initial, found=found)
    return form, "structures/step_serves.html"


def _signs(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    me = _me(request, structure)
    signing = next((m for m in structure.members.all() if m.may_sign and m.until is None), None)
    initial: dict[str, Any] = {}
    if signing:
        initial = {"who": "me" if signing == me else "other", "role": signing.role}
        initial["name"] = "" if signing == me else signing.name
    return forms.SignsForm(
        request.POST or None, structure=structure, initial=initial, me=me
    ), "structures/step_signs.html"


def _me(request: HttpRequest, structure: Structure) -> Member | None:
    principal = actor_of(request).principal
    return next((m for m in structure.members.all() if m.person_id == principal and m.until is None), None)


def _number(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    initial = {"number": getattr(structure, IDENTIFIERS[code])}
    if code in ("rc", "local_register"):
        initial["court"] = getattr(structure, f"{code}_court")
    if code in steps.REGISTERS:
        initial["registered_on"] = structure.registered_on
    return forms.NumberForm(
        request.POST or None, structure=structure, initial=initial, which=code
    ), "structures/step_number.html"


def _contact(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    """Her own phone stands in the box when the structure has told none: kept only if she leaves it there."""
    me = _me(request, structure)
    own = me.person.shown_phone if me and me.person and structure.setup_step else ""
    initial = {"phone": structure.phone or own, "email": structure.email}
    return forms.ContactForm(request.POST or None, structure=structure, initial=initial), "structures/step_contact.html"


def _excluded(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    told = {True: "yes", False: "no"}.get(structure.excluded, "")  # type: ignore[arg-type]
    initial = {"excluded": told or (None if structure.setup_step else "unknown")}
    return forms.ExcludedForm(request.POST or None, structure=structure, initial=initial), "structures/step_choice.html"


def _vat(request: HttpRequest, structure: Structure, code: str) -> tuple[Any, str]:
    if structure.kind == BidderKind.AUTO_ENTREPRENEUR:
        return None, "structures/step_vat.html"
    initial = {
        "status": structure.vat_status or ("unknown" if not structure.setup_step else None),
        "on": structure.vat_stated_on,
        "source": structure.vat_source,
    }
    return forms.VatForm(request.POST or None, structure=structure, initial=initial), "structures/step_vat.html"


_FORMS: dict[str, Callable[[HttpRequest, Structure, str], tuple[Any, str]]] = {
    "kind": _plain(forms.KindForm, "structures/step_choice.html", "kind"),
    "name": _plain(forms.NameForm, "structures/step_fields.html", "name", "name_ar"),
    "ae_activity": _plain(forms.AeForm, "structures/step_choice.html", "ae_activity"),
    "place": _place,
    "contact": _contact,
    "trades": _trades,
    "serves": _serves,
    "signs": _signs,
    "number": _number,
    "vat": _vat,
    "excluded": _excluded,
    "papers": lambda request, structure, code: (None, "structures/step_papers.html"),
}


def _save(request: HttpRequest, structure: Structure, code: str, form: Any) -> bool:
    """Write one answer; ``False`` when the page must be shown again with a doubt."""
    told, who = form.cleaned_data, {"by": actor_of(request), "at": now()}
    if code in steps.NUMBERS:
        return _save_number(request, structure, code, form, who)
    if code == "trades":
        actions.set_activities(structure, natures=told["natures"], words=form.cleaned_words(), **who)
    elif code == "serves":
        actions.set_served(structure, told["places"], **who)
    elif code == "signs":
        _save_signs(request, structure, told, who)
    elif code == "vat":
        status = None if told["status"] == "unknown" else VatStatus(told["status"])
        actions.state_vat_regime(structure, status=status, on=told["on"], source=told["source"], **who)
    elif code == "excluded":
        actions.describe(structure, **who, excluded=form.answer())
    else:
        actions.describe(structure, **who, **told)
    return True


def _save_number(request: HttpRequest, structure: Structure, code: str, form: Any, who: dict[str, Any]) -> bool:
    """Kept in any case; a number whose check digits do not fit is asked about once."""
    number = form.cleaned_data["number"]
    actions.set_identifiers(structure, {code: number}, **who)
    names = {"court": f"{code}_court", "registered_on": "registered_on"}
    told = {column: form.cleaned_data[field] for field, column in names.items() if field in form.cleaned_data}
    if told:
        actions.describe(structure, **who, **told)
    form.doubt = numbers.doubt(code, number)
    return form.doubt is None or "keep" in request.POST


def _save_signs(request: HttpRequest, structure: Structure, told: dict[str, Any], who: dict[str, Any]) -> None:
    """One person signs: the others stay, without the signature."""
    me, role = _me(request, structure), Role(told["role"])
    running = [m for m in structure.members.all() if m.until is None]
    roles = {m.pk: (Role(m.role), False) for m in running if m.may_sign}
    if told["who"] == "me" and me:
        actions.set_signatories(structure, roles | {me.pk: (role, True)}, **who)
        return
    known = next((m for m in running if m.name == told["name"] and m != me), None)
    if known:
        actions.set_signatories(structure, roles | {known.pk: (role, True)}, **who)
        return
    actions.set_signatories(structure, roles, **who)
    actions.add_member(structure, name=told["name"], role=role, may_sign=True, **who)
