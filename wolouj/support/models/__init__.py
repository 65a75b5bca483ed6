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
    "Believed",
    "Condition",
    "ConsentHow",
    "For",
    "Need",
    "Offer",
    "Provider",
    "ProviderKind",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "Refusal",
    "Shared",
    "Standing",
    "Sure",
]
