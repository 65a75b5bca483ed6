"""The papers of a bid, in the order of the envelopes: what each kind of bidder gives, when, and when only if asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rulebook.eligibility.rules import ALSO, REGISTER, life
from rulebook.engine.facts import Bidder, BidderKind, Category, Extra, GroupingForm, Notice, Procedure, Quote, Tender
from rulebook.engine.law import Law
from rulebook.engine.papers import held, look_for, production_day
from rulebook.engine.rule import Answer, Answers, Asks, Needed, Said, ask, met, need, not_concerned, rule, unknown
from rulebook.engine.verdict import About, Confidence, Envelope, Force, OnlyIf, When

DECREE = "decree-2-22-431/"
SIGN_FOR_THEMSELVES = frozenset({BidderKind.AUTO_ENTREPRENEUR, BidderKind.NATURAL_PERSON})
FILES = Envelope.FILES
TENDER, ORDER = Procedure.TENDER, Procedure.PURCHASE_ORDER
WRITTEN = frozenset(
    {
        "declaration_on_honour", "grouping_agreement", "initialled_rules", "technical_note", "act_of_commitment",
        "price_schedule", "technical_offer", "samples", "provisional_guarantee", "additional_papers",
        "powers_of_the_agent", "confirmation_letter", "quote",
    }
)  # fmt: skip
"""Papers made for one notice: nobody holds them beforehand."""


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BIDDER,
    cites=[DECREE + "32", "order-1692-23/6", "order-1692-23/12"],
    under=TENDER,
)
def each_paper_is_signed_alone(law: Law) -> Answers:
    """In a tender each document is deposited and signed one by one, with an electronic certificate."""
    return met("one_by_one", at_most=Force.INFORMS), need("signing_certificate", When.HELD)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BIDDER,
    cites=[DECREE + "39"],
    under=TENDER,
)
def name_is_that_of_the_account(law: Law) -> Said:
    """A bid is set aside when the name on its file is not that of the portal account that sent it."""
    return met("same_name", at_most=Force.INFORMS)


@rule(
    answers=Asks.HOW_IT_GOES,
    about=About.BIDDER,
    cites=[DECREE + "35"],
    under=TENDER,
)
def bid_may_be_withdrawn(law: Law) -> Said:
    """Before the deadline a bid is withdrawn, and sent again, with the certificate that sent it."""
    return met("same_certificate", at_most=Force.INFORMS)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28", DECREE + "29"],
    under=TENDER,
)
def administrative_file(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Iterator[Answer]:
    """With the bid, each bidder proves who signs, states its honour, and shows its own register."""
    wallet = _wallet(bidder, notice, quote, law)
    yield met("at_the_deadline", at_most=Force.INFORMS)
    yield from _powers(bidder, wallet)
    limit = law("eligibility.subcontracting_limit")
    yield need("declaration_on_honour", When.WITH_BID, envelope=FILES, limit=limit)
    if bidder.kind is BidderKind.PUBLIC_ESTABLISHMENT:
        yield wallet.paper("text_of_the_establishment", When.WITH_BID)
    elif bidder.kind in REGISTER and not bidder.abroad:
        yield wallet.paper(REGISTER[bidder.kind], When.WITH_BID, life(bidder.kind, law))


def _powers(bidder: Bidder, wallet: _Wallet) -> Iterator[Answer]:
    """Nothing from who signs for himself; a power of attorney when another signs; else the powers of who signs."""
    if bidder.kind is BidderKind.PUBLIC_ESTABLISHMENT:
        return
    if bidder.kind not in SIGN_FOR_THEMSELVES:
        yield wallet.paper("powers", When.WITH_BID)
    elif bidder.represented is not False:
        only_if = None if bidder.represented else OnlyIf.ANOTHER_SIGNS
        yield need("power_of_attorney", When.WITH_BID, envelope=FILES, only_if=only_if)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28", "order-1692-23/15"],
    under=TENDER,
)
def guarantee_with_the_bid(notice: Notice) -> Answers:
    """A provisional guarantee goes with the bid where the notice asks one; one for a whole grouping."""
    if notice.guarantee is not None and not notice.guarantee:
        return not_concerned("not_asked")
    only_if = OnlyIf.ASKED_BY_NOTICE if notice.guarantee is None else None
    guarantee = need("provisional_guarantee", When.WITH_BID, envelope=FILES, only_if=only_if, shared=True)
    return met("in_the_first_envelope", at_most=Force.INFORMS), guarantee


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28"],
    under=TENDER,
)
def technical_file(notice: Notice) -> Iterator[Answer]:
    """A note on one's means, and what the rules ask more, unless a certificate of qualification replaces both."""
    if _asked(notice, Extra.QUALIFICATION):
        yield met("qualification_instead", at_most=Force.INFORMS)
        return
    yield met("note_on_means", at_most=Force.INFORMS)
    yield need("technical_note", When.WITH_BID, envelope=FILES)
    yield from _if_asked(notice, Extra.REFERENCES, "references")
    yield from _if_asked(notice, Extra.FINANCIAL_CAPACITY, "financial_capacity")


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28", "decree-2-94-223/system", "decree-2-98-984/system"],
    under=TENDER,
)
def qualification_replaces_the_note(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Answers:
    """For works a certificate of qualification, for studies an approval, where the rules require it."""
    asked = _asked(notice, Extra.QUALIFICATION)
    if asked is False or (asked is None and notice.category not in {Category.WORKS, Category.STUDIES}):
        return not_concerned("not_asked")
    paper = "studies_approval" if notice.category is Category.STUDIES else "qualification_certificate"
    only_if = None if asked else OnlyIf.ASKED_BY_RULES
    certificate = _wallet(bidder, notice, quote, law).paper(paper, When.WITH_BID, only_if=only_if)
    return met("replaces_the_note", at_most=Force.INFORMS), certificate


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28"],
    confidence=Confidence.LIKELY,
    under=TENDER,
)
def simplified_tender_asks_for_no_references(notice: Notice, law: Law) -> Said:
    """The simplified tender drops certificates of reference: the door of newcomers."""
    if notice.tender is Tender.SIMPLIFIED:
        return met("no_references", at_most=Force.INFORMS)
    if notice.tender is not None:
        return not_concerned("another_procedure")
    if notice.estimate and notice.estimate > law("deadlines.simplified_ceiling_with_vat"):
        return not_concerned("too_large_to_be_simplified")
    return met("no_references_if_simplified", at_most=Force.INFORMS)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28"],
    under=TENDER,
)
def signed_rules_and_additional_file(notice: Notice) -> Iterator[Answer]:
    """The first envelope also holds the rules and the special terms signed, and whatever else the rules list."""
    yield met("with_the_files", at_most=Force.INFORMS)
    yield need("initialled_rules", When.WITH_BID, envelope=FILES, shared=True)
    yield from _if_asked(notice, Extra.ADDITIONAL, "additional_papers", shared=True)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.QUOTE,
    cites=[DECREE + "30"],
    under=TENDER,
)
def financial_offer(law: Law) -> Answers:
    """The second envelope: the act of commitment in figures and words, and the prices; words prevail over figures."""
    act = need("act_of_commitment", When.WITH_BID, envelope=Envelope.FINANCIAL, shared=True)
    prices = need("price_schedule", When.WITH_BID, envelope=Envelope.FINANCIAL, shared=True)
    return met("words_prevail", at_most=Force.INFORMS), act, prices


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.QUOTE,
    cites=[DECREE + "31"],
    under=TENDER,
)
def technical_offer(notice: Notice) -> Answers:
    """A third envelope, the technical offer, only where the rules of consultation ask one."""
    offer = _if_asked(notice, Extra.TECHNICAL_OFFER, "technical_offer", envelope=Envelope.TECHNICAL, shared=True)
    return (met("third_envelope", at_most=Force.INFORMS), *offer) if offer else not_concerned("not_asked")


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.QUOTE,
    cites=[DECREE + "33"],
    confidence=Confidence.LIKELY,
    under=TENDER,
)
def samples(notice: Notice) -> Answers:
    """Samples or leaflets, where the rules ask them, are left before the day of the opening."""
    left = _if_asked(notice, Extra.SAMPLES, "samples", when=When.BEFORE_OPENING, envelope=None, shared=True)
    return (met("before_the_day", at_most=Force.INFORMS), *left) if left else not_concerned("not_asked")


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28"],
    under=TENDER,
)
def papers_of_the_presumptive_winner(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Iterator[Answer]:
    """Only the bidder about to be chosen gives its certificates; their age is judged the day it gives them."""
    yield met("two_times", at_most=Force.INFORMS, days=law.count("deadlines.complement_least"))
    yield from _certificates(_wallet(bidder, notice, quote, law), law, When.IF_INVITED)
    yield from _if_asked(notice, Extra.LICENCES, "licences", when=When.IF_INVITED, envelope=None)
    if notice.reserved and bidder.kind in {BidderKind.COMPANY, BidderKind.NATURAL_PERSON, None}:
        yield ask("proof_of_size")


@rule(answers=Asks.WHAT_TO_HOLD, about=About.BIDDER, cites=[DECREE + "28", DECREE + "30", DECREE + "150"])
def papers_of_a_grouping(bidder: Bidder, notice: Notice) -> Answers:
    """A grouping adds its agreement; each member gives its own administrative file; the act bears each one's share."""
    if bidder.grouping is None:
        return not_concerned("alone")
    if not _is_tender(notice):
        return not_concerned("not_established_on_an_order"), ask("grouping_on_an_order")
    return (
        met("each_its_own_file", at_most=Force.INFORMS),
        need("grouping_agreement", When.WITH_BID, envelope=FILES, shared=True),
        need("powers_of_the_agent", When.WITH_BID, envelope=FILES, only_if=OnlyIf.AGENT_SIGNS, shared=True),
        ask("technical_file_of_a_grouping"),
    )


@rule(answers=Asks.HOW_IT_GOES, about=About.BIDDER, cites=[DECREE + "150"], confidence=Confidence.LIKELY)
def members_are_bound(bidder: Bidder, notice: Notice) -> Said:
    """In a joint grouping each is bound for its part; in a joint and several one, each for the whole."""
    if bidder.grouping is None or not _is_tender(notice):
        return not_concerned("alone")
    if bidder.grouping.form is None:
        return unknown("form_not_told", remedy="choose_the_form")
    joint = bidder.grouping.form is GroupingForm.JOINT
    return met("each_for_its_part" if joint else "each_for_the_whole", at_most=Force.INFORMS)


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "28", DECREE + "91"],
    confidence=Confidence.LIKELY,
    under=ORDER,
)
def light_file_of_an_order(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> Iterator[Answer]:
    """A purchase order asks for a quote and no administrative file; the certificates are kept at hand."""
    wallet = _wallet(bidder, notice, quote, law)
    yield met("a_quote_and_little_else", at_most=Force.INFORMS)
    if bidder.kind in REGISTER and not bidder.abroad:
        yield wallet.paper(REGISTER[bidder.kind], When.HELD, life(bidder.kind, law))
    yield from _certificates(wallet, law, When.HELD)
    yield ask("papers_before_an_order")


@rule(
    answers=Asks.WHAT_TO_HOLD,
    about=About.BIDDER,
    cites=[DECREE + "91"],
    under=ORDER,
)
def letter_of_confirmation(law: Law) -> Answers:
    """Whoever offers the lowest price is invited, through the portal, to confirm by letter."""
    return met("confirmed_by_letter", at_most=Force.INFORMS), need("confirmation_letter", When.IF_INVITED)


@dataclass(frozen=True, slots=True)
class _Wallet:
    """The papers of a bidder, looked at on the earliest day they would be given."""

    bidder: Bidder
    day: date

    def paper(self, kind: str, when: When, months: int | None = None, only_if: OnlyIf | None = None) -> Needed:
        """One paper asked, with whether it is held and usable that day; ``months`` is how long it lives."""
        has = held(look_for(self.bidder, kind, *ALSO.get(kind, ()), day=self.day, months=months))
        envelope = FILES if when is When.WITH_BID else None
        if months is None:
            return need(kind, when, held=has, envelope=envelope, only_if=only_if)
        return need(kind, when, held=has, valid_for_months=months, envelope=envelope, only_if=only_if, months=months)


def _wallet(bidder: Bidder, notice: Notice, quote: Quote | None, law: Law) -> _Wallet:
    return _Wallet(bidder, production_day(notice, quote, law))


def _is_tender(notice: Notice) -> bool:
    return notice.procedure is Procedure.TENDER


def _asked(notice: Notice, extra: Extra) -> bool | None:
    """Whether the rules of consultation ask for it; ``None`` while nobody has read them."""
    return None if notice.asks is None else extra in notice.asks


def _if_asked(
    notice: Notice,
    extra: Extra,
    paper: str,
    *,
    when: When = When.WITH_BID,
    envelope: Envelope | None = FILES,
    shared: bool = False,
) -> tuple[Needed, ...]:
    """The paper where it is asked, or may be; nothing where the rules are known not to ask it."""
    asked = _asked(notice, extra)
    if asked is False:
        return ()
    return (need(paper, when, envelope=envelope, only_if=None if asked else OnlyIf.ASKED_BY_RULES, shared=shared),)


def _certificates(wallet: _Wallet, law: Law, when: When) -> Iterator[Answer]:
    """Tax, social cover and trade register, each for the kinds it is asked of; equivalents from abroad."""
    months = law.count("eligibility.certificate_validity")
    kind, abroad = wallet.bidder.kind, wallet.bidder.abroad
    taxed = OnlyIf.TAXABLE if kind is BidderKind.PUBLIC_ESTABLISHMENT else None
    tax = "foreign_tax_certificate" if abroad else "tax_certificate"
    yield wallet.paper(tax, when, months, only_if=taxed)
    if kind is not BidderKind.AUTO_ENTREPRENEUR:
        social = "foreign_social_certificate" if abroad else "cnss_certificate"
        yield wallet.paper(social, when, months)
    if abroad:
        yield wallet.paper("foreign_register_extract", when)
    elif kind not in REGISTER and kind is not BidderKind.PUBLIC_ESTABLISHMENT:
        yield wallet.paper("trade_register_extract", when, only_if=OnlyIf.BOUND_TO_REGISTER)
