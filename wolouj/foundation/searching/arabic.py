"""Arabic words brought to a stem, lightly: article, joined particles and one or two endings taken off.

After the light stemmers known as "light-10", with what administrative Arabic needs besides: words whose first letters
only look like an article or a particle, verbal nouns that only look like plurals, pronouns after a ta marbuta, and
pairs that only a ta marbuta keeps apart (مكتب office, مكتبة library).
"""

from __future__ import annotations

STOP = frozenset(
    "في من على الى إلى عن أو او و مع ب ل ك ف أن ان إن التي الذي الذين هذا هذه ذلك تلك كل بين حول خلال قصد أجل اجل لأجل"
    " ثم أي اي قد لا ما هو هي هم كما بعد قبل عند لدى ضمن وفق حسب غير ذات ذو رقم ديال دال شي واحد لي اللي بغيت كنقلب"
    " تم يتم كان كانت بها به له لها منها عليها فيها وفي ومن وعلى لكل".split()
)
"""Words too common to be searched, as :func:`~wolouj.foundation.searching.letters.words` gives them."""

_ARTICLES = ("وبال", "وكال", "وفال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
_NOT_ARTICLE = ("الكترو", "الياف", "الواح", "العاب", "البسه", "البسة", "المنيوم", "الوان", "التزام", "التهاب", "الات")
_NOT_AND = tuple(
    "وثيق وثاي وثائ وسيلة وسيله وسايل وسائل وسايط وسائط وجبات وجبة وجبه وحدة وحده وحدات ورشة ورشه ورشات وزار وكالة"
    " وكاله وكالات وقاية وقايه وقايي وقائي وقود ولاية ولايه ولايات ولوج واجهة واجهه واجهات واحة واحه واحات وادي وضعي"
    " وصفة وصفه وصفات وصلة وصله وصلات وصول وطني وظيف وظاي وظائ وفاة وفاه وفيات واقي ورقي ورود وردة ورده وساط وسيط"
    " وصاية وصايه ولادة ولاده ولائم ولايم وليم والد ودائع ودايع وديع وزان ورزاز وجدة وجده ولماس".split()
)
_SEATS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_ENDINGS = (
    *(("تهما", 3), ("تها", 3), ("تهم", 3), ("تنا", 3), ("يين", 2), ("يون", 2)),
    *(("ها", 3), ("هم", 4), ("نا", 4), ("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4)),
    *(("يه", 3), ("ته", 3), ("ه", 3), ("ي", 3)),
)
"""An ending and how many letters must be left before it."""
_THEN = frozenset({"ات", "يه", "ه", "ي", "يين", "يون", "ها"})
"""After these another ending may go: كهربائيات, تقنيين, تلفزيونية."""

_LONG = frozenset("اوي")
_APART = {
    form: row.split()[0]
    for row in (
        *("مكتبه مكتبات", "طريقه", "عماله عمالات", "جامعه جامعات جامعي جامعيه", "جمعيه جمعيات جمعوي جمعويه"),
        *("طابعه طابعات", "شاحنه شاحنات", "كتابه كتابات كتابي كتابيه", "مدرسه مدرسي مدرسيه", "ساعه ساعات"),
        *("حافله حافلات", "طاقه طاقات طاقي طاقيه", "مقاوله مقاولات", "سماعه سماعات", "قاعه قاعات", "ماء مايي ماييه"),
        *("بنايه بنايات",),
    )
    for form in row.split()
}
"""Words, seats of hamza levelled, that would meet another word's stem; they keep the first form of their row."""


def stem(word: str) -> str:
    """The stem of one Arabic word; the same for المدرسية, مدرسي and ومدرسة."""
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
            if word.startswith(article) and len(word) - len(article) >= 3:
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
    """Stems that may be the broken plural of ``stem``, or its singular, after the most regular patterns.

    مسجد and مساجد, مشروع and مشاريع, شارع and شوارع, وثيقة and وثائق. Some are no words: harmless, since nothing holds
    them. Plurals of three letters (قلم, أقلام) follow too many patterns: they belong in a table.
    """
    n = len(stem)
    if n == 4 and not set(stem[1:]) & _LONG:
        return (f"{stem[:2]}ا{stem[2:]}",)
    if n == 5 and stem[2] == "ا" and not set(stem[1] + stem[3:]) & _LONG:
        return (stem[:2] + stem[3:],)
    if n == 5 and stem[3] in _LONG and not set(stem[1:3] + stem[4]) & _LONG:
        return (f"{stem[:2]}ا{stem[2]}ي{stem[4]}",)
    if n == 6 and stem[2] == "ا" and stem[4] == "ي":
        hollow = (f"{stem[:2]}{stem[3]}{long}{stem[5]}" for long in "واي")
        worn = (f"{stem[0]}ا{stem[3]}{long}{stem[5]}" for long in "ويا") if stem[1] == "و" else ()
        return (*hollow, *worn)
    return _of_three(stem)


def _of_three(stem: str) -> tuple[str, ...]:
    """Fa'il and its like: شارع / شوارع, حاسوب / حواسيب, وثيق / وثايق."""
    n = len(stem)
    if n == 4 and stem[1] == "ا":
        return (f"{stem[0]}و{stem[1:]}",)
    if n == 5 and stem[1:3] == "وا":
        return (stem[0] + stem[2:],)
    if n == 5 and stem[1] == "ا" and stem[3] in _LONG:
        return (f"{stem[0]}وا{stem[2]}ي{stem[4]}",)
    if n == 4 and stem[2] in _LONG:
        return (f"{stem[:2]}اي{stem[3]}",)
    if n == 5 and stem[2:4] == "اي":
        return tuple(f"{stem[:2]}{long}{stem[4]}" for long in "ياو")
    return ()


def joined(word: str) -> tuple[str, ...]:
    """``word`` as it reads with "in" or "for" before it (بجماعة, لجماعة), which the index keeps as one word."""
    bare = without_article(word)
    return (f"ب{bare}", f"ل{bare}") if len(bare) >= 4 else ()


def unjoined(word: str) -> str:
    """``word`` without a first letter that may be "in", "for", "as" or "so"; empty when it cannot be one."""
    return word[1:] if len(word) >= 5 and word[0] in "بلكف" else ""
