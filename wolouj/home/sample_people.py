"""Who came to the sample meeting: 114 invented people, and nine who signed up and did not come.

First names with one letter, numbers nobody holds, every one marked as a sample. Sexes, ages, provinces and bodies are
dealt out evenly by steps that share no divisor with their number, so that the same people come each time.
"""

from __future__ import annotations

from wolouj.gatherings.actions import Told
from wolouj.gatherings.models import ELSEWHERE, AgeBand, BodyKind, Sex

CAME, ABSENT = 114, 9
WOMEN = "فاطمة خديجة زهرة عائشة نعيمة لطيفة مليكة السعدية رشيدة حنان سميرة ابتسام إيطو تودة".split()
MEN = "محمد حسن إبراهيم سعيد عمر يوسف لحسن مصطفى حميد موحى".split()
LETTERS = "أبتجحدرسعفقلمنهي"
BODIES = {
    BodyKind.COOPERATIVE: "تعاونية تيفاوين،تعاونية أمان،تعاونية تازارت،تعاونية إغبولا،تعاونية زعفران الجبل".split("،"),
    BodyKind.FIRM: "مقاولة أطلس الخير،مقاولة تساوت،مقاولة واد العبيد".split("،"),
    BodyKind.ASSOCIATION: "جمعية الأفق،جمعية تاودا،جمعية شباب الجبل".split("،"),
    BodyKind.INSTITUTION: "مركز جهوي للاستثمار،مكتب تنمية التعاون،غرفة فلاحية".split("،"),
}
_KINDS = [
    *[BodyKind.COOPERATIVE] * 48, *[BodyKind.AUTO_ENTREPRENEUR] * 17, *[BodyKind.FIRM] * 12, *[BodyKind.PROJECT] * 9,
    *[BodyKind.ASSOCIATION] * 16, *[BodyKind.INSTITUTION] * 8, *[BodyKind.COUNCIL] * 3, BodyKind.OTHER,
]  # fmt: skip
_SEXES = [*[Sex.WOMAN] * 63, *[Sex.MAN] * 51]
_AGES = [
    *[AgeBand.UNDER_18] * 1, *[AgeBand.TO_24] * 15, *[AgeBand.TO_34] * 31, *[AgeBand.TO_49] * 44,
    *[AgeBand.FROM_50] * 23,
]  # fmt: skip
_PROVINCES = [*["05.091"] * 46, *["05.081"] * 38, *["05.255"] * 21, *["05.301"] * 4, *["05.311"] * 3, *[ELSEWHERE] * 2]


def person(i: int, *, first_phone: int) -> Told:
    """The ``i``-th invented person. One in nineteen shares the phone of the one before; one in eleven has none."""
    sex = _SEXES[i * 25 % CAME]
    names = WOMEN if sex is Sex.WOMAN else MEN
    kind = _KINDS[i * 37 % CAME]
    bodies = BODIES.get(kind, [])
    number = first_phone + (i - 1 if i % 19 == 18 else i)
    return Told(
        name=f"{names[i % len(names)]} {LETTERS[i * 5 % len(LETTERS)]}. (عينة)",
        phone="" if i % 11 == 10 else f"+212{number}",
        sex=sex,
        age=_AGES[i * 55 % CAME],
        province=_PROVINCES[i * 49 % CAME],
        body_kind=kind,
        body_name=f"{bodies[i % len(bodies)]} (عينة)" if bodies else "",
        photo_ok=i % 3 != 0,
        keep_ok=i % 8 != 7,
    )


def of_the_meeting() -> list[tuple[Told, bool, bool]]:
    """(told, walk-in, came) for the list of the sample meeting."""
    people = [person(i, first_phone=600002000) for i in range(CAME + ABSENT)]
    return [(told, i % 4 == 3 and i < CAME, i < CAME) for i, told in enumerate(people)]


def expected_today() -> list[tuple[Told, bool, bool]]:
    """Who signed up for the meeting of the day."""
    return [(person(i, first_phone=600003000), False, False) for i in range(3, 26)]
