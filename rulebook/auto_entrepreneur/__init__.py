"""Who may be an auto-entrepreneur, how does one register and stay so, what does the status allow and forbid?

Law 114-13 (art. 1, 2, 8), decrees 2-15-303 (activities), 2-15-258 (registration) and 2-08-124 (excluded professions),
the national register's own page, the general tax code (art. 42 bis, 42 ter, 43, 73, 145 bis) and health cover.

Ask :func:`advise` about an :class:`AutoEntrepreneur`. The year against its ceiling is worked out in the chapter of
taxes (``rulebook.taxes.ceiling``) and only judged here: at the ceiling is under it. No text forbids a bid that passes.

Not established, so asked and never ruled: the health contribution above its first steps, whether two services of one
ministry are one client. The register's own page still shows the tax rates of before 2020: called out.
"""

from rulebook.auto_entrepreneur.asking import advise
from rulebook.auto_entrepreneur.facts import AutoEntrepreneur

__all__ = ["AutoEntrepreneur", "advise"]
