"""The written table: role × object × act → scope.

Data only; read by :mod:`wolouj.people.permissions`, printed in docs/rights.md.

What is not written is refused. To give a right, write a line here, run ``wolouj rights``, and say why in the commit.
"""

from __future__ import annotations

from enum import StrEnum

from wolouj.people.roles import Role


class Scope(StrEnum):
    """How far a right reaches."""

    OWN = "own"
    """Things of which she is an owner, while she acts for herself."""
    ACTING = "acting"
    """Things of the person she now acts for, under a live mandate."""
    MANDATED = "mandated"
    """Things of any person who gave her a live mandate (only that person's while she acts for one)."""
    HELD = "held"
    """Mandates she holds, tasks given to her."""
    SAME_BODY = "same_body"
    """Things of persons her body accompanies, or the body itself."""
    ANY = "any"
    """Everything of that kind."""
    PUBLIC = "public"
    """Everything of that kind, signed in or not, whoever she acts for."""
    NONE = "none"


class Act(StrEnum):
    """What one may do to a thing."""

    SEE = "see"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    ACT_FOR = "act_for"
    ISSUE_CODE = "issue_code"
    EXPORT = "export"
    ERASE = "erase"


class Thing(StrEnum):
    """The kinds of thing rights are written about."""

    PERSON = "person"
    STRUCTURE = "structure"
    PAPER = "paper"
    NOTICE = "notice"
    PUBLIC_NOTICE = "public_notice"
    """A notice imported from what is published, and what was understood of it and of its buyer."""
    SAVED_SEARCH = "saved_search"
    """A search a person keeps, its name and its secret link."""
    SEARCH_FEED = "search_feed"
    """The public notices of a kept search, reached by its secret link: nothing in it tells whose it is."""
    BUYER = "buyer"
    """Which names are one buyer's: it changes what everybody finds, so it is said by those who keep the house."""
    PUBLISHED_MINUTES = "published_minutes"
    """Minutes of an opening as read from a file, with every bidder's name: who sent them, until she confirms."""
    QUOTE = "quote"
    PRICE = "price"
    RECEIPT = "receipt"
    ORDER = "order"
    """An order won: its amounts, its days, its papers. Behind the wall between rivals, as the price it came from."""
    MANDATE = "mandate"
    AUDIT = "audit"
    BODY = "body"
    ACCOUNT_CODE = "account_code"
    GATHERING = "gathering"
    """A meeting or a training: its day, its place, its agenda, what was agreed."""
    ATTENDANCE = "attendance"
    """Who signed up and who came, with names and phones."""
    DOOR = "door"
    """The public page of a gathering, reached by its code: signing up, asking, reading what was published."""
    WALL = "wall"
    """The questions asked at a meeting, those held for review included."""
    ALERT = "alert"
    """What one was told, how one wants to be told, what one follows."""
    SECRET_LINK = "secret_link"
    """What opens by an address nobody guesses: a message that was sent, a feed. Whoever holds it may open it."""
    JOB = "job"
    """What runs apart from the pages: how it went, what failed, messages that could not leave."""
    MINUTES = "minutes"
    """The minutes of a meeting; to approve them is to create a version."""
    COMMITMENT = "commitment"
    """What became of a promise; to create is to publish it, or the institution's line about it."""
    CAUSE = "cause"
    """What a body pleads, and what it asks its network; to create is to send it, to publish it, to open or close it."""
    ANSWER = "answer"
    """An answer checked by an expert; to create is to let it join the public questions of a guide."""
    DIFFICULTY = "difficulty"
    """One difficulty somebody told, with who told it."""
    REGISTER = "register"
    """The difficulties told, counted as people, without who; to create is to count hands at a meeting."""
    PUBLISHED = "published"
    """What a person of the house decided to show to anybody, or what is counted over the least group."""
    PROGRAMME = "programme"
    """A support programme: donors, results, calls and their grids."""
    CALL = "call"
    """The public page of an open call."""
    APPLICATION = "application"
    """A person's file at a body and what she tells for one call."""
    CONSENT = "consent"
    """What she agreed to, one use at a time, and her recorded yes: each hearing leaves a line. To change is to end."""
    SENSITIVE = "sensitive"
    """Facts of private life (health, violence), encrypted; each opening leaves a line."""
    INTAKE = "intake"
    """Spreadsheets brought in, and files that may be one person's."""
    MARK = "mark"
    """A file given to one person to mark, alone."""
    SELECTION = "selection"
    """Who marks what, the ranking, the committee, the decisions and their minutes."""
    TRAINING = "training"
    """Paths of modules and groups: what a body teaches, and to whom."""
    SESSION = "session"
    """One session: who is expected, who came; whoever teaches it holds it. To delete is to cancel it."""
    LEARNER = "learner"
    """One person's way through a training. To delete is to say that she left the group."""
    CERTIFICATE = "certificate"
    """The public page of a certificate's code: the least that tells whether it holds."""
    RESULTS = "results"
    """What a programme gave: indicators with the lists behind them, periods, reports, lessons."""
    CASELOAD = "caseload"
    """Who accompanies whom; to change it is to pass files to another coach, to create is to give a file."""
    FOLLOW_UP = "follow_up"
    """What a person and her coach agreed and did: goals, actions, visits, photos, voice notes."""
    PETITION = "petition"
    """A petition: its text, conditions, road, papers, and its signatures as counts."""
    PETITION_PAGE = "petition_page"
    """What anybody reads of a petition; to create is to publish it."""
    OFFER = "offer"
    """The directory: who helps, what each offers, on what conditions. Kept by the association and by each body."""
    REFERRAL = "referral"
    """A person sent to an offer, on the side of those who sent her; to delete is to take the consent back."""
    REFERRED = "referred"
    """The same on the side of the body: only what she agreed to show, only while her consent lives."""
    CAPACITY = "capacity"
    """What a structure says it does or not yet; to create is to answer the fifteen questions."""
    RIVALRY = "rivalry"
    """Two people of a body on one notice, and who accompanies which: names, never a price."""
    IDENTITY = "identity"
    """Lines of a petition with an identity number: the named keeper's alone; each opening leaves a line."""
    AUTHORISATION = "authorisation"
    """What the CNDP allowed for one petition, recorded by the operator."""
    INFORMATION = "information"
    """A person's own request for information to an administration."""
    BODY_INFORMATION = "body_information"
    """A body's request for information: of those who work for it; never a person's own."""
    HELP = "help"
    """A question and its exchange: who asked, and the helpers of the body that owes the answer."""
    CARD = "card"
    """An answer that serves again. To create is to write it, to change is to correct or review it."""

    COFINANCING = "cofinancing"
    """A request for a part of the money: the project, its costs, its papers, its purchases."""
    PROPOSAL = "proposal"
    """The coach's word on a request: complete, sent back, proposed; the agreement signed."""
    GRANTING = "granting"
    """The rules of a call, the committee's day, its decisions and minutes, the closing and the stop."""
    LEDGER = "ledger"
    """What was allotted, set aside and paid, and what shows it; to create is to pay, or to judge a proof."""
    AFTER_CREATION = "after_creation"
    """What became of one person after her selection: what she tells at three, six and twelve months."""


