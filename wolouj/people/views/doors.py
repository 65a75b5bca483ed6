"""Coming in and going out: sign-in, sign-up, recovery, sign-out. One question a screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wolouj.foundation import clock
from wolouj.foundation.actor import Actor
from wolouj.foundation.ways import safe_next
from wolouj.foundation.words import active, say
from wolouj.people import actions, limits
from wolouj.people.forms import CodeForm, NewSecretForm, PhoneForm, SecretForm, SignUpForm, WhoForm
from wolouj.people.middleware import ENDS_KEY
from wolouj.people.models import User
from wolouj.people.views.furniture import form_page, refuse_for_now

BORROWED_FOR = timedelta(minutes=30)
CHOICE_FOR = timedelta(minutes=5)
WHO_KEY, CODE_KEY = "who_may_enter", "recovery"


@sensitive_post_parameters()
def sign_in(request: Any) -> HttpResponse:
    """Phone, then secret. Nothing is kept between the two, and nothing tells whether the phone is known."""
    if request.method != "POST":
        return _ask_phone(request, PhoneForm())
    phone = PhoneForm(request.POST)
    if not phone.is_valid():
        return _ask_phone(request, phone)
    letters = bool(request.POST.get("letters"))
    if "secret" not in request.POST or letters:
        return _ask_secret(request, SecretForm(initial={"phone": request.POST["phone"]}, letters=letters), letters)
    form = SecretForm(request.POST, letters=bool(request.POST.get("with_letters")))
    if form.is_valid():
        now = clock.now()
        try:
            found = actions.find_by_secret(
                phone=form.cleaned_data["phone"], secret=form.cleaned_data["secret"],
                ip=limits.client_address(request), at=now,
            )  # fmt: skip
        except limits.TooManyTries as refusal:
            refuse_for_now(form, refusal)
            return _ask_secret(request, form)
        if len(found) == 1:
            return _enter(request, found[0], form.cleaned_data["borrowed"], now)
        if found:
            return _remember_choice(request, found, form.cleaned_data["borrowed"], now)
        form.add_error(None, say("people.not_recognised"))
    return _ask_secret(request, form)


def who(request: Any) -> HttpResponse:
    """Several persons share this phone and this secret: which one is here?"""
    kept = request.session.get(WHO_KEY)
    now = clock.now()
    if not kept or datetime.fromisoformat(kept["until"]) <= now:
        return redirect("people:sign_in")
    users = list(User.objects.filter(pk__in=kept["users"], is_active=True).select_related("person").order_by("pk"))
    form = WhoForm(
        request.POST if request.method == "POST" else None, persons=[user.person for user in users], lang=active()
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(user for user in users if str(user.person_id) == form.cleaned_data["who"])
        return _enter(request, chosen, kept["borrowed"], now, kept["next"])
    return form_page(request, form, "who", back=reverse("people:sign_in"))


@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Leave. Nothing of the session stays."""
    if request.user.is_authenticated:
        actions.record_sign_out(person=request.user.person, by=request.actor, at=clock.now())
    logout(request)
    messages.success(request, say("people.signed_out"))
    return redirect("people:sign_in")


@sensitive_post_parameters()
def sign_up(request: Any) -> HttpResponse:
    """Name, phone, language, PIN: four screens; earlier answers travel with the form."""
    last = len(SignUpForm.STEPS) - 1
    step = int(request.POST["step"]) if request.POST.get("step") in {"0", "1", "2", "3"} else 0
    if request.method != "POST":
        return _ask_sign_up(request, SignUpForm(step=0, initial={"language": active()}), 0)
    form = SignUpForm(request.POST, step=step)
    if not form.is_valid():
        return _ask_sign_up(request, form, step)
    if step < last:
        initial = {"language": active(), **form.cleaned_data}
        return _ask_sign_up(request, SignUpForm(step=step + 1, initial=initial), step + 1)
    now = clock.now()
    try:
        limits.passed(limits.enter(limits.Door.SIGN_UP, "", limits.client_address(request), at=now))
    except limits.TooManyTries as refusal:
        refuse_for_now(form, refusal)
        return _ask_sign_up(request, form, step)
    data = form.cleaned_data
    person = actions.sign_up(
        full_name=data["full_name"], phone=data["phone"], language=data["language"], secret=data["secret"], at=now,
    )  # fmt: skip
    messages.success(request, say("people.welcome"))
    return _enter(request, person.user, False, now)


