import django.core.validators
from django.db import migrations, models

SENTENCE = "The place is a whole number from 1 to 99."


def within(apps, schema_editor):
    """Places from before there was a limit go to its nearest end."""
    bets = apps.get_model("search", "BestBet").objects.using(schema_editor.connection.alias)
    bets.filter(ordering__lt=1).update(ordering=1)
    bets.filter(ordering__gt=99).update(ordering=99)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_words_of_readers_and_editors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bestbet",
            name="ordering",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="From 1 to 99; the lowest number stands first.",
                validators=[
                    django.core.validators.MinValueValidator(1, SENTENCE),
                    django.core.validators.MaxValueValidator(99, SENTENCE),
                ],
                verbose_name="place",
            ),
        ),
        migrations.RunPython(within, migrations.RunPython.noop),
    ]
