"""What must be read again: oldest first, then the least sure; everything once, nothing that ended."""

from __future__ import annotations

from datetime import date, timedelta

from rulebook.engine.law import PARAMETERS
from rulebook.engine.texts import TEXTS
from rulebook.engine.upkeep import What, to_read_again

ALL = to_read_again()
SURENESS = ["certain", "likely", "unsure"]


def test_oldest_first_then_the_least_sure() -> None:
    ranks = [(due.read_on, -SURENESS.index(due.confidence.value)) for due in ALL]
    assert ranks == sorted(ranks)


def test_everything_is_there_once() -> None:
    standing = {name for name, parameter in PARAMETERS.items() if parameter.values[-1].value is not None}
    articles = {key for text in TEXTS.texts.values() for key in text.articles}
    assert {due.key for due in ALL if due.what is What.QUANTITY} == standing
    assert {due.key for due in ALL if due.what is What.ARTICLE} == articles
    assert len(ALL) == len(standing) + len(articles)


def test_a_quantity_says_where_it_was_read() -> None:
    (ceiling,) = [due for due in ALL if due.key == "purchase_orders.ceiling"]
    assert (ceiling.article, ceiling.source) == ("decree-2-22-431/91", "press-2023")
    (article,) = [due for due in ALL if due.key == "decree-2-22-431/91"]
    assert article.source is None and article.article == article.key


def test_before_a_day_is_before_it() -> None:
    oldest = ALL[0].read_on
    assert to_read_again(oldest) == ()
    assert {due.read_on for due in to_read_again(oldest + timedelta(days=1))} == {oldest}
    assert to_read_again(date.max) == ALL
