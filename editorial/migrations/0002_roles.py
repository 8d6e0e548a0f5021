"""The roles, as groups. Their permissions follow after every migrate (`editorial/roles.py`)."""

from django.db import migrations

ROLES = ["writer", "reviewer", "publisher", "clinical lead", "administrator"]


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
