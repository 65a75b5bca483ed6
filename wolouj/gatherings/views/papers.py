"""The papers of a gathering."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wolouj.foundation import clock
from wolouj.gatherings import papers
from wolouj.gatherings.loading import load_gathering
from wolouj.gatherings.models import Gathering, Kind
from wolouj.gatherings.views.addresses import address, desk_path
from wolouj.people.permissions import required


def load_paper(gathering_id: UUID, name: str) -> Gathering:
    """The gathering of the address, with the paper asked for."""
    if name not in papers.FILES:
        raise Http404
    found = load_gathering(gathering_id)
    found.asked_file = name  # type: ignore[attr-defined]
    return found


@required("see", load_paper, "attendance")
@require_safe
def paper(request: HttpRequest, thing: Gathering) -> HttpResponse:
    """The sheet to sign, the copy without phones, the poster of the door, the badges."""
    name: str = thing.asked_file  # type: ignore[attr-defined]
    kind, lang = papers.FILES[name]
    at = clock.now()
    if kind == "poster":
        content = papers.poster_pdf(thing, lang=lang, at=at, door=address(request, "gatherings:door", thing, lang))
    elif kind == "badges":
        wall = "meetings:ask" if thing.kind == Kind.MEETING else "gatherings:door"
        desk_url = request.build_absolute_uri(desk_path(thing, lang))
        content = papers.badges_pdf(
            thing, lang=lang, at=at, ask=address(request, wall, thing, lang), desk=f"{desk_url}?r="
        )
    else:
        content = papers.attendance_pdf(thing, lang=lang, public=kind == "list", at=at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
