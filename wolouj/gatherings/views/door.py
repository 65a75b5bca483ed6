"""The public door: a code, one's own registration, one's own receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.foundation.qr import qr
from wolouj.foundation.words import active, say
from wolouj.gatherings import actions, page, queries
from wolouj.gatherings.doors import Door, load_door
from wolouj.gatherings.forms import CodeForm, RegisterForm
from wolouj.gatherings.models import How
from wolouj.gatherings.views.addresses import desk_path
from wolouj.people.permissions import required


def find(request: HttpRequest) -> HttpResponse:
    """A code said aloud, typed: the gathering it opens."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = queries.by_code(form.cleaned_data["code"])
        if found is not None:
            return redirect("gatherings:door", code=found.code)
        form.add_error("code", say("gatherings.code_unknown"))
    return render(request, "gatherings/find.html", {"form": form}, status=422 if form.errors else 200)


@required("create", load_door)
def door(request: HttpRequest, thing: Door) -> HttpResponse:
    """The public page: one signs up for oneself, or for somebody of the house."""
    gathering, on = thing.gathering, clock.today()
    open_ = gathering.takes_sign_ups(on)
    form = RegisterForm(request.POST if request.method == "POST" else None, gathering=gathering, desk=False)
    another = False
    if request.method == "POST" and open_ and form.is_valid():
        another = bool(form.cleaned_data["another"])
        try:
            done = actions.register(
                gathering=gathering, told=form.told(), how=How.PHONE, by=request.actor, at=clock.now(),
                shares_phone=another,
            )  # fmt: skip
        except actions.PhoneTaken:
            another = True
            form.add_error("phone", say("gatherings.phone_taken"))
        except actions.Full:
            form.add_error(None, say("gatherings.full"))
        else:
            return redirect(f"{reverse('gatherings:signed', args=[gathering.code])}?r={done.registration.id}")
    context = page.head(gathering, on=on) | {"form": form, "open": open_, "another": another}
    return render(request, "gatherings/door.html", context, status=422 if form.errors else 200)


@required("see", load_door)
@require_safe
def signed(request: HttpRequest, thing: Door) -> HttpResponse:
    """What to keep in mind once signed up, and the code the desk reads. It names nobody: phones are shared."""
    row = queries.row_of(thing.gathering, request.GET.get("r", ""))
    mine = request.build_absolute_uri(f"{desk_path(thing.gathering, active())}?r={row.id}") if row else ""
    context = page.head(thing.gathering, on=clock.today()) | {
        "again": reverse("gatherings:door", args=[thing.gathering.code]),
        "qr": qr(mine) if mine else None,
    }
    return render(request, "gatherings/signed.html", context)
