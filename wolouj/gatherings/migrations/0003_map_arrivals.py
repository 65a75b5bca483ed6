"""Those who had arrived before half-days were kept are there for the half-day of their arrival."""

from django.db import migrations

from rulebook.engine.format import local

NOON = 13
BATCH = 2000


def half_day(gathering, at):
    """As the model of that day reads it: two half-days a day, the second from one in the afternoon."""
    here = local(at)
    if here.date() < gathering.day:
        return 1
    first = 2 * (here.date() - gathering.day).days + 1
    return min(first + (here.hour >= NOON), gathering.half_days)


def map_arrivals(apps, schema_editor):
    """One half-day for each arrival, by the way the row came in: a list was typed from a signed sheet."""
    attendance = apps.get_model("gatherings", "Attendance")
    rows = apps.get_model("gatherings", "Registration").objects.filter(arrived_at__isnull=False)
    rows = rows.select_related("gathering").order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        attendance.objects.bulk_create(
            attendance(
                registration=row, half_day=half_day(row.gathering, row.arrived_at), at=row.arrived_at,
                how="sheet" if row.how == "list" else "tap",
            )
            for row in batch
        )  # fmt: skip
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0002_attendance'),
    ]

    operations = [
        migrations.RunPython(map_arrivals, migrations.RunPython.noop),
    ]
