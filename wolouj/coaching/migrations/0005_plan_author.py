"""Goals and what is to be done say who wrote their words: the last who noted them, as the audit holds it, else whoever
had the file that day. Where neither is known the author stays unknown, and the wall takes the words for another's."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_SAID = {"plangoal": ("goal_set",), "planaction": ("action_planned", "action_changed")}
AT_ONCE = 1000


def authors(apps: Any, schema_editor: Any) -> None:
    """Write the author of each row that has none."""
    for name, begun in (("PlanGoal", "opened_at"), ("PlanAction", "made_at")):
        rows = apps.get_model("coaching", name).objects.filter(noted_by=None)
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            _write(apps, name, begun, keys[start : start + AT_ONCE])


def _write(apps: Any, name: str, begun: str, keys: list[Any]) -> None:
    model, kind = apps.get_model("coaching", name), name.lower()
    lines = apps.get_model("foundation", "AuditLine").objects.filter(
        object_type=kind, object_id__in=[str(key) for key in keys], act__in=_SAID[kind], person__isnull=False
    )
    by = dict(lines.order_by("at", "id").values_list("object_id", "person"))  # the last one stays
    rows = list(model.objects.filter(pk__in=keys))
    had = apps.get_model("coaching", "Following").objects.filter(participant__in={row.participant_id for row in rows})
    files: dict[Any, list[Any]] = {}
    for following in had.order_by("given_at"):
        files.setdefault(following.participant_id, []).append(following)
    for row in rows:
        row.noted_by_id = by.get(str(row.pk)) or _had(files.get(row.participant_id, []), getattr(row, begun))
    there = set(
        apps.get_model("people", "Person").objects.filter(pk__in={row.noted_by_id for row in rows})
        .values_list("pk", flat=True)
    )  # fmt: skip
    model.objects.bulk_update([row for row in rows if row.noted_by_id in there], ["noted_by"], batch_size=AT_ONCE)


def _had(files: list[Any], at: Any) -> Any:
    """Who had the file at that instant."""
    mine = [row for row in files if row.given_at <= at and (row.ended_at is None or at < row.ended_at)]
    return mine[-1].coach_id if mine else None


def _field() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("coaching", "0004_own_answers_and_corrections"),
        ("foundation", "0001_initial"),
        ("people", "0002_finance"),
    ]

    operations = [
        migrations.AddField(model_name="plangoal", name="noted_by", field=_field()),
        migrations.AddField(model_name="planaction", name="noted_by", field=_field()),
        migrations.RunPython(authors, migrations.RunPython.noop),
    ]
