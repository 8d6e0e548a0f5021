"""A site with something of everything that is exported."""

import pytest

from articles.models import Choices, PictureBlock, QuestionSetBlock, Section, StatisticBlock
from library.pictures import keep, redrawn
from tests.library.test_pictures import drawn
from tests.making import (
    add_care_card,
    fresh,
    make_article,
    make_organisation,
    make_question_set,
    make_source,
    make_statistic,
    make_term,
    save,
)


@pytest.fixture
def everything(team):
    """Every kind of draft, an article with every kind of block, texts that spreadsheets spoil."""
    question_set = make_question_set(team.writer, questions=["Will it heal?", "=1+1?"])
    make_term(team.writer, forms="metastases\nmets", synonyms="- spread")
    article = make_article(team.writer, title="=cmd|' /C calc'!A0", tags=["bone", "pain"], country="GB", funding="none")
    add_care_card(article, signs="the bone shows\nyou feel faint")
    picture = keep(redrawn(drawn()), name="Wrist", alt="A wrist", credit="Us", licence="CC0")
    blocks = [
        StatisticBlock(statistic=make_statistic()),
        PictureBlock(picture=picture, alt="A wrist", caption="+ caption"),
        QuestionSetBlock(question_set=question_set),
        Choices(options="Cast\n+ heals\n- itches\n\nNothing\n+ free\n- pain", questions="Why?"),
    ]
    for number, block in enumerate(blocks):
        block.parent, block.region, block.ordering = article, "main", 100 + number
        block.save()
    article.support.add(make_organisation())
    article.related.add(question_set.item)
    article.authors.add(team.writer, team.second_writer)
    save(fresh(article), team.writer, synonyms="Wrist\n@wrist", treatment_aim="cure", summary="'=Rest.")
    Section.objects.create(parent=article, region="main", ordering=500, heading="Long", body="<p>word </p>" * 4000)
    save(fresh(article), team.writer)
    make_source(title="-2 to +2")
    return fresh(article)
