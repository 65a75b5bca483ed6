"""Which procedures does an estimate allow, how is each published, and does this notice say all it must?

Articles 6, 12, 19 to 26, 33, 38, 39, 46, 47, 49 to 51 and 87 to 89 of decree 2-22-431, and 91 for purchase orders. An
estimate is published with VAT while two ceilings are without: between a ceiling and that ceiling with the highest rate
the answer is "unknown" until the notice tells its rate. The buyer chooses among what is allowed: nothing here ever
speaks of the bidder.

A notice is looked at through what we hold of it: what we have not seen there is "not seen", never "not there".

Not established, so asked and never ruled: when and up to what amount a buyer may negotiate; above which amounts the
long publicity delay holds, or an international tender is due; whether the simplified ceiling counts lot by lot; where a
preselection, a contest, a dialogue or a negotiation is published; the list of mentions that article 23 gives a notice.
"""
