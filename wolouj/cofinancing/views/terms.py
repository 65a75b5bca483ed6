"""The rules of a call, by who runs the programme."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from wolouj.cofinancing.actions import budget
from wolouj.cofinancing.forms.terms import TermsForm, initial_of
from wolouj.cofinancing.loading import load_call
from wolouj.cofinancing.models import Terms
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.words import active, say
from wolouj.people.permissions import required
from wolouj.programme.models import Call
from wolouj.programme.page import text


@required("change", load_call, "granting")
def terms(request: HttpRequest, thing: Call) -> HttpResponse:
    """What the call gives and asks; read only once the first request has come."""
    there = Terms.objects.filter(call=thing).first()
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial_of(there) if there else {})
    if request.method == "POST" and form.is_valid():
        try:
            budget.set_terms(call=thing, fields=form.cleaned_data, by=request.actor, at=clock.now())
        except BadInput as fault:
            form.add_error(fault.field if fault.field in form.fields else None, getattr(fault.text, active()))
        else:
            messages.success(request, say("cofinancing.saved"))
            return redirect("cofinancing:desk")
    frozen = there is not None and there.frozen_at is not None
    for field in form.fields.values():
        field.disabled = frozen
    context = {
        "form": form, "back": reverse("cofinancing:desk"), "title": say("cofinancing.terms_title"), "remove": False,
        "frozen": frozen,
        "intro": say("cofinancing.terms_frozen") if frozen else text(thing, "title"),
    }  # fmt: skip
    return render(request, "cofinancing/form.html", context, status=422 if form.errors else 200)
