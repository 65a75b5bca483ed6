"""Arabic words brought to a stem, lightly: article, joined particles and one or two endings taken off.

After the light stemmers known as "light-10", with what administrative Arabic needs besides: words whose first letters
only look like an article or a particle, verbal nouns that only look like plurals, pronouns after a ta marbuta, and
pairs that only a ta marbuta keeps apart (مكتب office, مكتبة library).
"""

from __future__ import annotations

import re

STOP = frozenset(
    "في من على الى إلى عن أو او و مع ب ل ك ف أن ان إن التي الذي الذين هذا هذه ذلك تلك كل بين حول خلال قصد أجل اجل لأجل"
    " ثم أي اي قد لا ما هو هي هم كما بعد قبل عند لدى ضمن وفق حسب غير ذات ذو رقم ديال دال شي واحد لي اللي بغيت كنقلب"
    " تم يتم كان كانت بها به له لها منها عليها فيها وفي ومن وعلى لكل".split()
)
"""Words too common to be searched, as :func:`~wolouj.foundation.searching.letters.words` gives them."""

_ARTICLES = ("وبال", "وكال", "وفال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
_SHORT = frozenset({"ال", "لل"})
"""Before these two letters are enough: الري, للحي."""
_NOT_ARTICLE = (
    "اليه",
    "الية",
    "اليات",
    "الاف",
    "الام",
    "الكترو",
    "الياف",
    "الواح",
    "العاب",
    "البسه",
    "البسة",
    "المنيوم",
    "الوان",
    "التزام",
    "التهاب",
    "الات",
)
_NOT_AND = tuple(
    "وثيق وثاي وثائ وسيلة وسيله وسايل وسائل وسايط وسائط وجبات وجبة وجبه وحدة وحده وحدات ورشة ورشه ورشات وزار وكالة"
    " وكاله وكالات وقاية وقايه وقايي وقائي وقود ولاية ولايه ولايات ولوج واجهة واجهه واجهات واحة واحه واحات وادي وضعي"
    " وصفة وصفه وصفات وصلة وصله وصلات وصول وطني وظيف وظاي وظائ وفاة وفاه وفيات واقي ورقي ورود وردة ورده وساط وسيط"
    " وصاية وصايه ولادة ولاده ولائم ولايم وليم والد ودائع ودايع وديع وزرة وزره وزرات وزان ورزاز وجدة وجده ولماس".split()
)
_SEATS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_ENDINGS = (
    *(("تهما", 3), ("تها", 3), ("تهم", 3), ("تنا", 3), ("يين", 2), ("يون", 2)),
    *(("ها", 3), ("هم", 4), ("نا", 4), ("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4)),
    *(("يه", 3), ("ته", 4), ("ه", 3), ("ي", 3)),
)
"""An ending and how many letters must be left before it."""
_THEN = frozenset({"ات", "يه", "ه", "ي", "يين", "يون", "ها"})
"""After these another ending may go: كهربائيات, تقنيين, تلفزيونية."""

_APART = {
    form: row.split()[0]
    for row in """
        مكتبه مكتبات
        طريقه
        عماله عمالات
        جامعه جامعات جامعي جامعيه
        جمعيه جمعيات جمعوي جمعويه
        طابعه طابعات
        شاحنه شاحنات
        كتابه كتابات كتابي كتابيه
        مدرسه
        مدرسي مدرسيه
        ساعه ساعات
        حافله حافلات
        طاقه طاقات طاقي طاقيه
        مقاوله مقاولات
        سماعه سماعات
        قاعه قاعات
        ماء مايي ماييه
        بنايه بنايات
    """.strip().splitlines()
    for form in row.split()
}
"""Words, seats of hamza levelled, that would meet another word's stem; they keep the first form of their row."""


_PLURALS = tuple(
    (re.compile(shape.replace("C", "([^اوي])").replace("X", "(.)").replace("V", "[اوي]")), others)
    for shape, others in (
        ("XCCC", ["{}{}ا{}{}"]),  # مسجد, مساجد
        ("XCاCC", ["{}{}{}{}"]),
        ("XCCVC", ["{}{}ا{}ي{}"]),  # مشروع, مشاريع
        ("XXاXيX", ["{}{}{}و{}", "{}{}{}ا{}", "{}{}{}ي{}"]),
        ("XاXX", ["{}وا{}{}"]),  # شارع, شوارع
        ("XواXX", ["{}ا{}{}"]),
        ("XاXVX", ["{}وا{}ي{}"]),  # حاسوب, حواسيب
        ("XواXيX", ["{}ا{}و{}", "{}ا{}ي{}"]),
        ("XXVX", ["{}{}اي{}"]),  # وثيقة, وثائق
        ("XXايX", ["{}{}ي{}", "{}{}ا{}", "{}{}و{}"]),
        ("XCC", ["ا{}{}ا{}", "{}{}و{}"]),  # قلم, أقلام; سقف, سقوف
        ("اXXاX", ["{}{}{}"]),
        ("XXوX", ["{}{}{}"]),
    )
)
"""The shape of a stem (C a consonant, V a long vowel, X any letter), and what its plural or singular would be."""


def stem(word: str) -> str:
    """The stem of one Arabic word; the same for الصحية, صحي and وصحة."""
    word = without_article(word).translate(_SEATS)
    if word in _APART:
        return _APART[word]
    while True:
        word, ending = _without_ending(word)
        if ending not in _THEN:
            break
    if word.endswith("اي") and len(word) > 3:
        word = word[:-1]
    bare = word.replace("ء", "")
    return bare if len(bare) > 2 else word


def without_article(word: str) -> str:
    """``word`` without the article and what is joined before it."""
    if not word.startswith(_NOT_ARTICLE):
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= (2 if article in _SHORT else 3):
                return word[len(article) :]
    if word[0] == "و" and len(word) >= 5 and not word.startswith(_NOT_AND):
        return word[1:]
    return word


def _without_ending(word: str) -> tuple[str, str]:
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            return (word[:-2] if ending in ("يين", "يون") else word[: -len(ending)]), ending
    return word, ""


def relatives(stem: str) -> tuple[str, ...]:
    """Stems that may be the broken plural of ``stem``, or its singular, after the regular patterns.

    Some are no words: harmless, since nothing holds them.
    """
    found: dict[str, None] = {}
    for shape, others in _PLURALS:
        if letters := shape.fullmatch(stem):
            for other in others:
                found.update(dict.fromkeys(_forms(other.format(*letters.groups()))))
    return tuple(other for other in found if other != stem)


def _forms(form: str) -> tuple[str, ...]:
    """A form as it is and, when its last radical looks like an ending (بساتين), as it stands in the index."""
    return (form, _without_ending(form)[0]) if form[-1] == "ن" else (form,)


def joined(word: str) -> tuple[str, ...]:
    """``word`` as it reads with "in" or "for" before it (بجماعة, لجماعة), which the index keeps as one word."""
    bare = without_article(word)
    return (f"ب{bare}", f"ل{bare}") if len(bare) >= 4 else ()


def unjoined(word: str) -> str:
    """``word`` without a first letter that may be "in", "for", "as" or "so"; empty when it cannot be one."""
    return word[1:] if len(word) >= 5 and word[0] in "بلكف" else ""
