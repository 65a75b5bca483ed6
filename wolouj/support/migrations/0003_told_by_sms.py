from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0002_help")]

    operations = [
        migrations.AddField(
            model_name="question", name="sms_agreed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("sms_agreed_at__isnull", False), ("state", "answered")), fields=["answered_at"],
                name="question_by_sms",
            ),
        ),
    ]
