"""Every sentence of the public site exists in every language of the interface."""

import re

import polib
import pytest

from tests.messages import catalogue, languages, sentences

NAMED = re.compile(r"%\(\w+\)[sd]|%s|\{\w+\}")


def test_the_search_for_sentences_finds_those_of_templates_and_modules():
    assert {"Skip to the text", "Topics"} <= set(sentences())
    assert sentences()["%(count)d page"] == "%(count)d pages"


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_translated_and_none_is_left_over(language):
    entries = polib.pofile(str(catalogue(language)))
    assert sorted(set(sentences()) - {entry.msgid for entry in entries.translated_entries()}) == []
    assert sorted({entry.msgid for entry in entries} - set(sentences())) == []
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", languages())
def test_placeholders_are_those_of_the_sentence(language):
    for entry in polib.pofile(str(catalogue(language))):
        known = set(NAMED.findall(entry.msgid)) | set(NAMED.findall(entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(NAMED.findall(text)) <= known, entry.msgid
        if entry.msgstr:
            assert set(NAMED.findall(entry.msgstr)) == set(NAMED.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", languages())
def test_compiled_file_holds_what_the_readable_one_says(language):
    readable = polib.pofile(str(catalogue(language)))
    compiled = polib.mofile(str(catalogue(language).with_suffix(".mo")))
    said = {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in readable.translated_entries()}
    assert {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in compiled} == said
