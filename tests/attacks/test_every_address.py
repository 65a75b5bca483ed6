"""Every address of the product, as every kind of caller. A new address without a case fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests.advocacy.attacked import keys as pleading
from tests.attacks.conftest import UNSEEN, House, body, everything, written
from tests.orders.attacked import event_of, order_of
from tests.results.attacked import lesson, proved
from tests.training.attacked import keys
from wolouj.coaching.models import Handover, PlanAction, PlanGoal, Visit, VisitPhoto
from wolouj.cofinancing.models import BudgetLine
from wolouj.difficulties.models import Telling
from wolouj.foundation import secret_links
from wolouj.foundation.outbox.models import Message
from wolouj.meetings.models import (
    Commitment,
    CommitmentStep,
    Handout,
    Invitation,
    MeetingChange,
    Question,
    Reply,
    Series,
)
from wolouj.notices.models import BuyerMerge, BuyerProposal, Notice, NoticeLink, NoticeProposal
from wolouj.petitions.information.models import RequestStep
from wolouj.petitions.models import InformationRequest, Petition, Signature, Step
from wolouj.programme.models import Batch, Consent, Decision, DuplicateProposal, ParticipantApart
from wolouj.results.models import Period
from wolouj.support.models import Card, Condition
from wolouj.support.models import Question as HelpAsked

WRITES = frozenset({"herself", "helper acting", "coach acting"})
SEES = WRITES | {"coach"}
KNOWS = SEES | {"manager"}
HOSTS = frozenset({"coach", "manager"})
"""Who works for the body that organises the cast's meetings, while acting for herself."""
KEEPS = frozenset({"manager", "administrator"})
RUNS = frozenset({"manager"})
ACCOMPANIES = frozenset({"coach", "coach acting", "manager", "herself", "helper acting"})
"""Who reads what was done with her: herself, who acts for her, her coach, her body's manager."""
NOBODY: frozenset[str] = frozenset()
FILLS = frozenset({"herself", "helper acting", "coach"})
"""Who may write a request for money: hers, her helper's, her body's coaches."""
STUDIES = FILLS | {"manager", "finance"}
PAYS = frozenset({"manager", "finance"})


@dataclass(frozen=True)
class Case:
    """``who`` may go in; ``None``: a page about the caller's own affairs, or for everybody when ``public``."""

    who: frozenset[str] | None = None
    args: Callable[[House], dict[str, Any]] = lambda house: {}
    public: bool = False
    post_only: bool = False
    get_only: bool = False

    @property
    def closed(self) -> bool:
        """Whether some method is refused to everybody alike."""
        return self.post_only or self.get_only


def structure(house: House) -> dict[str, Any]:
    return {"id": house.structure.id}


def paper(house: House) -> dict[str, Any]:
    return {"id": house.paper.id}


def notice(house: House) -> dict[str, Any]:
    return {"notice_id": house.notice.id}


def public(house: House) -> dict[str, Any]:
    return {"notice_id": house.public.id}


def told(house: House) -> dict[str, Any]:
    return {"code": house.told.code}


def fed(house: House) -> dict[str, Any]:
    return {"token": house.feed}


def match(house: House) -> dict[str, Any]:
    return {"structure_id": house.structure.id, "notice_id": house.public.id}


def draft(house: House) -> dict[str, Any]:
    return {"draft_id": house.draft.id}


def minutes(house: House) -> dict[str, Any]:
    return {"draft_id": house.minutes.id}


def quote(house: House) -> dict[str, Any]:
    return {"quote_id": house.quote.id}


def search(house: House) -> dict[str, Any]:
    return {"search_id": house.search.id}


def linked(house: House) -> dict[str, Any]:
    return {"token": secret_links.opened(house.search.link_sealed)}


def gathering(house: House) -> dict[str, Any]:
    return {"gathering_id": house.cast.meetings["held"].gathering_id}


def door(house: House) -> dict[str, Any]:
    return {"code": house.cast.meetings["today"].gathering.code}


def row(house: House) -> dict[str, Any]:
    return {"registration_id": house.cast.meetings["held"].gathering.registrations.all()[0].id}


def point(house: House) -> dict[str, Any]:
    return gathering(house) | {"kind": "point", "item_id": house.cast.meetings["held"].points.all()[0].id}


def promise(house: House) -> dict[str, Any]:
    return {"commitment_id": house.cast.meetings["held"].commitments.all()[0].id}


def programme(house: House) -> dict[str, Any]:
    return {"programme_id": house.lived.programme.id}


def indicator(house: House) -> dict[str, Any]:
    return {"indicator_id": house.lived.programme.goals.exclude(indicators=None)[0].indicators.all()[0].id}


def period(house: House) -> dict[str, Any]:
    return {"period_id": Period.objects.get().id}


def frozen(house: House) -> dict[str, Any]:
    return {"figure_id": Period.objects.get().figures.all()[0].id}


def taken(house: House) -> dict[str, Any]:
    return {"application_id": Decision.objects.filter(outcome="selected")[0].application_id}


def open_call(house: House) -> dict[str, Any]:
    return {"call_id": house.lived.second.id}


def petition(house: House) -> dict[str, Any]:
    return {"petition_id": Petition.objects.earliest("created_at").id}


def her_question() -> dict[str, Any]:
    """Of Ftoum, on a paper, answered."""
    return {"question_id": HelpAsked.objects.get(about="paper").id}


def asked_with_a_phone() -> str:
    return secret_links.opened(HelpAsked.objects.exclude(phone="").get().link_sealed)


def told_by_sms() -> str:
    return Message.objects.get(key__startswith="answer:phone:").code


def kept(house: House) -> dict[str, Any]:
    return {"provider_id": house.referred[2].offer.provider_id}


def offered(house: House) -> dict[str, Any]:
    return {"offer_id": house.referred[2].offer_id}


def waiting(house: House) -> dict[str, Any]:
    return {"referral_id": house.referred[2].id}


def received(house: House) -> dict[str, Any]:
    return {"referral_id": house.referred[1].id}


def information(house: House) -> dict[str, Any]:
    return {"request_id": InformationRequest.objects.get(person__isnull=False).id}


def hers(house: House) -> dict[str, Any]:
    return {"application_id": house.lived.applications[0].id}


def accompanied(house: House) -> dict[str, Any]:
    return {"participant_id": house.lived.applications[0].participant_id}


def asked(house: House) -> dict[str, Any]:
    return {"request_id": house.asked.id}


def budget_line(house: House) -> dict[str, Any]:
    return {"line_id": BudgetLine.objects.get().id}


