"""What does the law keep for the smallest, for bidders of the country and for people of the place?

Article 148 of decree 2-22-431: a share of what a buyer forecasts each year is reserved to very small, small and
medium firms established in Morocco, to cooperatives, their unions and auto-entrepreneurs. Then lots (article 10), the
limit of subcontracting (29), equal offers (43), the national preference (147), local labour (likely 149) and crafts.

Not established, so asked and never ruled: the size under which a firm counts, and what a young innovative firm is;
whether a natural person who is neither trader nor auto-entrepreneur counts; who may join in a grouping, or subcontract,
in a reserved contract; whether the reserve, or a first turn, reaches purchase orders; how a grouping with a member from
abroad is compared; what counts as local labour. Equal quotes of a purchase order are asked in `purchase_orders`.
"""
