"""Files on their way in, through a form, and out again, to whoever may see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.sounds import TYPES
from wolouj.foundation.uploads import Upload
from wolouj.foundation.words import active

Safe = TypeVar("Safe")


def made_safe(upload: Upload | None, clean: Callable[[Upload], Safe]) -> Safe | None:
    """What ``clean`` makes of the file of a form; nothing when none was chosen.

    Raises:
        ValidationError: what is wrong with it, in the language of the page.
    """
    if not upload:
        return None
    try:
        return clean(upload)
    except BadInput as fault:
        raise forms.ValidationError(getattr(fault.text, active())) from fault


def sent_back(file: FieldFile, name: str = "proof") -> FileResponse:
    """A kept photo, to be looked at, or a kept PDF, to be taken; neither may run anything.

    Raises:
        Http404: the file is not where it was kept.
    """
    pdf = bool(file.name and file.name.endswith(".pdf"))
    kind = "application/pdf" if pdf else "image/jpeg"
    try:
        opened: Any = file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(opened, content_type=kind, as_attachment=pdf, filename=f"{name}.{'pdf' if pdf else 'jpg'}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def kept_sound(file: FieldFile, asked: str = "") -> HttpResponse:
    """A recording kept as it came, to be listened to; ``asked`` as in :func:`played`."""
    if not file:
        raise Http404
    try:
        with file.open("rb") as opened:
            sound = opened.read()
    except FileNotFoundError as fault:
        raise Http404 from fault
    return played(sound, str(file.name).rsplit(".", 1)[-1], asked)


_PART = re.compile(r"bytes=(?=\d|-\d)(\d{0,12})-(\d{0,12})")


def played(sound: bytes, extension: str, asked: str = "") -> HttpResponse:
    """A recording to be listened to, never kept by the browser, whole or the part that its player asks for.

    Args:
        extension: a key of :data:`wolouj.foundation.sounds.TYPES`.
        asked: the ``Range`` header, or nothing. Some phones play no sound that cannot be had by parts. One part at a
            time; anything else is answered by the whole.
    """
    part = _PART.fullmatch(asked)
    start, end = _bounds(part[1], part[2], len(sound)) if part else (0, len(sound))
    if start >= end:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(sound)}"})
    else:
        response = HttpResponse(sound[start:end], content_type=TYPES[extension], status=206 if part else 200)
        response["Content-Disposition"] = f'inline; filename="voice.{extension}"'
        if part:
            response["Content-Range"] = f"bytes {start}-{end - 1}/{len(sound)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First byte and the one after the last; empty (``start >= end``) when the part is not there."""
    if not first:  # the last so many
        return max(size - int(last), 0), size
    return int(first), min(int(last) + 1, size) if last else size