def allotted(house: House) -> dict[str, Any]:
    return {"entry_id": BudgetLine.objects.get().entries.get().id}


def asked_purchase(house: House) -> dict[str, Any]:
    return {"purchase_id": house.asked.purchases.get().id}


def asked_paper(house: House) -> dict[str, Any]:
    return {"piece_id": house.asked.pieces.all()[0].id}


CASES: dict[str, Case] = {
    "home:front": Case(public=True),
    "home:styleguide": Case(public=True),
    "home:desk": Case(),
    "home:operator": Case(get_only=True),
    "home:letter": Case(frozenset({"administrator"}), lambda h: {"message_id": h.told.id}, post_only=True),
    **{f"guides:{name}": Case(public=True, get_only=True) for name in (
        "index", "tools", "words", "days_file", "booklet",
    )},
    "guides:mine": Case(public=True, post_only=True),
    "guides:questions": Case(args=lambda h: {"slug": "payment"}, public=True, get_only=True),
    "guides:faq": Case(frozenset({"manager"}), lambda h: {
        "question_id": h.cast.meetings["held"].questions.filter(review="published")[0].id
    }),
    "guides:subject": Case(args=lambda h: {"slug": "purchase-order"}, public=True, get_only=True),
    "guides:tool": Case(args=lambda h: {"slug": "order"}, public=True, get_only=True),
    "guides:article": Case(args=lambda h: {"signature": "decree-2-22-431/91"}, public=True, get_only=True),
    **{f"people:{name}": Case(public=True) for name in ("sign_in", "who", "sign_up", "recover", "recover_new")},
    "people:sign_out": Case(public=True, post_only=True),
    **{f"people:{name}": Case() for name in (
        "account", "card", "secret", "audit", "export", "erase", "mandates", "give_mandate", "act_for", "desk",
        "desk_mandate",
    )},
    **{f"people:{name}": Case(post_only=True) for name in ("show_cin", "stop_acting")},
    "people:revoke_mandate": Case(
        frozenset({"herself", "helper", "helper acting"}), lambda h: {"pk": h.mandate.id}, post_only=True
    ),
    "people:issue_code": Case(frozenset({"coach", "manager"}), lambda h: {"person": h.person("ftoum").id}),
    **{f"structures:{name}": Case() for name in ("list", "new", "papers", "from_file")},
    "structures:page": Case(KNOWS, structure),
    "structures:export": Case(WRITES, structure, get_only=True),
    **{f"structures:{name}": Case(WRITES, structure) for name in (
        "resume", "members", "capacity", "receipts", "wallet", "paper_add",
    )},
    "structures:step": Case(WRITES, lambda h: structure(h) | {"code": "name"}),
    "structures:member_end": Case(WRITES, lambda h: structure(h) | {"member": h.member.pk}, post_only=True),
    "structures:paper_about": Case(WRITES, lambda h: structure(h) | {"kind": "tax_certificate"}),
    "structures:paper": Case(WRITES, paper),
    "structures:paper_file": Case(WRITES, paper, get_only=True),
    "structures:paper_remove": Case(WRITES, paper, post_only=True),
    **{f"notices:{name}": Case() for name in ("list", "new", "file")},
    "notices:typed": Case(post_only=True),
    "notices:draft": Case(WRITES, draft),
    "notices:mend": Case(WRITES, draft),
    "notices:confirm": Case(WRITES, draft, post_only=True),
    "notices:drop": Case(WRITES, draft, post_only=True),
    "notices:show": Case(SEES, notice),
    "notices:days": Case(SEES, notice, get_only=True),
    "notices:correct": Case(WRITES, notice),
    "notices:delete": Case(WRITES, notice, post_only=True),
    "notices:search": Case(public=True, get_only=True),
    "notices:searches": Case(get_only=True),
    "notices:search_keep": Case(),
    "notices:search_kept": Case(WRITES, search),
    **{f"notices:search_{name}": Case(WRITES, search, post_only=True) for name in ("look", "link", "delete")},
    **{f"notices:search_{name}": Case(args=linked, public=True, get_only=True) for name in ("feed", "calendar")},
    **{f"api:{name}": Case(public=True, get_only=True) for name in ("api-root", "openapi-json", "notices")},
    "notices:share": Case(SEES, notice, get_only=True),
    "notices:take": Case(args=public, public=True, post_only=True),
    "notices:reading": Case(frozenset({"coach", "manager", "administrator"}), public),
    "notices:buyers": Case(get_only=True),
    "notices:buyers_answer": Case(
        KEEPS, lambda h: {"proposal_id": BuyerProposal.objects.get().id}, post_only=True
    ),
    "notices:buyers_undo": Case(
        KEEPS, lambda h: {"said": "merged", "said_id": BuyerMerge.objects.get().id}, post_only=True
    ),
    "notices:links": Case(get_only=True),
    "notices:links_answer": Case(
        KEEPS, lambda h: {"proposal_id": NoticeProposal.objects.get().id}, post_only=True
    ),
    "notices:links_undo": Case(
        KEEPS, lambda h: {"said": "linked", "said_id": NoticeLink.objects.get().id}, post_only=True
    ),
    "notices:sources": Case(get_only=True),
    "notices:minutes": Case(),
    "notices:minutes_draft": Case(frozenset({"manager"}), minutes),
    "notices:minutes_drop": Case(frozenset({"manager"}), minutes, post_only=True),
    "matching:list": Case(get_only=True),
    **{f"matching:{name}": Case(WRITES, match, post_only=True) for name in ("answer", "back")},
    "matching:forget": Case(WRITES, lambda h: {"structure_id": h.structure.id}, post_only=True),
    "meetings:list": Case(get_only=True),
    "meetings:new": Case(),
    "meetings:ask": Case(args=door, public=True),
    "meetings:public_paper": Case(args=lambda h: door(h) | {"name": "press-fr.pdf"}, public=True, get_only=True),
    **{f"meetings:{name}": Case(HOSTS, gathering, get_only=True) for name in ("programme", "questions", "minutes")},
    "meetings:frame": Case(HOSTS, gathering),
    "meetings:edit": Case(HOSTS, gathering),
    "meetings:invitations": Case(HOSTS, gathering),
    "meetings:invite_all": Case(HOSTS, gathering, post_only=True),
    "meetings:take_back": Case(HOSTS, lambda h: {"invitation_id": Invitation.objects.all()[0].id}, post_only=True),
    "meetings:change_told": Case(HOSTS, lambda h: {"change_id": MeetingChange.objects.all()[0].id}, post_only=True),
    "meetings:series": Case(HOSTS, lambda h: {"series_id": Series.objects.all()[0].id}, get_only=True),
    "meetings:handout_new": Case(HOSTS, gathering),
    "meetings:handout_remove": Case(HOSTS, lambda h: {"handout_id": Handout.objects.get().id}, post_only=True),
    "meetings:handout": Case(args=lambda h: {
        "code": Handout.objects.get().meeting.gathering.code, "handout_id": Handout.objects.get().id
    }, public=True, get_only=True),
    "meetings:invited": Case(args=lambda h: {
        "key": secret_links.opened(Invitation.objects.all()[0].link_sealed)
    }, public=True),
    "meetings:slip": Case(HOSTS, gathering, post_only=True),
    "meetings:approve": Case(frozenset({"manager"}), gathering, post_only=True),
    "meetings:review": Case(HOSTS, lambda h: {"question_id": h.cast.meetings["held"].questions.all()[0].id}),
    "meetings:paper": Case(HOSTS, lambda h: gathering(h) | {"name": "minutes-fr.pdf"}, get_only=True),
    "meetings:new_item": Case(HOSTS, lambda h: gathering(h) | {"kind": "point"}),
    "meetings:item": Case(HOSTS, point),
    "meetings:remove": Case(HOSTS, point, post_only=True),
    "meetings:hands": Case(HOSTS, gathering),
    "meetings:answer": Case(args=lambda h: {
        "receipt": h.cast.meetings["held"].questions.all()[0].receipt
    }, public=True, get_only=True),
    "meetings:sound": Case(HOSTS, lambda h: {"question_id": Question.objects.exclude(sound="")[0].id}, get_only=True),
    "meetings:memory": Case(args=lambda h: {"code": "cash"}, public=True, get_only=True),
    "meetings:board": Case(get_only=True),
    "meetings:promises": Case(public=True, get_only=True),
    "meetings:commitment": Case(HOSTS, promise, get_only=True),
    **{f"meetings:{name}": Case(HOSTS, promise, post_only=True) for name in ("move", "reply")},
    **{f"meetings:{name}": Case(frozenset({"manager"}), promise, post_only=True) for name in ("publish", "link")},
    "meetings:review_reply": Case(
        frozenset({"manager"}), lambda h: {"reply_id": Reply.objects.all()[0].id}, post_only=True
    ),
    "meetings:take_up": Case(HOSTS, lambda h: {
        "point_id": h.cast.meetings["held"].points.filter(kind="recommendation")[0].id
    }),
    "meetings:proof": Case(
        frozenset({"coach", "manager"}), lambda h: {"step_id": CommitmentStep.objects.exclude(proof="")[0].id},
        get_only=True,
    ),
    **{f"advocacy:{name}": Case(get_only=True) for name in ("list", "councils", "calendar", "consultations")},
    **{f"advocacy:{name}": Case() for name in ("new", "new_session", "set_up", "new_consultation")},
    **{f"advocacy:{name}": Case(public=True, get_only=True) for name in ("public", "open_list")},
    "advocacy:shown": Case(args=lambda h: pleading()["sent"], public=True, get_only=True),
    "advocacy:sent": Case(args=lambda h: pleading()["as_sent"], public=True, get_only=True),
    "advocacy:cause": Case(HOSTS, lambda h: pleading()["sent"], get_only=True),
    **{f"advocacy:{name}": Case(HOSTS, lambda h: pleading()["draft"]) for name in (
        "edit", "texts", "difficulties", "articles", "fact", "consult",
    )},
    **{f"advocacy:{name}": Case(HOSTS, lambda h: pleading()["draft"], post_only=True) for name in ("measure", "ready")},
    "advocacy:step": Case(HOSTS, lambda h: pleading()["sent"], post_only=True),
    "advocacy:publish": Case(RUNS, lambda h: pleading()["sent"], post_only=True),
    "advocacy:lead": Case(HOSTS, lambda h: pleading()["draft"] | {"audience": "council"}),
    "advocacy:send": Case(RUNS, lambda h: pleading()["sent"] | {"audience": "state"}),
    "advocacy:paper": Case(HOSTS, lambda h: pleading()["sent"] | {"name": "council-fr.pdf"}, get_only=True),
    "advocacy:proof": Case(HOSTS, lambda h: pleading()["proof"], get_only=True),
    "advocacy:fact_remove": Case(HOSTS, lambda h: pleading()["fact"], post_only=True),
    "advocacy:session": Case(HOSTS, lambda h: pleading()["session"]),
    "advocacy:session_remove": Case(HOSTS, lambda h: pleading()["session"], post_only=True),
    "advocacy:consultation": Case(HOSTS, lambda h: pleading()["running"], get_only=True),
    "advocacy:edit_consultation": Case(HOSTS, lambda h: pleading()["preparing"]),
    "advocacy:turn": Case(RUNS, lambda h: pleading()["running"], post_only=True),
    **{f"advocacy:{name}": Case(HOSTS, lambda h: pleading()["running"], post_only=True) for name in ("slips", "feed")},
    "advocacy:show": Case(HOSTS, lambda h: pleading()["running"]),
    "advocacy:proposal": Case(HOSTS, lambda h: pleading()["held"]),
    "advocacy:take_part": Case(args=lambda h: pleading()["code"], public=True, get_only=True),
    **{f"advocacy:{name}": Case(args=lambda h: pleading()["code"], public=True, post_only=True) for name in (
        "vote", "propose",
    )},
    "advocacy:support": Case(args=lambda h: pleading()["supported"], public=True, post_only=True),
    "meetings:word": Case(args=lambda h: {
        "key": secret_links.opened(Commitment.objects.exclude(link_digest="")[0].link_sealed)
    }, public=True),
    "difficulties:public": Case(public=True, get_only=True),
    "difficulties:mine": Case(get_only=True),
    "difficulties:tell": Case(),
    "difficulties:register": Case(get_only=True),
    "difficulties:code": Case(args=lambda h: {"key": "cash"}, get_only=True),
    "difficulties:take_back": Case(
        frozenset({"herself"}), lambda h: {"telling_id": Telling.objects.get(code="cash", voices=1).id}, post_only=True
    ),
    "cofinancing:mine": Case(get_only=True),
    "cofinancing:begin": Case(frozenset({"herself", "helper acting", "coach"}), hers, post_only=True),
    "cofinancing:show": Case(STUDIES, asked, get_only=True),
    "cofinancing:withdraw": Case(FILLS, asked, post_only=True),
    "cofinancing:new": Case(FILLS, lambda h: asked(h) | {"kind": "item"}),
    "cofinancing:study": Case(frozenset({"coach"}), lambda h: asked(h) | {"what": "complete"}),
    "cofinancing:step": Case(FILLS, lambda h: asked(h) | {"code": "idea"}),
    "cofinancing:row": Case(FILLS, lambda h: {"kind": "item", "row_id": h.asked.items.all()[0].id}),
    "cofinancing:piece": Case(STUDIES, asked_paper, get_only=True),
    "cofinancing:turn": Case(FILLS, asked_paper, post_only=True),
    "cofinancing:desk": Case(get_only=True),
    "cofinancing:terms": Case(RUNS, open_call),
    "cofinancing:sign": Case(frozenset({"coach"}), lambda h: asked(h) | {"what": "sign"}),
    "cofinancing:end": Case(RUNS, lambda h: asked(h) | {"what": "stop"}),
    "cofinancing:buy": Case(FILLS, asked),
    "cofinancing:rule": Case(RUNS, asked),
    "cofinancing:give_back": Case(frozenset({"finance"}), asked),
    "cofinancing:paper": Case(STUDIES, lambda h: asked(h) | {"name": "agreement-fr.pdf"}, get_only=True),
    "cofinancing:purchase": Case(STUDIES, asked_purchase),
    "cofinancing:judge": Case(frozenset({"finance"}), asked_purchase, post_only=True),
    "cofinancing:ask": Case(FILLS, lambda h: {"tranche_id": h.asked.tranches.get().id}, post_only=True),
    "cofinancing:pay": Case(frozenset({"finance"}), lambda h: {"tranche_id": h.asked.tranches.get().id}),
    "cofinancing:day": Case(RUNS, open_call, get_only=True),
    "cofinancing:seats": Case(RUNS, open_call),
    "cofinancing:approve": Case(RUNS, open_call, post_only=True),
    "cofinancing:minutes": Case(RUNS, lambda h: open_call(h) | {"number": 1, "name": "minutes-fr.pdf"}, get_only=True),
    "cofinancing:finance": Case(get_only=True),
    "cofinancing:budget": Case(PAYS, programme),
    "cofinancing:export": Case(PAYS, lambda h: programme(h) | {"name": "ledger.csv"}, get_only=True),
    "cofinancing:line": Case(PAYS, budget_line, get_only=True),
    "cofinancing:allot": Case(RUNS, budget_line),
    "cofinancing:take_back": Case(frozenset({"finance"}), allotted),
    "cofinancing:register": Case(get_only=True),
    "cofinancing:gone": Case(RUNS, lambda h: {"asset_id": h.asked.assets.get().id}),
    "programme:calls": Case(public=True, get_only=True),
    "programme:call": Case(args=lambda h: {"code": h.lived.second.code}, public=True, get_only=True),
    "programme:apply": Case(args=lambda h: {"code": h.lived.second.code}, post_only=True),
    "programme:follow": Case(args=lambda h: {"token": "x" * 32}, public=True, get_only=True),
    "programme:mine": Case(get_only=True),
    "programme:file": Case(frozenset({"herself", "helper acting"}) | HOSTS, hers, get_only=True),
    "programme:withdraw": Case(frozenset({"herself", "helper acting"}) | HOSTS, hers, post_only=True),
    "programme:step": Case(frozenset({"herself", "helper acting"}) | HOSTS, lambda h: hers(h) | {"code": "project"}),
    "programme:desk": Case(get_only=True),
    "programme:new": Case(),
    "programme:programme": Case(HOSTS, programme, get_only=True),
    "programme:edit": Case(RUNS, programme),
    "programme:new_row": Case(RUNS, lambda h: programme(h) | {"kind": "goal"}),
    "programme:row": Case(RUNS, lambda h: {"kind": "goal", "row_id": h.lived.programme.goals.all()[0].id}),
    "programme:new_indicator": Case(RUNS, lambda h: {"goal_id": h.lived.programme.goals.all()[0].id}),
    "programme:call_desk": Case(HOSTS, open_call, get_only=True),
    "programme:call_edit": Case(RUNS, open_call),
    "programme:call_open": Case(RUNS, open_call, post_only=True),
    "programme:new_line": Case(RUNS, lambda h: open_call(h) | {"kind": "paper"}),
    "programme:received": Case(HOSTS, open_call, get_only=True),
    "programme:begin": Case(HOSTS, open_call),
    "programme:received_file": Case(HOSTS, hers),
    "programme:selection": Case(RUNS, open_call, get_only=True),
    "programme:act": Case(RUNS, lambda h: open_call(h) | {"what": "decide"}, post_only=True),
    "programme:committee": Case(RUNS, open_call),
    "programme:paper": Case(RUNS, lambda h: open_call(h) | {"name": "minutes-fr.pdf"}, get_only=True),
    "programme:reword": Case(RUNS, hers),
    "programme:tasks": Case(get_only=True),
    "programme:mark": Case(frozenset({"coach"}), lambda h: {"task_id": h.lived.applications[0].assignments.get().id}),
    "programme:bring": Case(HOSTS, open_call),
    "results:programmes": Case(get_only=True),
    "results:desk": Case(HOSTS, programme, get_only=True),
    "results:indicator": Case(HOSTS, indicator, get_only=True),
    "results:missing": Case(HOSTS, programme, get_only=True),
    "results:periods": Case(HOSTS, programme, get_only=True),
    "results:new_period": Case(RUNS, programme),
    "results:period": Case(HOSTS, period, get_only=True),
    "results:freeze": Case(RUNS, period, post_only=True),
    "results:drop": Case(RUNS, period, post_only=True),
    "results:report": Case(RUNS, lambda h: period(h) | {
        "donor_id": h.lived.programme.donors.all()[0].id, "name": "report.xlsx"
    }, get_only=True),
    "results:figure": Case(HOSTS, frozen, get_only=True),
    "results:correct": Case(RUNS, frozen),
    "results:facts": Case(HOSTS, lambda h: {"participant_id": h.lived.applications[0].participant_id}),
    "results:follow_ups": Case(HOSTS, programme, get_only=True),
    "results:after": Case(HOSTS, taken, get_only=True),
    "results:follow_up": Case(HOSTS, lambda h: taken(h) | {"month": 3}),
    "results:edition": Case(HOSTS, open_call, get_only=True),
    "results:learn": Case(RUNS, open_call),
    "results:close": Case(RUNS, open_call, post_only=True),
    "results:design": Case(HOSTS, open_call, get_only=True),
    "results:carry": Case(RUNS, lambda h: {"call_id": h.lived.first.id, "lesson_id": lesson(h.lived.second).id}),
    "results:relearn": Case(RUNS, lambda h: {"call_id": h.lived.second.id, "lesson_id": lesson(h.lived.second).id}),
    "results:export": Case(RUNS, programme, get_only=True),
    "results:take": Case(RUNS, lambda h: programme(h) | {"name": "all.zip"}, post_only=True),
    "results:take_extract": Case(RUNS, open_call, post_only=True),
    "results:told_proof": Case(HOSTS, lambda h: {"figure_id": proved(indicator(h)["indicator_id"]).id}, get_only=True),
    "results:choose": Case(RUNS, indicator),
    "results:tell": Case(RUNS, indicator),
    "programme:batch": Case(HOSTS, lambda h: {"batch_id": Batch.objects.get().id}),
    "programme:duplicates": Case(get_only=True),
    "programme:answer": Case(
        HOSTS, lambda h: {"proposal_id": DuplicateProposal.objects.get().id}, post_only=True
    ),
    "programme:undo": Case(
        HOSTS, lambda h: {"said": "apart", "said_id": ParticipantApart.objects.get().id}, post_only=True
    ),
    "programme:consent": Case(HOSTS, hers),
    "programme:end_consent": Case(HOSTS | {"herself"}, lambda h: hers(h) | {"purpose": "donor"}, post_only=True),
    "programme:consent_sound": Case(
        HOSTS | {"herself"}, lambda h: {"consent_id": Consent.objects.get(purpose="photo").id}, get_only=True
    ),
    "programme:sensitive": Case(HOSTS | {"herself"}, hers),
    "programme:open_sensitive": Case(RUNS | {"herself"}, hers, post_only=True),
    "training:desk": Case(get_only=True),
    "training:mine": Case(get_only=True),
    "training:new_path": Case(),
    "training:new_group": Case(),
    "training:path": Case(HOSTS, lambda h: keys()["path"], get_only=True),
    **{f"training:{name}": Case(RUNS, lambda h: keys()["path"]) for name in ("edit_path", "new_module")},
    "training:module": Case(RUNS, lambda h: keys()["module"]),
    "training:move_module": Case(RUNS, lambda h: keys()["module"], post_only=True),
    "training:group": Case(HOSTS, lambda h: keys()["group"], get_only=True),
    **{f"training:{name}": Case(RUNS, lambda h: keys()["group"]) for name in ("edit_group", "join", "plan")},
    "training:learner": Case(HOSTS | {"herself", "helper acting"}, lambda h: keys()["learner"], get_only=True),
    "training:leave": Case(RUNS, lambda h: keys()["learner"], post_only=True),
    "training:session": Case(HOSTS, lambda h: keys()["session"], get_only=True),
    "training:correct": Case(RUNS, lambda h: keys()["session"]),
    "training:cancel": Case(RUNS, lambda h: keys()["session"], post_only=True),
    "training:sheet": Case(HOSTS, lambda h: keys()["session"]),
    "training:paper": Case(HOSTS, lambda h: keys()["session"] | {"name": "sheet-fr.pdf"}, get_only=True),
    "training:scan": Case(HOSTS, lambda h: keys()["scan"], get_only=True),
    "training:faces": Case(HOSTS, lambda h: keys()["session"]),
    "training:felt": Case(frozenset({"herself", "helper acting"}), lambda h: keys()["expected"]),
    "training:voice": Case(HOSTS, lambda h: keys()["voice"], get_only=True),
    "training:test": Case(
        HOSTS | {"herself", "helper acting"}, lambda h: keys()["learner"] | {"moment": "before"}
    ),
    "training:results": Case(HOSTS, lambda h: keys()["group"], get_only=True),
    "training:certify": Case(RUNS, lambda h: keys()["group"], post_only=True),
    "training:withdraw": Case(RUNS, lambda h: keys()["certificate"]),
    "training:give_back": Case(RUNS, lambda h: keys()["certificate"]),
    "training:show_name": Case(frozenset({"herself"}), lambda h: keys()["certificate"], post_only=True),
    "training:certificate": Case(
        HOSTS | {"herself", "helper acting"}, lambda h: keys()["certificate"] | {"name": "certificate-fr.pdf"},
        get_only=True,
    ),
    "training:exercises": Case(HOSTS, lambda h: keys()["session"]),
    "training:exercise": Case(HOSTS, lambda h: keys()["exercise"], get_only=True),
    "training:practice": Case(HOSTS | {"herself", "helper acting"}, lambda h: keys()["exercise"] | keys()["learner"]),
    **{f"training:{name}": Case(
        HOSTS | {"herself", "helper acting"}, lambda h: keys()["exercise"] | keys()["learner"], get_only=True
    ) for name in ("marked", "practice_paper")},
    "training:check_any": Case(public=True, get_only=True),
    "training:check": Case(args=lambda h: {"code": "TRAINEDAAB"}, public=True, get_only=True),
    "training:round": Case(HOSTS, lambda h: keys()["session"] | {"moment": "before"}, get_only=True),
    "training:exercise_paper": Case(
        HOSTS, lambda h: keys()["exercise"] | {"name": "exercise-fr.pdf"}, get_only=True
    ),
    "training:real": Case(HOSTS, lambda h: keys()["session"]),
    "training:turn_scan": Case(HOSTS, lambda h: keys()["scan"], post_only=True),
    "training:remove_scan": Case(RUNS, lambda h: keys()["scan"], post_only=True),
    **{f"training:{name}": Case(HOSTS, lambda h: keys()["expected"], post_only=True) for name in ("arrive", "undo")},
    "coaching:desk": Case(get_only=True),
    "coaching:mine": Case(get_only=True),
    "coaching:manage": Case(),
    "coaching:capacity": Case(ACCOMPANIES, accompanied, get_only=True),
    "coaching:capacity_fill": Case(ACCOMPANIES - {"manager"}, accompanied),
    "coaching:road": Case(HOSTS, accompanied, get_only=True),
    "coaching:own_capacity": Case(
        frozenset({"herself", "helper acting"}), lambda h: {"structure_id": h.structure.id}, get_only=True
    ),
    "coaching:own_fill": Case(frozenset({"herself", "helper acting"}), lambda h: {"structure_id": h.structure.id}),
    "coaching:correct_visit": Case(frozenset({"coach"}), lambda h: {"visit_id": Visit.objects.get().id}),
    "coaching:walls": Case(get_only=True),
    "coaching:name_second": Case(post_only=True),
    "coaching:hand_over": Case(HOSTS, lambda h: {"coach_id": h.person("hayat").id}),
    "coaching:take_back": Case(HOSTS, lambda h: {"handover_id": Handover.objects.get().id}, post_only=True),
    "coaching:file": Case(HOSTS | {"herself"}, accompanied, get_only=True),
    "coaching:begin": Case(frozenset({"coach"}), accompanied, get_only=True),
    "coaching:sheet": Case(frozenset({"coach"}), lambda h: accompanied(h) | {"sheet_id": h.lived.first.id}),
    "coaching:new_goal": Case(frozenset({"coach"}), accompanied),
    "coaching:goal": Case(frozenset({"coach"}), lambda h: {"goal_id": PlanGoal.objects.get().id}),
    "coaching:new_action": Case(frozenset({"coach"}), lambda h: {"goal_id": PlanGoal.objects.get().id}),
    "coaching:change_action": Case(frozenset({"coach"}), lambda h: {"action_id": PlanAction.objects.get().id}),
    "coaching:mark_action": Case(
        frozenset({"coach"}), lambda h: {"action_id": PlanAction.objects.get().id}, post_only=True
    ),
    "coaching:visit_show": Case(ACCOMPANIES, lambda h: {"visit_id": Visit.objects.get().id}, get_only=True),
    "coaching:sound": Case(ACCOMPANIES, lambda h: {"visit_id": Visit.objects.get().id}, get_only=True),
    "coaching:photo": Case(ACCOMPANIES, lambda h: {"photo_id": VisitPhoto.objects.get().id}, get_only=True),
    "support:find": Case(public=True, get_only=True),
    "support:for_me": Case(public=True),
    "support:offer": Case(args=offered, public=True, get_only=True),
    **{f"support:{name}": Case(HOSTS, offered) for name in ("edit_offer", "new_condition")},
    "support:condition": Case(HOSTS, lambda h: {
        "condition_id": Condition.objects.filter(offer__key="mourafaka")[0].id
    }),
    "support:new_body": Case(),
    "support:first": Case(post_only=True),
    "support:newer": Case(),
    "support:body": Case(HOSTS, kept, get_only=True),
    **{f"support:{name}": Case(HOSTS, kept) for name in ("edit_body", "new_offer")},
    "support:checked": Case(
        HOSTS, lambda h: {"kind": "offer", "row_id": h.referred[2].offer_id}, post_only=True
    ),
    "support:remove": Case(
        RUNS, lambda h: {"kind": "offer", "row_id": h.referred[2].offer_id}, post_only=True
    ),
    "support:desk": Case(get_only=True),
    "support:mine": Case(get_only=True),
    "support:ask": Case(public=True),
    "support:answers": Case(public=True, get_only=True),
    "support:asked_by": Case(args=lambda h: {"token": asked_with_a_phone()}, public=True, get_only=True),
    "support:stop_sms": Case(args=lambda h: {"token": asked_with_a_phone()}, public=True, post_only=True),
    "answered:told": Case(args=lambda h: {"code": told_by_sms()}, public=True, get_only=True),
    "support:say_by": Case(args=lambda h: {"token": asked_with_a_phone()}, public=True, post_only=True),
    "support:my_questions": Case(get_only=True),
    "support:asked": Case(HOSTS | {"herself", "helper acting"}, lambda h: her_question(), get_only=True),
    "support:say": Case(HOSTS | {"herself", "helper acting"}, lambda h: her_question(), post_only=True),
    "support:hand_over": Case(HOSTS | {"herself", "helper acting"}, lambda h: her_question(), post_only=True),
    "support:new_card": Case(HOSTS, lambda h: her_question()),
    "support:card": Case(HOSTS, lambda h: {"card_id": Card.objects.get().id}, get_only=True),
    "support:edit_card": Case(HOSTS, lambda h: {"card_id": Card.objects.get().id}),
    "support:review": Case(HOSTS, lambda h: {"card_id": Card.objects.get().id}, post_only=True),
    "support:remove_card": Case(RUNS, lambda h: {"card_id": Card.objects.get().id}, post_only=True),
    "support:refer": Case(HOSTS, lambda h: {"participant_id": h.referred[2].participant_id}),
    "support:referral": Case(HOSTS | {"herself", "helper acting"}, waiting, get_only=True),
    "support:heard": Case(HOSTS, waiting, post_only=True),
    "support:withdraw": Case(HOSTS | {"herself"}, waiting, post_only=True),
    "support:referred": Case(frozenset({"officer"}), received, get_only=True),
    **{f"support:{name}": Case(frozenset({"officer"}), received, post_only=True) for name in ("receive", "answer")},
    "gatherings:find": Case(public=True),
    "gatherings:door": Case(args=door, public=True),
    "gatherings:signed": Case(args=door, public=True, get_only=True),
    "gatherings:show": Case(HOSTS, gathering, get_only=True),
    "gatherings:desk": Case(HOSTS, gathering),
    **{f"gatherings:desk_{name}": Case(HOSTS, gathering, get_only=True) for name in ("worker", "shell", "names")},
    "gatherings:desk_send": Case(HOSTS, gathering, post_only=True),
    "gatherings:paper": Case(HOSTS, lambda h: gathering(h) | {"name": "sheet-fr.pdf"}, get_only=True),
    **{f"gatherings:{name}": Case(HOSTS, row, post_only=True) for name in ("arrive", "undo", "remove")},
    **{f"alerts:{name}": Case(WRITES, lambda h: {"structure_id": h.structure.id}) for name in (
        "choose", "held", "feeds",
    )},
    **{f"alerts:{name}": Case(args=fed, public=True, get_only=True) for name in ("feed", "calendar")},
    "petitions:list": Case(get_only=True),
    "petitions:new": Case(),
    "petitions:public_list": Case(public=True, get_only=True),
    "petitions:public": Case(args=petition, public=True, get_only=True),
    "petitions:show": Case(HOSTS, petition, get_only=True),
    **{f"petitions:{name}": Case(HOSTS, petition) for name in ("text", "conditions")},
    "petitions:move": Case(HOSTS, petition, post_only=True),
    "petitions:publish": Case(RUNS, petition, post_only=True),
    "petitions:paper": Case(HOSTS, lambda h: petition(h) | {"name": "check-fr.pdf"}, get_only=True),
    "petitions:signatures": Case(HOSTS, petition, get_only=True),
    "petitions:sheets": Case(HOSTS, petition, get_only=True),
    "petitions:count": Case(HOSTS, petition, post_only=True),
    "petitions:batch": Case(HOSTS, lambda h: {"batch_id": Signature.objects.get().batch_id}, post_only=True),
    "petitions:keeper": Case(frozenset({"coach"}), petition, get_only=True),
    **{f"petitions:{name}": Case(frozenset({"coach"}), petition, post_only=True) for name in (
        "enter", "bring", "keep_scan", "withdraw",
    )},
    "petitions:show_number": Case(
        frozenset({"coach"}), lambda h: {"line_id": Signature.objects.get().pk}, post_only=True
    ),
    "petitions:show_scan": Case(
        frozenset({"coach"}), lambda h: {"batch_id": Signature.objects.get().batch_id}, post_only=True
    ),
    "petitions:authorisations": Case(get_only=True),
    "petitions:authorise": Case(frozenset({"administrator"}), petition),
    "petitions:change_keeper": Case(frozenset({"administrator"}), petition, post_only=True),
    "petitions:requests": Case(get_only=True),
    "petitions:new_request": Case(),
    "petitions:request": Case(WRITES, information, get_only=True),
    "petitions:reword_request": Case(WRITES, information),
    "petitions:move_request": Case(WRITES, information, post_only=True),
    "petitions:request_days": Case(WRITES, information, get_only=True),
    "petitions:letter": Case(WRITES, lambda h: information(h) | {"name": "request-fr.pdf"}, get_only=True),
    "petitions:request_proof": Case(
        WRITES, lambda h: {"step_id": RequestStep.objects.exclude(proof="")[0].id}, get_only=True
    ),
    "petitions:proof": Case(HOSTS, lambda h: {"step_id": Step.objects.exclude(proof="")[0].id}, get_only=True),
    "alerts:list": Case(get_only=True),
    "alerts:choose_coach": Case(),
    "alerts:follow": Case(args=public),
    "alerts:poster_index": Case(public=True, get_only=True),
    "alerts:poster": Case(args=lambda h: {"code": "05.081"}, public=True, get_only=True),
    "alerts:poster_file": Case(args=lambda h: {"code": "05.081", "name": "poster-fr.pdf"}, public=True, get_only=True),
    "told:one": Case(args=told, public=True, get_only=True),
    "told:stop": Case(args=told, public=True),
    "told:stop_at_once": Case(args=told, public=True, post_only=True),
    "bids:list": Case(),
    "bids:decide": Case(SEES, notice),
    "bids:weigh": Case(SEES, notice, post_only=True),
    "bids:difficulty": Case(WRITES, quote),
    "bids:end": Case(WRITES, quote, post_only=True),
    "bids:open": Case(SEES, notice, post_only=True),
    "bids:decline": Case(SEES, notice, post_only=True),
    "bids:cancel_notice": Case(WRITES, notice, post_only=True),
    **{f"bids:{name}": Case(WRITES, quote) for name in ("show", "prices", "deposit", "share")},
    **{f"bids:{name}": Case(WRITES, quote, post_only=True) for name in ("keep_loss", "ready", "reopen", "follow")},
    "bids:line": Case(WRITES, lambda h: quote(h) | {"position": 0}),
    "bids:paper": Case(WRITES, lambda h: quote(h) | {"name": "quote.pdf"}),
    **{f"orders:{name}": Case(get_only=True) for name in ("list", "late")},
    "orders:new": Case(),
    "orders:from_quote": Case(WRITES, quote, post_only=True),
    "orders:show": Case(SEES, order_of, get_only=True),
    "orders:edit": Case(WRITES, order_of),
    "orders:tell": Case(WRITES, lambda h: order_of(h) | {"kind": "delivered"}),
    "orders:paper": Case(SEES, lambda h: order_of(h) | {"name": "delivery-note.pdf"}, get_only=True),
    **{f"orders:{name}": Case(SEES, event_of, get_only=True) for name in ("event", "kept")},
    "orders:correct": Case(WRITES, event_of),
    "orders:take_back": Case(WRITES, event_of, post_only=True),
    "bids:receipt": Case(WRITES, lambda h: {"receipt_id": h.receipt.id}),
}  # fmt: skip
PAPERS = ("quote.pdf", "quote.xlsx", "quote.txt", "checklist.pdf")


