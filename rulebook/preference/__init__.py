"""What does the law keep for the smallest, and does this structure count among them?

Article 148 of decree 2-22-431: a share of what a buyer forecasts each year is reserved to very small, small and
medium firms established in Morocco, to cooperatives, their unions and auto-entrepreneurs.

Not established, so asked and never ruled: the size under which a firm counts; whether a natural person who is
neither trader nor auto-entrepreneur counts; who may join in a grouping; whether the reserve reaches purchase orders.
"""
