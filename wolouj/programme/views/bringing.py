"""A long list written while its page says how far it is: the page is sent piece by piece, without a script."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from rulebook.engine import format as fmt
from rulebook.engine.format import Lang
from wolouj.foundation import clock
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.templatetags.say import to_html
from wolouj.foundation.words import active, say
from wolouj.programme import queries
from wolouj.programme.actions import batches
from wolouj.programme.models import Batch
from wolouj.programme.views.calls import head

LONG = 400
"""New rows from which the page says how far it is."""
MARK = "<!-- steps -->"
log = logging.getLogger(__name__)


def streamed(request: HttpRequest, thing: Batch) -> StreamingHttpResponse:
    """The page, then each step as it is reached: the last one shown hides those before it."""
    context = head(request, queries.counted().get(pk=thing.call_id), "files") | {"name": fmt.isolate_auto(thing.file)}
    page = render_to_string("programme/bringing.html", context, request)
    response = StreamingHttpResponse(_pieces(page, request, thing))
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


def _pieces(page: str, request: HttpRequest, thing: Batch) -> Iterator[str]:
    lang, before, _, after = active(), *page.partition(MARK)
    files, back = (reverse(f"programme:{name}", args=[key]) for name, key in (
        ("received", thing.call_id), ("batch", thing.pk),
    ))  # fmt: skip
    yield before
    yield _step(0, lang)
    steps = batches.bringing(batch=thing, by=request.actor, at=clock.now())
    try:
        while True:
            yield _step(next(steps), lang)
    except StopIteration as end:
        yield _end("go", say("programme.batch_done", lang, n=end.value), files, say("programme.to_files", lang))
    except GeneratorExit:
        steps.close()
        raise
    except BadInput as fault:
        yield _end("stop", getattr(fault.text, lang), back, say("programme.batch_again", lang))
    except Exception:
        log.exception("a list could not be written")
        yield _end("stop", say("programme.batch_failed", lang), back, say("programme.batch_again", lang))
    yield after


def _step(n: int, lang: Lang) -> str:
    """How far it is, in full per cents. The first is sent before any work, so that the page is never an empty box."""
    word = to_html(fmt.percent(n, lang))
    return format_html('<p><progress max="100" value="{}"></progress> <span>{}</span></p>', n, word)


def _end(sign: str, text: str, url: str, word: str) -> str:
    told = render_to_string("components/sign.html", {"kind": sign, "word": text})
    return format_html(
        '<div class="stack">{}<a class="btn btn--main btn--wide" href="{}">{}</a></div>', told, url, to_html(word)
    )
