"""How many signatures does a petition need, who may file it, and what happens then?

Petitions to a commune (organic law 113-14, art. 121 to 125), a province or a prefecture (112-14, art. 114 to 116) and a
region (111-14, art. 120 to 122); to the public authorities of the State (44-14 as amended by 70-21); and motions in
legislative matters (64-14 as amended by 71-21), for information. The CNDP's prior authorisation for lists that carry
the number of the identity card: law 09-08, art. 12.

Ask :func:`advise` about a :class:`Petition`; :func:`how_close` is the count alone, province by province. The population
and the provinces of the place come in as facts: the rulebook holds no census. The figures of the region and of the
State are certain; those of the commune and the province are likely, and say "to be confirmed".

Not established, so asked and never ruled: the exact wording of articles 123 and 124 (commune), 114 and 115 (province);
the exact papers; whether the prefectures of arrondissements of Casablanca each count for the spread; which number the
two regions apply whose sites name another; how long the State has to answer, counted from when; how long the CNDP
takes, and how long a list may be kept.
"""

from rulebook.petitions.asking import advise, how_close
from rulebook.petitions.facts import Association, Filer, Level, Petition, Subject
from rulebook.petitions.signatures import Progress, Share, Unsure, required_signatures

__all__ = [
    "Association",
    "Filer",
    "Level",
    "Petition",
    "Progress",
    "Share",
    "Subject",
    "Unsure",
    "advise",
    "how_close",
    "required_signatures",
]
