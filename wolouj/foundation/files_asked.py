"""Files on their way in, through a form, and out again, to whoever may see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from wolouj.foundation.bad_input import BadInput
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
