"""Reading levels against values worked out by hand."""

import pytest

from editorial.checks import formulas
from editorial.checks.formulas import Counts, syllables

# 5 sentences, 100 words, 140 syllables, 12 long words, 450 letters.
COUNTS = Counts(sentences=5, words=100, syllables=140, long_words=12, letters=450)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("flesch_reading_ease", 206.835 - 20.3 - 118.44),  # 68.095
        ("flesch_kincaid", 7.8 + 16.52 - 15.59),  # 8.73
        ("smog", 1.043 * 72**0.5 + 3.1291),  # 11.979
        ("gunning_fog", 12.8),
        ("coleman_liau", 26.46 - 1.48 - 15.8),  # 9.18
        ("automated_readability", 21.195 + 10 - 21.43),  # 9.765
    ],
)
def test_formula(formula, value):
    assert getattr(formulas, formula)(COUNTS) == pytest.approx(value)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("pain", 1), ("walked", 1), ("wanted", 2), ("tablets", 2), ("breathe", 1), ("medicine", 3),
        ("were", 1), ("more", 1), ("centre", 2), ("operation", 4), ("treatment", 2), ("people", 2), ("sometimes", 2),
        ("radiation", 4), ("being", 2), ("area", 3), ("diet", 2), ("eye", 1), ("emergency", 4), ("chemotherapy", 5),
        ("liquid", 2), ("uses", 2), ("changes", 2), ("fluid", 2), ("a", 1), ("mmm", 1),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count
