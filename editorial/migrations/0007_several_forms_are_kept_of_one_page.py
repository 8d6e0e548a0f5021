import hashlib

from django.conf import settings
from django.db import migrations, models
from django.http import QueryDict


def name_forms(apps, schema_editor):
    """Which opened form each kept one is a state of, as `editorial.actions.forms.form_name` says."""
    kept_forms = apps.get_model("editorial", "KeptForm").objects
    for pk, data in kept_forms.values_list("pk", "data").iterator():
        if token := QueryDict(data).get("token", ""):
            kept_forms.filter(pk=pk).update(form=hashlib.sha256(token.encode(errors="replace")).hexdigest()[:12])


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0006_origins_findings_and_reopened_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="keptform", name="one_kept_form_per_person_and_item"),
        migrations.RemoveConstraint(model_name="keptform", name="one_kept_form_per_person_and_new_page"),
        migrations.AddField(model_name="keptform", name="form", field=models.CharField(blank=True, max_length=12)),
        migrations.RunPython(name_forms, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="keptform",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form", ""), _negated=True),
                fields=("user", "item", "form"),
                name="form_of_an_item_kept_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptform",
            constraint=models.UniqueConstraint(
                condition=models.Q(("item__isnull", True), models.Q(("form", ""), _negated=True)),
                fields=("user", "kind", "form"),
                name="form_of_a_new_page_kept_once",
            ),
        ),
    ]
