"""Arabic words brought to a stem, lightly: article, joined particles and one or two endings taken off.

After the light stemmers known as "light-10", with what administrative Arabic needs besides: words whose first letters
only look like an article or a particle, verbal nouns that only look like plurals, pronouns after a ta marbuta.
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
"""After these one more ending may go: سيارات, تقنيين, تلفزيونية."""


def stem(word: str) -> str:
    """The stem of one Arabic word; the same for المدرسية, مدرسي and ومدرسة."""
    word = _without_article(word).translate(_SEATS)
    word, ending = _without_ending(word)
    if ending in _THEN:
        word, _ = _without_ending(word)
    if word.endswith("اي") and len(word) > 3:
        word = word[:-1]
    bare = word.replace("ء", "")
    return bare if len(bare) > 2 else word


def _without_article(word: str) -> str:
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