def named(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from named(entry, f"{entry.namespace}:" if entry.namespace else space)
        else:
            assert isinstance(entry, URLPattern)
            yield f"{space}{entry.name}" if entry.name else str(entry.pattern)


ADDRESSES = sorted(name for name in named(get_resolver()) if name)


def test_every_address_has_a_case() -> None:
    assert set(ADDRESSES) == set(CASES)


def url_of(name: str, house: House) -> str:
    with translation.override("fr"):
        return reverse(name, kwargs=CASES[name].args(house))


def refused(caller: str, answer: Any, closed: bool) -> bool:
    """A visitor is sent to sign in, anybody else finds nothing; a method that is never allowed may say so."""
    if answer.status_code == 405:
        return closed
    if caller == "anonymous":
        return answer.status_code == 302 and answer.url.startswith("/fr/people/sign-in/?next=/")
    return bool(answer.status_code == 404)


@pytest.mark.parametrize("name", [n for n in ADDRESSES if n in CASES and CASES[n].who is not None])
def test_who_may_not_finds_nothing_and_changes_nothing(name: str, house: House) -> None:
    case, url = CASES[name], url_of(name, house)
    before = written()
    for caller, browser in house.callers.items():
        if caller in (case.who or NOBODY):
            continue
        # Whoever is acting is sent to stop first, on pages about herself.
        acting = "acting" in caller and name == "people:issue_code"
        # The gate is the same whoever knocks: what no caller may send, and the rare methods, are tried by two.
        by_two = caller in ("anonymous", "stranger")
        methods = [*("get",) * (by_two or not case.post_only), *("post",) * (by_two or not case.get_only)]
        for method in methods + ["head", "put", "options"] * by_two:
            answer = getattr(browser, method)(url)
            away = acting and answer.status_code == 302 and answer.url == "/fr/people/act-for/"
            assert away or refused(caller, answer, case.closed), (caller, name, answer.status_code)
            assert UNSEEN.encode() not in body(answer)
    assert written() == before


@pytest.mark.parametrize("name", [n for n in ADDRESSES if n in CASES and CASES[n].who is not None])
def test_who_may_goes_in(name: str, house: House) -> None:
    case, url = CASES[name], url_of(name, house)
    for caller in sorted(case.who or NOBODY):
        answer = house.callers[caller].get(url)
        body(answer)
        assert answer.status_code == 405 if case.post_only else answer.status_code in (200, 302), (caller, name)


@pytest.mark.parametrize("name", [n for n in ADDRESSES if n in CASES and CASES[n].who is None])
def test_pages_of_ones_own_show_nothing_of_others(name: str, house: House) -> None:
    case, url = CASES[name], url_of(name, house)
    for caller, browser in house.callers.items():
        if caller in WRITES:
            continue
        answer = browser.get(url)
        if case.post_only:
            assert answer.status_code == 405 or refused(caller, answer, False)
        elif caller == "anonymous" and not case.public:
            assert refused(caller, answer, False), (name, answer.status_code)
        else:
            assert answer.status_code in (200, 302, 403, 404), (caller, name, answer.status_code)
            shown = body(answer).decode(errors="replace")
            assert UNSEEN not in shown and str(house.quote.id) not in shown, (caller, name)
            assert str(house.structure.id) not in shown and str(house.paper.id) not in shown, (caller, name)


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_of_a_quote_opens_to_another(name: str, house: House) -> None:
    url = f"/fr/quotes/{house.quote.id}/papers/{name}"
    for caller, browser in house.callers.items():
        answer = browser.get(url)
        if caller in WRITES:
            assert answer.status_code == 200
            assert answer["Cache-Control"] == "private, no-store"
        else:
            assert refused(caller, answer, False), caller
    assert house.callers["herself"].get(f"/fr/quotes/{house.quote.id}/papers/..%2f..%2fkeys").status_code == 404


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_forged_post_is_refused_everywhere(name: str, house: House) -> None:
    before = written()
    for caller in ("herself", "anonymous"):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = house.callers[caller].cookies
        assert browser.post(url_of(name, house)).status_code in (403, 405), name
    assert written() == before


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case.post_only])
def test_what_writes_is_never_a_get(name: str, house: House) -> None:
    before = written()
    for method in ("get", "head", "put", "delete"):
        answer = getattr(house.callers["herself"], method)(url_of(name, house))
        assert answer.status_code == 405, (name, method)
    assert written() == before


