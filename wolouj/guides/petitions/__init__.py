"""``wolouj petition``: how many signatures, who may file, with what, and what follows."""
