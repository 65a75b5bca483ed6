"""Which notice and category the source of each result told: known of OCDS awards."""

from django.db import migrations

_TOLD = """
UPDATE notices_result AS result SET notice_told = notice.identity, category_told = result.category
FROM notices_notice AS notice
WHERE result.notice_id = notice.id AND result.identity LIKE 'ocds:%' AND starts_with(result.identity, notice.identity || ':');
UPDATE notices_result SET category_told = category WHERE identity LIKE 'ocds:%' AND notice_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0012_one_notice")]
    operations = [migrations.RunSQL(_TOLD, migrations.RunSQL.noop)]
