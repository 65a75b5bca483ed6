"""What do taxes change in this quote, and what should the structure watch?

General tax code (cgi) art. 7, 42 bis, 42 ter, 43, 73, 91, 157; law 114-13 art. 1. Only the auto-entrepreneur's VAT
regime is certain: outside VAT. Every other structure is asked, never presumed exempt. The auto-entrepreneur's
ceilings and the threshold per client warn and never refuse: no text forbids the bid.

Receipts count on the day of payment: money of an order carried out in one year and paid in the next counts in
the next. A year nobody told is not known, never zero.

Not established: the VAT of a cooperative that sells services, and that of a union; whether two services of one
ministry are one client; the threshold per client beyond 2025; whether works and studies are hit by it.

The law read is that of the notice's day, for taxes too, although a tax is due when money comes in.
"""
