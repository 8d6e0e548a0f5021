"""Articles and the blocks they are made of."""

from articles.models.article import Article, ArticleTag
from articles.models.blocks import (
    BLOCKS,
    Callout,
    CareCard,
    Choices,
    KeyPoints,
    PictureBlock,
    QuestionSetBlock,
    Section,
    StatisticBlock,
)

__all__ = [
    "BLOCKS",
    "Article",
    "ArticleTag",
    "Callout",
    "CareCard",
    "Choices",
    "KeyPoints",
    "PictureBlock",
    "QuestionSetBlock",
    "Section",
    "StatisticBlock",
]
