"""Audit lines are added, never changed: the database itself refuses UPDATE and DELETE."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION foundation_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit lines are added, never changed';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON foundation_auditline
    FOR EACH ROW EXECUTE FUNCTION foundation_audit_is_append_only();
"""

LET = """
DROP TRIGGER audit_is_append_only ON foundation_auditline;
DROP FUNCTION foundation_audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, LET)]
