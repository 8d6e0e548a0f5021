"""The blocks of an article. They may be mixed freely and ordered by mouse and keyboard."""

from __future__ import annotations

import uuid

from content_editor.models import create_plugin_base
from django.db import models

from articles.models.article import Article
from editorial.richtext import RichTextField
from faq.models import QuestionSet
from library.models import Picture, Statistic

Plugin = create_plugin_base(Article)


class Block(Plugin):  # type: ignore[valid-type, misc]
    """What every block has: a uid that stays with it for ever."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Section(Block):
    """A heading and its text."""

    class Aspect(models.TextChoices):
        OVERVIEW = "overview", "what it is"
        SYMPTOMS = "symptoms", "symptoms"
        WHEN_TO_GET_HELP = "when_to_get_help", "when to get help"
        CAUSES = "causes", "causes"
        TESTS = "tests", "tests"
        TREATMENT = "treatment", "treatment"
        SIDE_EFFECTS = "side_effects", "side effects"
        LIVING_WITH = "living_with", "living with it"
        OUTLOOK = "outlook", "outlook"
        PREVENTION = "prevention", "prevention"
        SUPPORT = "support", "support"
        OTHER = "other", "something else"

    heading = models.CharField(max_length=100)
    aspect = models.CharField("about", max_length=20, choices=Aspect.choices, default=Aspect.OTHER)
    body = RichTextField("text")

    def __str__(self) -> str:
        return self.heading


class CareCard(Block):
    """When to get help, as typed data: never prose."""

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", "emergency: life may be at risk, now"
        URGENT = "urgent", "urgent: today"
        NON_URGENT = "non_urgent", "not urgent: make an appointment"

    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    heading = models.CharField(max_length=120, help_text="What to do, ending with “if:” — Call 999 if you:")
    signs = models.TextField(help_text="One sign a line.")
    action = RichTextField("what to do", blank=True, short=True)
    phones = models.TextField(
        "telephone numbers", blank=True, help_text="One a line, what it is and the number: Emergency services: 999"
    )

    class Meta:
        verbose_name = "care card"

    def __str__(self) -> str:
        return self.heading


class Callout(Block):
    """One important thing, set apart."""

    heading = models.CharField(max_length=100)
    body = RichTextField("text", short=True)

    def __str__(self) -> str:
        return self.heading


class KeyPoints(Block):
    """What to remember, as a short list."""

    heading = models.CharField(max_length=100, default="Key points")
    body = RichTextField("points", short=True)

    class Meta:
        verbose_name = "key points"
        verbose_name_plural = "key points"

    def __str__(self) -> str:
        return self.heading


class PictureBlock(Block):
    """A picture from the library, with what it says here."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+")
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What a person who cannot see it should know, on this page.",
    )
    is_decorative = models.BooleanField(
        "only decoration", default=False, help_text="Then it needs no alternative text."
    )
    caption = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "picture"

    def __str__(self) -> str:
        return self.alt or self.caption or "Picture"


class QuestionSetBlock(Block):
    """A question set, shown as it is live, under its own reviewer."""

    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "question set"

    def __str__(self) -> str:
        return str(self.question_set) if self.question_set_id else "Question set"


class StatisticBlock(Block):
    """A figure from the library, in the words it was given there."""

    heading = models.CharField(max_length=100, blank=True)
    statistic = models.ForeignKey(Statistic, models.PROTECT, related_name="+")
    is_hidden = models.BooleanField(
        "shown on request",
        default=False,
        help_text="Closed until the reader opens it. Survival figures always are.",
    )

    class Meta:
        verbose_name = "statistic"

    def __str__(self) -> str:
        return self.heading or (str(self.statistic) if self.statistic_id else "Statistic")


class Choices(Block):
    """Ways of treatment side by side, with what each may bring, doing nothing among them."""

    heading = models.CharField(max_length=100, default="Your treatment choices")
    introduction = RichTextField(blank=True, short=True)
    options = models.TextField(
        help_text="The name of a choice on a line of its own, under it its benefits, a line each that begins with +, "
        "and its harms, a line each that begins with -. An empty line before the next choice.",
    )
    without = RichTextField("what happens without treatment", blank=True, short=True)
    questions = models.TextField("questions to ask", blank=True, help_text="One a line.")

    class Meta:
        verbose_name = "treatment choices"
        verbose_name_plural = "treatment choices"

    def __str__(self) -> str:
        return self.heading


BLOCKS: list[type[Block]] = [
    Section,
    CareCard,
    Callout,
    KeyPoints,
    StatisticBlock,
    Choices,
    PictureBlock,
    QuestionSetBlock,
]
