"""What this room tells at once, without waiting for a clock: a question given to somebody, a person sent to a body, an
answer that came. And how all its words leave: by the way and in the hours each person chose.

Each thing has a key of its own in the outbox, so that it is said once however often this runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from rulebook.engine.format import Lang
from wolouj.alerts.kinds import Kind
from wolouj.alerts.listeners import Listener, accompanying, followers_of
from wolouj.alerts.saying import Said, few_words, lang_of, path_of, put_down
from wolouj.alerts.timing import after_quiet
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.foundation.outbox.sms import written
from wolouj.foundation.words import say
from wolouj.people.models import Person
from wolouj.support import helpers
from wolouj.support.models import HelpState, Question, Referral, ReferralState
from wolouj.support.states import ANSWERS, FIRST

GOOD_FOR = timedelta(days=7)
"""An SMS that could not leave for so long is not sent any more."""
LATELY = timedelta(days=7)
"""How far back answers are looked for; what is older was told, or is not news any more."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell somebody.

    Attributes:
        words: the key of its title, ``support.remind_<words>``.
        late: since when it waits is said; otherwise what to do.
        hers: her own affair: told as she chose for herself, not for those she accompanies.
    """

    person: UUID
    key: str
    words: str
    page: str
    about: UUID
    since: datetime
    is_sample: bool
    late: bool = False
    hers: bool = False


def news(*, at: datetime) -> Iterator[Told]:
    """What happened these days and is told once. A fixed number of queries."""
    yield from _questions(at)
    yield from _came(at)
    yield from _replied(at)


def _questions(at: datetime) -> Iterator[Told]:
    """A question to whoever owes its answer; an answer to who asked, when she has an account."""
    fresh = Question.objects.filter(state=HelpState.OPEN, asked_at__gt=at - FIRST)
    for row in fresh.order_by("asked_at", "id"):
        if row.owner_id is not None:
            key = f"given:{row.id}:{row.asked_at:%Y%m%d%H%M}"
            yield Told(row.owner_id, key, "given", "support:asked", row.id, row.asked_at, row.is_sample)
    answered = Question.objects.filter(state=HelpState.ANSWERED, answered_at__gt=at - LATELY)
    for row in answered.order_by("answered_at", "id"):
        if row.person_id is not None and (when := row.answered_at) is not None:
            key = f"answered:{row.id}:{when:%Y%m%d%H%M}"
            yield Told(row.person_id, key, "answered", "support:asked", row.id, when, row.is_sample, hers=True)


def _came(at: datetime) -> Iterator[Told]:
    """Somebody sent to a body, to its officers: her name stands on the page alone."""
    rows = Referral.objects.filter(state=ReferralState.SENT, sent_at__gt=at - FIRST).select_related("offer__provider")
    found = [(row, body) for row in rows.order_by("sent_at", "id") if (body := row.offer.provider.body_id) is not None]
    officers = helpers.officers(at=at) if found else {}
    for row, body in found:
        for one in officers.get(body, []):
            yield Told(one.id, f"came:{row.id}", "came", "support:referred", row.id, row.sent_at, row.is_sample)


def _replied(at: datetime) -> Iterator[Told]:
    """The answer of a body: to herself, and to who sent her unless she wrote it down on the phone."""
    rows = Referral.objects.filter(state__in=list(ANSWERS), answered_at__gt=at - LATELY)
    found = list(rows.select_related("participant").prefetch_related("steps").order_by("answered_at", "id"))
    senders = {row.sent_by for row in found if row.sent_by is not None}
    living = set(Person.objects.filter(id__in=senders, erased_at=None).values_list("id", flat=True))
    for row in found:
        key, when, hers = f"replied:{row.id}:{row.state}", row.answered_at or at, row.participant.person_id
        if hers is not None:
            yield Told(hers, key, "hers", "support:referral", row.id, when, row.is_sample, hers=True)
        heard = any(step.heard for step in list(row.steps.all())[-1:])
        if row.sent_by in living and row.sent_by is not None and not heard:
            yield Told(row.sent_by, key, "replied", "support:referral", row.id, when, row.is_sample)


def by_sms(*, at: datetime) -> Iterator[Message]:
    """The answer's coming, to who asked with a phone alone and said yes to an SMS. One query.

    She has no account: the message is addressed to her question, whose phone is asked when it leaves. It says that the
    answer is there and where, nothing of either.
    """
    rows = Question.objects.filter(state=HelpState.ANSWERED, answered_at__gt=at - LATELY, person=None)
    for row in rows.filter(sms_agreed_at__isnull=False).exclude(phone="").order_by("answered_at", "id"):
        lang: Lang = "fr" if row.lang == "fr" else "ar"
        who = Listener(row.id, None, lang, Channel.SMS, is_sample=row.is_sample)
        due, when = after_quiet(who.hours, at), row.answered_at or at
        words = Said(say("support.remind_answered", lang), "", say("support.sms_why", lang), "")
        made = put_down(
            words, who, Kind.ANSWER, key=f"phone:{when:%Y%m%d%H%M}", at=at, due=due, path="", until=due + GOOD_FOR
        )
        made.short = f"{written(say('support.sms_answered', lang), lang)}\n{settings.PUBLIC_URL}{told_at(made)}"
        if settings.PUBLIC_URL:  # without it there is no address to give, and nothing to say
            yield made


def told_at(message: Message) -> str:
    """The short address of her answer, without a host."""
    with override(message.lang):
        return reverse("answered:told", args=[message.code])


def phones_of(messages: Iterable[Message]) -> dict[UUID, str]:
    """Message -> the phone of who asked without an account, while her yes stands and her phone is kept. One query."""
    rows = list(messages)
    asked = Question.objects.filter(id__in={each.person for each in rows}, person=None, sms_agreed_at__isnull=False)
    known = dict(asked.exclude(phone="").values_list("id", "phone"))
    return {each.id: known[each.person] for each in rows if each.person in known}


def messages(told: Iterable[Told], at: datetime) -> Iterator[Message]:
    """One message a person. It names nobody, for a phone may lie on a table."""
    rows = list(told)
    theirs = accompanying({one.person for one in rows if not one.hers})
    own = followers_of({one.person for one in rows if one.hers})
    for one in rows:
        if (who := (own if one.hers else theirs).get(one.person)) is not None:
            yield _message(one, who, at)


def _message(one: Told, who: Listener, at: datetime) -> Message:
    lang = lang_of(who)
    words = f"support.remind_{one.words}"
    text = say("support.remind_since", lang, n=(at - one.since).days) if one.late else say(f"{words}_text", lang)
    made = put_down(
        few_words(say(words, lang), text, why=say("support.remind_why", lang), who=who), who,
        Kind.ANSWER if one.hers else Kind.ASKED, key=one.key, at=at, due=after_quiet(who.hours, at),
        path=path_of(one.page, lang, one.about),
    )  # fmt: skip
    made.is_sample = made.is_sample or one.is_sample
    return made
