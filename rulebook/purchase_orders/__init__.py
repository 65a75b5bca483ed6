"""How does a purchase order (bon de commande) go, and may this quote win it?

Article 91 of decree 2-22-431, the light procedure: a notice on the portal, quotes on the portal, the lowest price.

Not established, so asked and never ruled: who wins between equal quotes, how long a notice must stay open, how
long one has to confirm, who may go above the ceiling, whether a certificate is needed to send a quote.
"""