@sensitive_post_parameters()
def recover(request: Any) -> HttpResponse:
    """Phone and the code received face to face."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            row = actions.check_code(
                phone=form.cleaned_data["phone"], code=form.cleaned_data["code"],
                ip=limits.client_address(request), at=now,
            )  # fmt: skip
        except limits.TooManyTries as refusal:
            refuse_for_now(form, refusal)
            return form_page(request, form, "recover", back=reverse("people:sign_in"))
        if row:
            request.session.cycle_key()
            request.session[CODE_KEY] = str(row.id)
            return redirect("people:recover_new")
        form.add_error(None, say("people.code_wrong"))
    return form_page(request, form, "recover", back=reverse("people:sign_in"))


@sensitive_post_parameters()
def recover_new(request: Any) -> HttpResponse:
    """The new PIN; the code is used up here, and every session of the account ends."""
    code = request.session.get(CODE_KEY)
    if not code:
        return redirect("people:recover")
    form = NewSecretForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        del request.session[CODE_KEY]
        person = actions.recover(code=UUID(code), secret=form.cleaned_data["secret"], at=now)
        if person is None:
            messages.error(request, say("people.code_expired"))
            return redirect("people:recover")
        messages.success(request, say("people.secret_kept"))
        return redirect("people:sign_in")
    return form_page(request, form, "recover_new", back=reverse("people:recover"))


def _ask_phone(request: Any, form: PhoneForm) -> HttpResponse:
    links = [(reverse("people:sign_up"), say("people.sign_up_link"))]
    return form_page(request, form, "sign_in", links=links)


def _ask_secret(request: Any, form: SecretForm, letters: bool = False) -> HttpResponse:
    links = [(reverse("people:recover"), say("people.forgotten"))]
    return form_page(
        request, form, "secret", back=reverse("people:sign_in"), links=links,
        letters=letters or bool(request.POST.get("with_letters")), offers_letters=True,
    )  # fmt: skip


def _ask_sign_up(request: Any, form: SignUpForm, step: int) -> HttpResponse:
    names = ("sign_up_name", "sign_up_phone", "sign_up_language", "sign_up_pin")
    return form_page(
        request, form, names[step], back=reverse("people:sign_in"), step=step, place=step + 1, places=len(names),
        notice=step == 0, controller=settings.CONTROLLER,
    )  # fmt: skip


def _remember_choice(request: Any, found: list[User], borrowed: bool, now: datetime) -> HttpResponse:
    request.session.cycle_key()
    request.session[WHO_KEY] = {
        "users": [user.pk for user in found], "until": (now + CHOICE_FOR).isoformat(),
        "borrowed": borrowed, "next": safe_next(request),
    }  # fmt: skip
    return redirect("people:who")


def _enter(request: Any, user: User, borrowed: bool, now: datetime, goes_to: str = "") -> HttpResponse:
    """Open the session under a new key. On somebody else's phone it ends with the browser, and in half an hour."""
    goes_to = goes_to or safe_next(request)
    request.session.pop(WHO_KEY, None)
    login(request, user, backend="wolouj.people.backends.SessionBackend")
    if borrowed:
        request.session.set_expiry(0)
        request.session[ENDS_KEY] = (now + BORROWED_FOR).isoformat()
    actions.record_sign_in(person=user.person, borrowed=borrowed, by=Actor(person=user.person_id), at=now)
    return redirect(goes_to or settings.LOGIN_REDIRECT_URL)
