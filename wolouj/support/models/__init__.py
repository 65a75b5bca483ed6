"""The tables of the room: what helps and who gives it, who was referred where."""

from wolouj.support.models.directory import (
    About,
    Believed,
    Condition,
    For,
    Need,
    Offer,
    Provider,
    ProviderKind,
    Standing,
    Sure,
)
from wolouj.support.models.help import AskedAbout, Card, HelpState, Question, Reply
from wolouj.support.models.referrals import (
    ConsentHow,
    Referral,
    ReferralState,
    ReferralStep,
    Refusal,
    Shared,
)

__all__ = [
    "About",
    "AskedAbout",
    "Believed",
    "Card",
    "Condition",
    "ConsentHow",
    "For",
    "HelpState",
    "Need",
    "Offer",
    "Provider",
    "ProviderKind",
    "Question",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "Refusal",
    "Reply",
    "Shared",
    "Standing",
    "Sure",
]