OF_PUBLIC = [
    *(f"notices:{name}" for name in ("show", "share", "days", "correct", "delete", "reading", "take")),
    *(f"bids:{name}" for name in ("decide", "open", "decline", "weigh", "cancel_notice")),
]
CORRECTS = frozenset({"coach", "manager", "administrator"})


@pytest.mark.parametrize("name", OF_PUBLIC)
def test_a_public_notice_is_read_by_all_and_changed_by_nobody(name: str, house: House) -> None:
    """The same addresses with a public notice in them: nothing of it moves, whoever knocks."""
    with translation.override("fr"):
        url = reverse(name, kwargs={"notice_id": house.public.id})
    before = Notice.objects.filter(id=house.public.id).values().get()
    for caller, browser in house.callers.items():
        answer = browser.get(url)
        if name in ("notices:show", "notices:share"):
            assert answer.status_code == 200, caller
        elif name in ("notices:reading", "notices:correct"):
            ways = (200, 302) if caller in CORRECTS else (404, 302) if caller == "anonymous" else (404,)
            assert answer.status_code in ways, (caller, answer.status_code)
        assert answer.status_code < 500
        if name in ("notices:correct", "notices:delete", "bids:cancel_notice"):
            sent = browser.post(url, {"object": "x", "reference": "x"})
            assert sent.status_code in (302, 404), (caller, sent.status_code)
    assert Notice.objects.filter(id=house.public.id).values().get() == before


