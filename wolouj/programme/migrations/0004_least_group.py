from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0003_a_yes_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='least_group',
            field=models.PositiveSmallIntegerField(default=5),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('least_group__gte', 3)), name='programme_least_group'),
        ),
    ]
