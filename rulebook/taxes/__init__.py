"""What do taxes change in this quote, and what should the structure watch?

General tax code (cgi) art. 7, 15 bis, 42 bis, 42 ter, 43, 45 bis, 73, 91, 117, 127, 128, 157; law 114-13 art. 1. Only
the auto-entrepreneur's VAT regime is certain: outside VAT. Every other structure is asked, never presumed exempt. The
auto-entrepreneur's ceilings and the threshold per client warn and never refuse: no text forbids the bid.

Besides the rules of a verdict, this chapter works things out: :func:`vat_of` and :func:`income_tax_of` (a cooperative's
two cases), :func:`vat_rates` of a day, :func:`ceiling` (am I over mine?), and what a public buyer withholds
(``withholdings.py``, which the chapter of payment puts together). A date before the first we stand by raises, or is
"not covered".

Receipts count on the day of payment: money of an order carried out in one year and paid in the next counts in
the next. A year nobody told is not known, never zero.

Not established: the exemptions of a cooperative that sells services, and those of a union; whether two services of one
ministry are one client; the threshold per client beyond 2025 (likely the same); whether works and studies are hit by
it; the list of services whose VAT is withheld, and how its floor is counted; whether purchase orders are registered,
and on what the duty is counted.

The law read is that of the notice's day, for taxes too, although a tax is due when money comes in.
"""

from rulebook.taxes import withholdings  # noqa: F401  signs what it works out
from rulebook.taxes.ceilings import Ceiling, Receipts, Stand, ceiling
from rulebook.taxes.facts import Applies, Client, Entered, Entry, Good, Impossible, IncomeTax, Sale, Seller, Work
from rulebook.taxes.value_added import Rate, TaxAnswer, income_tax_of, vat_of, vat_rates

__all__ = [
    "Applies",
    "Ceiling",
    "Client",
    "Entered",
    "Entry",
    "Good",
    "Impossible",
    "IncomeTax",
    "Rate",
    "Receipts",
    "Sale",
    "Seller",
    "Stand",
    "TaxAnswer",
    "Work",
    "ceiling",
    "income_tax_of",
    "vat_of",
    "vat_rates",
]