def test_a_write_is_noticed_even_when_it_is_undone(house: House) -> None:
    before = written()
    with transaction.atomic():
        house.structure.save()
        transaction.set_rollback(True)
    assert written() != before


def test_ids_that_are_nobodys_are_not_found(house: House) -> None:
    hers = house.callers["herself"]
    for url in (
        f"/fr/quotes/{uuid4()}/", f"/fr/notices/{uuid4()}/", f"/fr/structures/{uuid4()}/",
        f"/fr/quotes/receipts/{uuid4()}/",
        f"/fr/quotes/{house.quote.id}/prices/99/", f"/fr/quotes/{house.quote.id}/prices/{10**40}/",
        f"/fr/structures/paper/{uuid4()}/file/", "/media/papers/x.jpg", "/files/papers/x.jpg", "/static/../settings.py",
    ):  # fmt: skip
        assert hers.get(url).status_code == 404, url
    assert hers.post(f"/fr/structures/{house.structure.id}/people/{10**40}/end/").status_code == 404


def test_another_persons_structure_cannot_be_named_in_a_form(house: House) -> None:
    """Karim names Ftoum's cooperative on his own notice; a coach who is not acting names hers."""
    karim, his = house.callers["rival"], house.cast.notices["karim"]
    before = everything()
    for act in ("open", "decline"):
        answer = karim.post(f"/fr/quotes/decide/{his.id}/{act}/", {"structure": str(house.structure.id)})
        assert answer.status_code == 302 and answer.url == f"/fr/quotes/decide/{his.id}/"
        answer = house.callers["coach"].post(
            f"/fr/quotes/decide/{house.notice.id}/{act}/", {"structure": str(house.structure.id)}
        )
        assert answer.status_code == 302 and answer.url == f"/fr/quotes/decide/{house.notice.id}/"
        assert karim.post(f"/fr/quotes/decide/{his.id}/{act}/", {"structure": "' OR 1=1 --"}).status_code == 302
    assert everything() == before


@pytest.mark.parametrize("to", ["ready", "draft", "cancelled", "won", "sent", "nothing", "", "DRAFT", "\x00"])
def test_a_quote_takes_no_step_out_of_order(to: str, house: House) -> None:
    before = everything()
    answer = house.callers["herself"].post(f"/fr/quotes/{house.quote.id}/follow/", {"to": to, "reason": "\x00"})
    assert (answer.status_code == 302 and everything() == before) or to == "sent"
    house.quote.refresh_from_db()
    assert house.quote.state == "draft"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
                                  "https:evil.example", "/%0d%0aLocation:%20https://evil.example"])  # fmt: skip
def test_the_way_after_sign_in_stays_in_the_house(away: str, house: House) -> None:
    data = {"phone": "0600000001", "secret": "204816", "next": away}
    answer = Client().post("/fr/people/sign-in/", data)
    assert answer.status_code == 302 and answer.url.startswith("/") and "evil.example" not in answer.url.split("%0")[0]
    assert not answer.url.startswith(("//", "/\\"))


def test_the_other_language_is_on_this_house(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    for answer in (Client().get("//evil.example/fr/"), strict.post("//evil.example/fr/people/sign-in/")):
        assert b'href="//evil' not in answer.content
