"""The paper wallet: what is held, what lacks, one paper, its file behind its rights."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wolouj.foundation import words
from wolouj.foundation.bad_input import BadInput
from wolouj.foundation.ways import and_back, safe_next
from wolouj.foundation.words import say
from wolouj.people.permissions import may
from wolouj.reference.coded import paper_kinds, paper_name, papers_for
from wolouj.structures import actions, forms, queries
from wolouj.structures.models import Paper, Structure
from wolouj.structures.readiness import Need, Readiness, State, current_papers, readiness
from wolouj.structures.views.common import actor_of, guarded, load_paper, load_structure, now, today
from wolouj.structures.views.pages import _card, shown_name, structure_or_choice


def mine(request: HttpRequest) -> HttpResponse:
    """The wallet of her structure; a choice when she has several."""
    if actor_of(request).person is None:
        return redirect_to_login(request.get_full_path())
    only, several = structure_or_choice(request)
    if only:
        return redirect("structures:wallet", id=only)
    return render(request, "structures/papers_choose.html", {"structures": [_card(s) for s in several]})


@guarded("see", load_structure, "paper")
def wallet(request: HttpRequest, structure: Structure) -> HttpResponse:
    """Am I ready: the verdict, the strip, the one thing to do first, then every number and paper."""
    ready = readiness(structure, on=today())
    first = ready.first
    page: dict[str, Any] = {"structure": structure, "name": shown_name(structure), "ready": ready}
    page["verdict"] = _verdict(ready)
    page["cells"] = [_CELL[n.state] for n in reversed(ready.papers)]
    page["counts"] = _counts(ready)
    page["first"] = _first(structure, first) if first else None
    shown = [n for n in ready.needs if n.what != "paper"]
    change = may(actor_of(request), "change", structure)
    page["here"] = here = reverse("structures:wallet", args=[structure.id])
    page["numbers"] = [_row(structure, n) | {"url": _question(structure, n, here) if change else ""} for n in shown]
    page["papers"] = [_row(structure, n) for n in ready.papers]
    page["sometimes"] = [_row(structure, n) for n in ready.of("sometimes") if n.paper is None]
    page["change"] = may(actor_of(request), "create", "paper", structure)
    return render(request, "structures/wallet.html", page)


_CELL = {State.OK: "go", State.SOON: "watch", State.EXPIRED: "watch", State.UNDATED: "unknown", State.MISSING: "stop"}


def _verdict(ready: Readiness) -> dict[str, str]:
    lacking = [n for n in ready.of("orders") if n.lacking and n.what != "paper"]
    if lacking:
        names = f"{say('structures.comma')} ".join(getattr(n.name, words.active()) for n in lacking)
        why = say("structures.ready_why_lacking", what=names)
        return {"kind": "watch", "word": say("structures.ready_almost_word"), "why": why}
    left = [n for n in ready.of("tenders") if n.lacking]
    why = say("structures.ready_why_tenders", n=len(left)) if left else say("structures.ready_why_all")
    return {"kind": "go", "word": say("structures.ready_orders_word"), "why": why}


def _counts(ready: Readiness) -> list[str]:
    counts = ready.counts
    said = [say("structures.strip_good", good=counts["good"], total=counts["total"])]
    said += [say(f"structures.strip_{key}", n=counts[key]) for key in ("soon", "expired", "lacking") if counts[key]]
    return said


def _row(structure: Structure, need: Need) -> dict[str, Any]:
    """One line of the list: sign and word, name, what it is for or until when, where it leads."""
    number = need.what != "paper"
    suffix = "_number" if number and need.state in (State.OK, State.MISSING) else ""
    word = "aside" if need.sign == "aside" else f"{need.state}{suffix}"
    row = {"sign": need.sign, "word": say(f"structures.state.{word}"), "name": need.name, "need": need}
    row["detail"] = _detail(need)
    return row


def _question(structure: Structure, need: Need, back: str) -> str:
    """The question that fills a number, coming back to the list."""
    return and_back(reverse("structures:step", args=[structure.id, need.code]), back)


def _detail(need: Need) -> str:
    if need.what != "paper":
        return ""
    if need.expires:
        if need.state is State.EXPIRED:
            return say("structures.ended_on", end=need.expires)
        return say("structures.until", end=need.expires)
    if need.paper:
        return "" if need.state is State.UNDATED else say("structures.no_end")
    return say("structures.only_tenders") if need.needed == "tenders" else ""


def _first(structure: Structure, need: Need) -> dict[str, Any]:
    verb = {State.EXPIRED: "renew", State.SOON: "renew", State.UNDATED: "date"}.get(need.state, "add")
    verb = "number" if need.what != "paper" else verb
    first: dict[str, Any] = {"need": need, "sign": "watch", "title": say(f"structures.do_{verb}", paper=need.name)}
    first["when"] = first["takes"] = ""
    if need.expires:
        key = "ended_on" if need.state is State.EXPIRED else "ends_on"
        first["when"] = say(f"structures.{key}", end=need.expires)
    if need.kind and need.kind.takes:
        first["takes"] = say("structures.takes", days=need.kind.takes)
    return first


@guarded("see", load_structure, "paper")
def about(request: HttpRequest, structure: Structure, *, kind: str) -> HttpResponse:
    """One kind of paper: why, how, where, how long; the one held is one tap away."""
    found = next((n for n in readiness(structure, on=today()).needs if n.what == "paper" and n.code == kind), None)
    if found is None or found.kind is None:
        raise Http404
    held = current_papers(structure).get(kind, [])
    page = {"structure": structure, "need": found, "row": _row(structure, found), "held": held[0] if held else None}
    page["next"] = safe_next(request)
    page["change"] = may(actor_of(request), "create", "paper", structure)
    return render(request, "structures/paper_about.html", page)


@guarded("create", load_structure, "paper")
def add(request: HttpRequest, structure: Structure) -> HttpResponse:
    """A new paper: the photo first, then its dates. The kind comes with the address when it is known."""
    fixed = request.GET.get("kind", "")
    if fixed not in paper_kinds():
        fixed = ""
    form = forms.PaperForm(
        request.POST or None,
        request.FILES or None,
        structure=structure,
        kinds=papers_for(structure.kind),
        fixed=fixed,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_paper(structure, **form.cleaned_data, by=actor_of(request), at=now())
        except BadInput as bad:
            form.bad(bad)
        else:
            messages.success(request, say("structures.saved.paper"))
            if back := safe_next(request):
                return redirect(back)
            filling = structure.setup_step == "papers"
            return redirect(*(("structures:resume",) if filling else ("structures:wallet",)), id=structure.id)
    page = {"structure": structure, "form": form, "fixed": paper_name(fixed) if fixed else None}
    page["next"] = safe_next(request)
    return render(request, "structures/paper_add.html", page)


@guarded("see", load_paper)
def paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """One paper: its picture, its dates, what came before."""
    structure = load_structure(id=paper.structure_id)
    need = next((n for n in readiness(structure, on=today()).needs if n.paper and n.paper.pk == paper.pk), None)
    page: dict[str, Any] = {"paper": paper, "structure": structure, "name": paper_name(paper.kind), "need": need}
    page["row"] = _row(structure, need) if need else None
    page["history"] = queries.history(paper)
    page["change"] = may(actor_of(request), "delete", paper)
    return render(request, "structures/paper.html", page)


@require_safe
@guarded("see", load_paper)
def paper_file(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The file itself: only types we wrote ourselves, never guessed, never kept by a shared cache."""
    if not paper.file:
        raise Http404
    kind = "application/pdf" if paper.file_is == "pdf" else "image/jpeg"
    suffix = "pdf" if paper.file_is == "pdf" else "jpg"
    try:
        opened = paper.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    # A PDF is handed over as a file, a photo may be shown in a page: our own image type runs nothing.
    response = FileResponse(opened, content_type=kind, as_attachment=suffix == "pdf", filename=f"{paper.kind}.{suffix}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
@guarded("delete", load_paper)
def remove(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Take a paper out of the wallet."""
    actions.remove_paper(paper, by=actor_of(request), at=now())
    messages.success(request, say("structures.saved.paper_removed"))
    return redirect("structures:wallet", id=paper.structure_id)
