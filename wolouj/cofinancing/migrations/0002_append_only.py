"""Rows of the ledger are added, never changed: the database itself refuses UPDATE and DELETE."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION cofinancing_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of the ledger are added, never changed: write a reversal';
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON cofinancing_entry
    FOR EACH ROW EXECUTE FUNCTION cofinancing_entry_is_append_only();
"""

LET = """
DROP TRIGGER entry_is_append_only ON cofinancing_entry;
DROP FUNCTION cofinancing_entry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("cofinancing", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, LET)]
