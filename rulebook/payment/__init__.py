"""What will I really receive, when, and what am I owed if it comes late?

Decree 2-16-344 (delays and late interest), decree 2-14-272 (advances), the CCAG of works (retention money), and what
the chapter of taxes says is withheld. Doors: :func:`net_received` for one payment, line by line, with the least and the
most that comes in; :func:`late_interest` for one payment that was late; :func:`advance` for a contract.

Each line says yes, no or unknown. The low total takes everything unknown against the structure, the high one in its
favour. What no text we hold establishes may be entered by a person with the day and the source (``Entered``, and the
treasury rates of late interest): it is then likely, never certain.

Late interest is worked out in every way the texts we read leave open, and told from the least to the most.

Not established, so asked: the list of services whose VAT is withheld and how its floor counts; whether purchase orders
are registered, on what the duty is counted, its minimum and its exemptions; what counts as fees; whether the year of
late interest has 360 or 365 days, and whether a delay over several quarters changes rate; which public establishments
the decree on delays reaches; better advances for the smallest. A suspended delay is for humans: its detail was not
read.
"""

from rulebook.payment.advance import Advance, Contract, advance
from rulebook.payment.facts import Debt, Quarter, TreasuryRate
from rulebook.payment.interest import Interest, Part, Way, late_interest
from rulebook.payment.net import Line, Net, net_received
from rulebook.taxes.facts import Applies, Client, Entered, Entry, Impossible, IncomeTax, Sale

__all__ = [
    "Advance",
    "Applies",
    "Client",
    "Contract",
    "Debt",
    "Entered",
    "Entry",
    "Impossible",
    "IncomeTax",
    "Interest",
    "Line",
    "Net",
    "Part",
    "Quarter",
    "Sale",
    "TreasuryRate",
    "Way",
    "advance",
    "late_interest",
    "net_received",
]
