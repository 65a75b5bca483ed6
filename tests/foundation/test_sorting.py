"""Names in the order a reader expects, by bytes alone."""

from wolouj.foundation.sorting import sort_key


def ordered(*names: str) -> bool:
    shuffled = [*names[1:], names[0]]
    return sorted(shuffled, key=sort_key) == list(names)


def test_french_accents_do_not_count() -> None:
    assert ordered("Azilal", "Événement", "Fès", "œuvre", "Zagora")


def test_arabic_variants_and_the_article_do_not_count() -> None:
    assert sort_key("أزيلال") == sort_key("ازيلال")
    assert ordered("أزيلال", "بني ملال", "الحاجب", "خريبكة")


def test_numbers_count_as_numbers() -> None:
    assert ordered("Lot 2", "Lot 10")