ALL_OF_ONES_OWN = "see create change delete"

#: role → thing → {scope: acts}. One act has one scope for one role.
_WRITTEN: dict[Role, dict[Thing, dict[Scope, str]]] = {
    Role.VISITOR: {
        Thing.SECRET_LINK: {Scope.PUBLIC: "see change"},
        Thing.PUBLIC_NOTICE: {Scope.PUBLIC: "see"},
        Thing.SEARCH_FEED: {Scope.PUBLIC: "see"},
        Thing.DOOR: {Scope.PUBLIC: "see create"},
        Thing.PUBLISHED: {Scope.PUBLIC: "see"},
        Thing.CALL: {Scope.PUBLIC: "see"},
        Thing.OFFER: {Scope.PUBLIC: "see"},
        Thing.CERTIFICATE: {Scope.PUBLIC: "see"},
        Thing.HELP: {Scope.PUBLIC: "create"},
        Thing.CARD: {Scope.PUBLIC: "see"},
    },
    Role.PERSON: {
        Thing.SECRET_LINK: {Scope.PUBLIC: "see change"},
        Thing.ALERT: {Scope.OWN: "see change"},
        Thing.PUBLIC_NOTICE: {Scope.PUBLIC: "see"},
        Thing.SEARCH_FEED: {Scope.PUBLIC: "see"},
        Thing.DOOR: {Scope.PUBLIC: "see create"},
        Thing.PUBLISHED: {Scope.PUBLIC: "see"},
        Thing.DIFFICULTY: {Scope.OWN: "see create delete"},
        Thing.PERSON: {Scope.OWN: "see change export erase"},
        Thing.STRUCTURE: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.PAPER: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.NOTICE: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.SAVED_SEARCH: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.QUOTE: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.PRICE: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.RECEIPT: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.ORDER: {Scope.OWN: "see create change"},
        Thing.MANDATE: {Scope.OWN: "see create delete"},
        Thing.AUDIT: {Scope.OWN: "see export"},
        Thing.CALL: {Scope.PUBLIC: "see"},
        Thing.APPLICATION: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.AFTER_CREATION: {Scope.OWN: "see"},
        Thing.CONSENT: {Scope.OWN: "see change"},
        Thing.SENSITIVE: {Scope.OWN: "see create delete"},
        Thing.LEARNER: {Scope.OWN: "see change"},
        Thing.CERTIFICATE: {Scope.PUBLIC: "see"},
        Thing.FOLLOW_UP: {Scope.OWN: "see"},
        Thing.CAPACITY: {Scope.OWN: "see create"},
        Thing.COFINANCING: {Scope.OWN: "see create change"},
        Thing.OFFER: {Scope.PUBLIC: "see"},
        Thing.REFERRAL: {Scope.OWN: "see delete"},
        Thing.INFORMATION: {Scope.OWN: "see create change"},
        Thing.HELP: {Scope.OWN: "see create change"},
        Thing.CARD: {Scope.PUBLIC: "see"},
    },
    Role.HELPER: {
        Thing.ALERT: {Scope.ACTING: "see change"},
        Thing.PERSON: {Scope.MANDATED: "see act_for"},
        Thing.STRUCTURE: {Scope.ACTING: "see create change"},
        Thing.PAPER: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.NOTICE: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.SAVED_SEARCH: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.QUOTE: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.PRICE: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.RECEIPT: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.ORDER: {Scope.ACTING: "see create change"},
        Thing.MANDATE: {Scope.HELD: "see delete"},
        Thing.DIFFICULTY: {Scope.ACTING: "create"},
        Thing.APPLICATION: {Scope.ACTING: "see create change"},
        Thing.LEARNER: {Scope.ACTING: "see change"},
        Thing.FOLLOW_UP: {Scope.ACTING: "see"},
        Thing.CAPACITY: {Scope.ACTING: "see create"},
        Thing.COFINANCING: {Scope.ACTING: "see create change"},
        Thing.REFERRAL: {Scope.ACTING: "see"},
        Thing.INFORMATION: {Scope.ACTING: "see create change"},
        Thing.HELP: {Scope.ACTING: "see create change"},
    },
    Role.COACH: {
        Thing.ALERT: {Scope.ACTING: "see change"},
        Thing.PERSON: {Scope.MANDATED: "see act_for"},
        Thing.STRUCTURE: {Scope.MANDATED: "see", Scope.ACTING: "create change"},
        Thing.PAPER: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.NOTICE: {Scope.MANDATED: "see", Scope.ACTING: "create change delete"},
        Thing.SAVED_SEARCH: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.QUOTE: {Scope.MANDATED: "see", Scope.ACTING: "create change delete"},
        Thing.PRICE: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.RECEIPT: {Scope.ACTING: ALL_OF_ONES_OWN},
        Thing.ORDER: {Scope.MANDATED: "see", Scope.ACTING: "create change"},
        Thing.MANDATE: {Scope.HELD: "see delete"},
        Thing.PUBLIC_NOTICE: {Scope.ANY: "change"},
        Thing.BODY: {Scope.SAME_BODY: "see"},
        Thing.ACCOUNT_CODE: {Scope.MANDATED: "issue_code"},
        Thing.GATHERING: {Scope.SAME_BODY: "see create change"},
        Thing.ATTENDANCE: {Scope.SAME_BODY: "see create change delete"},
        Thing.WALL: {Scope.SAME_BODY: "see create change"},
        Thing.MINUTES: {Scope.SAME_BODY: "see"},
        Thing.COMMITMENT: {Scope.SAME_BODY: "change"},
        Thing.CAUSE: {Scope.SAME_BODY: "see change"},
        Thing.DIFFICULTY: {Scope.MANDATED: "see", Scope.ACTING: "create"},
        Thing.REGISTER: {Scope.SAME_BODY: "see create"},
        Thing.PROGRAMME: {Scope.SAME_BODY: "see"},
        Thing.APPLICATION: {Scope.SAME_BODY: "see create change"},
        Thing.CONSENT: {Scope.SAME_BODY: "see create change"},
        Thing.SENSITIVE: {Scope.SAME_BODY: "create"},
        Thing.INTAKE: {Scope.SAME_BODY: "see create change"},
        Thing.MARK: {Scope.HELD: "see create"},
        Thing.TRAINING: {Scope.SAME_BODY: "see"},
        Thing.SESSION: {Scope.SAME_BODY: "see change"},
        Thing.LEARNER: {Scope.SAME_BODY: "see change"},
        Thing.RESULTS: {Scope.SAME_BODY: "see"},
        Thing.CASELOAD: {Scope.HELD: "see change"},
        Thing.FOLLOW_UP: {Scope.HELD: "see create change"},
        Thing.CAPACITY: {Scope.HELD: "see create"},
        Thing.COFINANCING: {Scope.SAME_BODY: "see create change"},
        Thing.PROPOSAL: {Scope.SAME_BODY: "see create"},
        Thing.PETITION: {Scope.SAME_BODY: "see create change"},
        Thing.OFFER: {Scope.SAME_BODY: "create change"},
        Thing.REFERRAL: {Scope.SAME_BODY: "see create change delete"},
        Thing.AFTER_CREATION: {Scope.SAME_BODY: "see create change"},
        Thing.IDENTITY: {Scope.HELD: "see create delete"},
        Thing.INFORMATION: {Scope.ACTING: "see create change"},
        Thing.BODY_INFORMATION: {Scope.SAME_BODY: "see create change"},
        Thing.HELP: {Scope.SAME_BODY: "see change", Scope.ACTING: "create"},
        Thing.CARD: {Scope.SAME_BODY: "create change"},
    },
    Role.MANAGER: {
        Thing.BUYER: {Scope.ANY: "see change"},
        Thing.PUBLISHED_MINUTES: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.PERSON: {Scope.SAME_BODY: "see"},
        Thing.STRUCTURE: {Scope.SAME_BODY: "see"},
        Thing.PUBLIC_NOTICE: {Scope.ANY: "change"},
        Thing.BODY: {Scope.SAME_BODY: "see"},
        Thing.ACCOUNT_CODE: {Scope.SAME_BODY: "issue_code"},
        Thing.GATHERING: {Scope.SAME_BODY: "see create change"},
        Thing.ATTENDANCE: {Scope.SAME_BODY: "see create change delete"},
        Thing.WALL: {Scope.SAME_BODY: "see create change"},
        Thing.MINUTES: {Scope.SAME_BODY: "see create"},
        Thing.COMMITMENT: {Scope.SAME_BODY: "change create"},
        Thing.CAUSE: {Scope.SAME_BODY: "see create change"},
        Thing.ANSWER: {Scope.SAME_BODY: "create"},
        Thing.REGISTER: {Scope.SAME_BODY: "see create"},
        Thing.PROGRAMME: {Scope.SAME_BODY: "see create change"},
        Thing.APPLICATION: {Scope.SAME_BODY: "see create change"},
        Thing.CONSENT: {Scope.SAME_BODY: "see create change"},
        Thing.SENSITIVE: {Scope.SAME_BODY: "see create"},
        Thing.INTAKE: {Scope.SAME_BODY: "see create change"},
        Thing.MARK: {Scope.HELD: "see create"},
        Thing.SELECTION: {Scope.SAME_BODY: "see create change"},
        Thing.TRAINING: {Scope.SAME_BODY: "see create change"},
        Thing.SESSION: {Scope.SAME_BODY: "see create change delete"},
        Thing.LEARNER: {Scope.SAME_BODY: "see create change delete"},
        Thing.RESULTS: {Scope.SAME_BODY: "see create change export"},
        Thing.CASELOAD: {Scope.SAME_BODY: "see create change"},
        Thing.FOLLOW_UP: {Scope.SAME_BODY: "see"},
        Thing.CAPACITY: {Scope.SAME_BODY: "see"},
        Thing.RIVALRY: {Scope.SAME_BODY: "see change"},
        Thing.COFINANCING: {Scope.SAME_BODY: "see"},
        Thing.PROPOSAL: {Scope.SAME_BODY: "see"},
        Thing.GRANTING: {Scope.SAME_BODY: "see create change"},
        Thing.LEDGER: {Scope.SAME_BODY: "see change"},
        Thing.PETITION: {Scope.SAME_BODY: "see create change"},
        Thing.IDENTITY: {Scope.HELD: "see create delete"},
        Thing.BODY_INFORMATION: {Scope.SAME_BODY: "see create change"},
        Thing.PETITION_PAGE: {Scope.SAME_BODY: "create"},
        Thing.OFFER: {Scope.SAME_BODY: "create change delete"},
        Thing.REFERRAL: {Scope.SAME_BODY: "see create change delete"},
        Thing.AFTER_CREATION: {Scope.SAME_BODY: "see create change"},
        Thing.HELP: {Scope.SAME_BODY: "see change"},
        Thing.CARD: {Scope.SAME_BODY: "create change delete"},
    },
    Role.OFFICER: {
        Thing.MARK: {Scope.HELD: "see create"},
        Thing.SESSION: {Scope.HELD: "see change"},
        Thing.LEARNER: {Scope.HELD: "change"},
        Thing.BODY: {Scope.SAME_BODY: "see"},
        Thing.OFFER: {Scope.SAME_BODY: "create change delete"},
        Thing.REFERRED: {Scope.SAME_BODY: "see change"},
    },
    Role.FINANCE: {
        Thing.COFINANCING: {Scope.SAME_BODY: "see"},
        Thing.PROPOSAL: {Scope.SAME_BODY: "see"},
        Thing.LEDGER: {Scope.SAME_BODY: "see create"},
        Thing.BODY: {Scope.SAME_BODY: "see"},
    },
    Role.ADMINISTRATOR: {
        Thing.JOB: {Scope.ANY: "see change"},
        Thing.BUYER: {Scope.ANY: "see change"},
        Thing.PUBLISHED_MINUTES: {Scope.OWN: ALL_OF_ONES_OWN},
        Thing.PUBLIC_NOTICE: {Scope.ANY: "change"},
        Thing.BODY: {Scope.ANY: "see create change"},
        Thing.AUTHORISATION: {Scope.ANY: "see change"},
    },
}


def _flat() -> dict[tuple[Role, Thing, Act], Scope]:
    table = {(role, thing, act): Scope.NONE for role in Role for thing in Thing for act in Act}
    for role, things in _WRITTEN.items():
        for thing, scopes in things.items():
            for scope, acts in scopes.items():
                for act in acts.split():
                    cell = (role, thing, Act(act))
                    assert table[cell] is Scope.NONE, f"written twice: {cell}"
                    table[cell] = scope
    return table


TABLE: dict[tuple[Role, Thing, Act], Scope] = _flat()
"""Every cell, the refusals included."""

WALLED: frozenset[Thing] = frozenset({Thing.PRICE, Thing.ORDER})
"""Things behind the wall between rivals: see :func:`wolouj.people.permissions.walled`."""
