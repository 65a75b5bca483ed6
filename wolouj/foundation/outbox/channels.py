"""The ways out. Each takes a message and an address, and returns, or says what is wrong and whether to try again.

The console shows e-mails until a server is set; no SMS leaves until a gateway is set (``docs/operate.md``).
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage

from rulebook.engine.format import Lang, plain
from wolouj.foundation.outbox.models import Channel, Message
from wolouj.foundation.words import say

PATIENCE = 10
"""Seconds a gateway has to answer."""
FOR_GOOD = frozenset({400, 404, 405, 410, 413, 422})
"""Answers of a gateway that no second try will change: this message is refused."""
KNOWN = frozenset({200, 201, 202, 204, 208, 409})
"""It has it: 208 and 409 are "I had it already", said of a key seen before."""


class Trouble(Exception):
    """It did not leave. ``code`` is a word of ours; ``for_good`` when trying again is useless."""

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code, self.for_good = code, for_good


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send: a phone or an e-mail; empty for the page."""

    to: str = ""


def send(message: Message, address: Address) -> None:
    """Send one message.

    Raises:
        Trouble: it did not leave, or nobody knows whether it did.
    """
    {Channel.PAGE: _page, Channel.EMAIL: _email, Channel.SMS: _sms}[Channel(message.channel)](message, address)


def open_channels() -> list[Channel]:
    """The ways out that work here."""
    return [Channel.PAGE, Channel.EMAIL, *([Channel.SMS] if settings.SMS["url"] else [])]


def link(message: Message) -> str:
    """The whole short address of a message; empty when nobody told where the house is reached."""
    base: str = settings.PUBLIC_URL
    return f"{base}/{message.lang}/a/{message.code}/" if base else ""


def _page(message: Message, address: Address) -> None:
    """Shown in the house: there is nothing to send."""


def _email(message: Message, address: Address) -> None:
    where, lang = link(message), cast("Lang", message.lang)
    parts = [message.text, message.why, where, say("foundation.outbox.foot", lang, stop=f"{where}stop/")
             if where else ""]  # fmt: skip
    headers = {"Message-ID": f"<{message.id}@wolouj>", "Auto-Submitted": "auto-generated"}
    if where:
        headers |= {"List-Unsubscribe": f"<{where}stop/now/>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMessage(
        plain(message.title),
        "\n\n".join(part for part in map(_mailed, parts) if part),
        to=[address.to],
        headers=headers,
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        raise Trouble("mail_refused", for_good=True) from refused
    except SMTPException as wrong:
        raise Trouble("mail_server") from wrong
    except OSError as away:
        raise Trouble("mail_unreachable") from away


def _mailed(text: str) -> str:
    """Isolates stay in a mail: every reader of mails of these ten years holds them."""
    return text.strip()


def _sms(message: Message, address: Address) -> None:
    gateway = settings.SMS
    if not gateway["url"]:
        raise Trouble("sms_off")
    told = {"key": str(message.id), "to": address.to, "from": gateway["sender"], "text": message.short}
    request = urllib.request.Request(
        gateway["url"], json.dumps(told, ensure_ascii=False).encode(), method="POST",
        headers={
            "Content-Type": "application/json; charset=utf-8", "Idempotency-Key": str(message.id),
            **({"Authorization": f"Bearer {gateway['token']}"} if gateway["token"] else {}),
        },
    )  # fmt: skip
    try:
        with _straight.open(request, timeout=PATIENCE) as answer:
            code = answer.status
    except urllib.error.HTTPError as refused:
        code = refused.code
    except (OSError, ValueError) as away:
        slow = isinstance(away, TimeoutError) or isinstance(getattr(away, "reason", None), TimeoutError)
        raise Trouble("sms_late" if slow else "sms_unreachable") from away
    if code not in KNOWN:
        raise Trouble(f"sms_{code}", for_good=code in FOR_GOOD)


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A gateway that sends elsewhere is not followed: phones go to the address the operator wrote, and no other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_straight = urllib.request.build_opener(_NoWayRound)
