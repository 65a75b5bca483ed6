"""The person's desk: her next step in plain words with its day, whatever room it comes from."""

from __future__ import annotations

from datetime import timedelta

from tests.coaching.conftest import AT, World, enter
from tests.coaching.test_day import met
from wolouj.coaching.actions import plans
from wolouj.coaching.models import Doer, Following
from wolouj.coaching.page.steps import steps_of
from wolouj.coaching.queries import visits_of
from wolouj.structures.models import Member, Paper, Structure


def test_the_nearest_step_first_and_what_is_late_before_all(world: World, given: dict[str, Following]) -> None:
    her, on = world.files["ftoum"], AT.date()
    met(world, "ftoum", next_on=on + timedelta(9))
    goal = plans.set_goal(participant=her, text="Vendre", by=world.actor("hayat"), at=AT)
    for text, doer, days in (("Appeler la directrice", Doer.HER, 3), ("Porter le modèle", Doer.COACH, 1)):
        plans.add_action(goal=goal, text=text, doer=doer, due=on + timedelta(days), by=world.actor("hayat"), at=AT)
    structure = Structure.objects.create(kind="cooperative", name="Coop", made_at=AT)
    Member.objects.create(structure=structure, person=world.cast.people["ftoum"], name="f")
    Paper.objects.create(structure=structure, kind="tax_certificate", expires_on=on + timedelta(5), added_at=AT)
    steps = steps_of(her, list(visits_of(her.pk)), on=on)
    assert [(step.day - on).days for step in steps] == [3, 5, 9, 14]
    assert steps[0].title.strip("\u2066\u2067\u2068\u2069") == "Appeler la directrice"
    late = steps_of(her, list(visits_of(her.pk)), on=on + timedelta(4))
    assert late[0].sign == "watch"
    browser = enter(world.cast.people["ftoum"])
    page = browser.get("/fr/coaching/mine/").content.decode()
    shown = [page.index(s) for s in ("Appeler la directrice", "Renouveler", "La personne qui vous accompagne vient")]
    assert shown == sorted(shown)
    assert "Porter le modèle" in page  # what her coach is to do stands in the plan, and is no step of hers
    assert "mardi" in page and "Retenu" in page  # the day in words; her application too
    arabic = browser.get("/ar/coaching/mine/").content.decode()
    assert "خطوتي المقبلة" in arabic and "الثلاثاء" in arabic


def test_who_applied_and_is_not_accompanied_reads_where_her_file_stands(world: World) -> None:
    page = enter(world.cast.people["ftoum"]).get("/fr/coaching/mine/").content.decode()
    assert "Retenu" in page
    assert "Personne ne vous accompagne" in enter(world.cast.people["salma"]).get("/fr/coaching/mine/").content.decode()
