from uuid import uuid4

from django.db import migrations, models


def give_stamp(apps, schema_editor):
    """A site that has published something begins with a stamp; it may be done twice."""
    state = apps.get_model("editorial", "SiteState")
    state.objects.filter(stamp="", generation__gt=0).update(stamp=uuid4().hex)


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0008_drafts_can_be_put_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitestate",
            name="stamp",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.RunPython(give_stamp, migrations.RunPython.noop),
    ]
