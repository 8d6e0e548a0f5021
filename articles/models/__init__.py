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
from articles.models.imports import ImportedFile

__all__ = [
    "BLOCKS",
    "Article",
    "ArticleTag",
    "Callout",
    "CareCard",
    "Choices",
    "ImportedFile",
    "KeyPoints",
    "PictureBlock",
    "QuestionSetBlock",
    "Section",
    "StatisticBlock",
]
