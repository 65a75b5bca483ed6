"""One buyer under several names: how long 50,000 names take to be compared, and what is found of the variants made.

Run ``python -m bench.identity [NAMES]``. Names are invented with a seed from the communes and provinces of the country:
each body stands under one to six spellings (acronyms before it, capitals, links, the director for the direction, a slip
of a letter). Beside it, the plain way: every name with every other, on a sample, its time told for all.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import time
from itertools import combinations

SERVICES = (
    "Direction provinciale de la santé", "Direction provinciale de la justice", "Direction provinciale de l'emploi",
    "Direction provinciale de l'agriculture", "Direction provinciale de l'équipement",
    "Délégation de l'artisanat", "Délégation des affaires islamiques",
    "Centre hospitalier provincial", "Faculté des sciences", "Faculté des lettres", "Cité universitaire",
    "Agence urbaine", "Gouverneur de la province", "Conseil provincial", "Trésorerie provinciale",
    "École supérieure de technologie",
)  # fmt: skip
LOCAL = (
    "Commune", "Maison des jeunes", "Centre de santé", "Complexe de formation professionnelle", "Lycée technique",
    "Prison locale", "Perception", "Foyer féminin", "Centre de qualification agricole", "Bibliothèque municipale",
)  # fmt: skip
SAMPLE = 2000


def spelled(dice: random.Random, head: str, place: str) -> str:
    """One way among many to write a body's name."""
    head = dice.choice((head, head.replace("Direction", "Directeur").replace("Délégation", "Délégué")))
    if head == "Commune":
        head = dice.choice(("Commune", "Commune rurale", "C.T.", "Collectivité territoriale", "COMMUNE TERRITORIALE"))
    if dice.random() < 0.15 and len(place) > 6:
        at = dice.randrange(2, len(place) - 1)
        place = place[:at] + place[at + 1 :]
    name = f"{head}{dice.choice((' de ', ' - ', ' ', ' à '))}{place}"
    name = dice.choice((str, str.upper))(name)
    return f"M{dice.randint(1, 9)} / X{dice.randint(10, 99)} - {name}" if dice.random() < 0.25 else name


def made(number: int) -> tuple[list[tuple[str, str, str, str]], list[int]]:
    """(name, region, province, commune) of each row, and which body each is."""
    from wolouj.reference.territories import communes, provinces

    dice = random.Random(20261128)
    bodies = [(head, place) for head in LOCAL for place in communes()]
    bodies += [(head, place) for head in SERVICES for place in provinces()]
    dice.shuffle(bodies)
    rows, of = [], []
    while len(rows) < number:
        for body, (head, place) in enumerate(bodies):
            for _ in range(min(dice.choice((1, 1, 2, 3, 4, 6)), number - len(rows))):
                told = dice.random() < 0.9
                codes = (place.region, place.code[:6], place.code if len(place.code) > 6 else "")
                rows.append((spelled(dice, head, place.name_fr), *(codes if told else ("", "", ""))))
                of.append(body)
    return rows, of


def main(arguments: list[str]) -> int:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from wolouj.notices.buyer_names import taken_apart
    from wolouj.notices.comparing import alike, candidates
    from wolouj.notices.same_buyers import CERTAIN, PROPOSED, likeness

    number = int(arguments[0]) if arguments else 50_000
    rows, of = made(number)
    start = time.process_time()
    names = {
        i: taken_apart(name, region=region, province=province, commune=commune, sure=bool(commune))
        for i, (name, region, province, commune) in enumerate(rows)
    }
    read = time.process_time() - start
    start = time.process_time()
    found = list(alike(names))
    took = time.process_time() - start
    compared = sum(1 for _ in candidates(names))
    print(f"{number:,} names of {len(set(of)):,} bodies, taken apart in {read:.1f} s")
    print(f"compared in blocks: {took:.1f} s, {compared:,} pairs of {number * (number - 1) // 2:,}")
    fresh = frozenset(range(0, number, 200))
    start = time.process_time()
    again = {frozenset(two[:2]) for two in alike(names, among=fresh)}
    print(f"{len(fresh):,} new names with all the others: {time.process_time() - start:.1f} s")
    whole = {frozenset((one, other)) for one, other, _ in found if one in fresh or other in fresh}
    print(f"the same pairs as all with all: {'yes' if again == whole else 'NO'}")
    right = sum(of[one] == of[other] for one, other, _ in found)
    sure = [of[one] == of[other] for one, other, each in found if each.score >= CERTAIN]
    print(f"proposed or merged: {len(found):,} pairs, {right / max(1, len(found)):.1%} of one body")
    print(f"merged without a person: {len(sure):,}, {sum(sure) / max(1, len(sure)):.2%} of one body")
    print(f"bodies whose names all meet: {_whole(found, of):.1%}")
    sample = dict(list(names.items())[:SAMPLE])
    start = time.process_time()
    plain = {(one, other) for one, other in combinations(sample, 2)
             if likeness(sample[one], sample[other]).score >= PROPOSED}  # fmt: skip
    each = (time.process_time() - start) / (SAMPLE * (SAMPLE - 1) / 2)
    missed = plain - {(one, other) for one, other, _ in alike(sample)}
    minutes = each * number * (number - 1) / 2 / 60
    print(f"every pair of {SAMPLE:,}: {each * 1e6:.1f} µs each, {minutes:.0f} min for all")
    print(f"so the blocks are {minutes * 60 / took:.0f} times quicker")
    print(f"of its {len(plain):,} pairs the blocks miss {len(missed)}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def _whole(found: list[tuple[int, int, object]], of: list[int]) -> float:
    """The share of bodies of several names that are joined whole by the pairs found."""
    joined: dict[int, int] = {}

    def end(name: int) -> int:
        while name in joined:
            name = joined[name]
        return name

    for one, other, _ in found:
        first, second = end(one), end(other)
        if of[one] == of[other] and first != second:
            joined[second] = first
    ends: dict[int, set[int]] = {}
    sizes: dict[int, int] = {}
    for name, body in enumerate(of):
        ends.setdefault(body, set()).add(end(name))
        sizes[body] = sizes.get(body, 0) + 1
    several = [body for body, size in sizes.items() if size > 1]
    return sum(len(ends[body]) == 1 for body in several) / len(several)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
