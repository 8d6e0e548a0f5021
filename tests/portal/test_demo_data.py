"""The demonstration content holds what the demonstration pages need, and nothing that a real page may not hold."""

from __future__ import annotations

import re
import struct
import tomllib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "portal" / "demo"
CLOSED_TAGS = {
    "p",
    "h3",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "sub",
    "sup",
    "br",
    "a",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href", "data-page"}, "sup": {"data-cite"}, "th": {"scope"}}
# How the heading of a care card ends.
LANGUAGES = {"en": ("if:", "if you:"), "es": ("si:",), "ar": (":",)}
STATES = {"live", "draft", "in_review", "overdue", "unreviewed", "withdrawn"}
ARTICLE_KINDS = {
    "condition",
    "symptom",
    "test",
    "treatment",
    "medicine",
    "living_with",
    "support",
    "story",
    "organisation",
}
ASPECTS = {
    "overview",
    "symptoms",
    "when_to_get_help",
    "causes",
    "tests",
    "treatment",
    "side_effects",
    "living_with",
    "outlook",
    "prevention",
    "support",
    "other",
}
SOURCE_KINDS = {
    "guideline",
    "systematic_review",
    "trial",
    "cohort",
    "registry",
    "regulator",
    "textbook",
    "charity",
    "expert_opinion",
}
RESERVED_SLUGS = {"questions", "topics", "tags", "a-z", "glossary", "search", "people"}
FIGURE = re.compile(r"\d\s?%|\bin every\b|\bout of (?=\d)|\b\d[\d,.]* in \d|\bmillion\b")
CITED = "\N{REFERENCE MARK}"


def load(name: str) -> dict:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


def load_all(folder: str) -> dict[str, dict]:
    return {path.stem: load(f"{folder}/{path.name}") for path in sorted((DEMO / folder).glob("*.toml"))}


ARTICLES = load_all("articles")
QUESTION_SETS = load_all("question_sets")
TOPICS = {topic["slug"]: topic for topic in load("topics.toml")["topics"]}
TAGS = {tag["slug"] for tag in load("tags.toml")["tags"]}
SOURCES = {source["key"]: source for source in load("sources.toml")["sources"]}
PEOPLE = {person["key"]: person for person in load("people.toml")["people"]}
PICTURES = {picture["key"]: picture for picture in load("pictures.toml")["pictures"]}
PAGES = {**ARTICLES, **QUESTION_SETS}


class Body(HTMLParser):
    """Reads one piece of rich text: its tags, its marks, its lists and tables, and its sentences."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.cites: list[str] = []
        self.pages: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.passages: list[str] = [""]
        self.open: list[str] = []
        self.items: list[int] = []
        self.last_block = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.open += [] if tag == "br" else [tag]
        if tag not in CLOSED_TAGS:
            self.faults.append(f"<{tag}> is not in the closed list")
        if extra := given.keys() - ATTRIBUTES.get(tag, set()):
            self.faults.append(f"<{tag}> may not have {sorted(extra)}")
        if tag in {"p", "h3", "li", "td", "th", "caption"}:
            self.passages.append("")
        if tag in {"ul", "ol"}:
            self.items.append(0)
            self.faults += [] if self.last_block in {"p", "h3"} else ["a list has no lead-in"]
        if tag == "li":
            self.items[-1] += 1
        if tag == "th" and given.get("scope") not in {"col", "row"}:
            self.faults.append("a header cell has no scope")
        if tag == "sup" and "data-cite" in given:
            self.cites.append(given["data-cite"] or "")
            self.passages[-1] += CITED
        if tag == "a":
            (self.pages if "data-page" in given else self.links).append(
                given.get("data-page") or given.get("href") or ""
            )

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
        if tag in {"ul", "ol"} and self.items.pop() < 2:
            self.faults.append("a list has fewer than two items")
        self.last_block = tag

    def handle_data(self, data: str) -> None:
        self.passages[-1] += data

    def sentences(self) -> list[str]:
        marked = re.compile(rf"(?<=[.!?:])({CITED}*)\s+")
        return [
            part.strip() for text in self.passages for part in marked.sub(r"\1\n", text).split("\n") if part.strip()
        ]


def bodies_of(page: dict) -> list[str]:
    """Every piece of rich text of an article or a question set."""
    blocks = [block.get(name, "") for block in page.get("blocks", []) for name in ("body", "action")]
    answers = [question["answer"] for question in page.get("questions", [])]
    return [html for html in [page.get("introduction", ""), *blocks, *answers] if html]


def plain_texts_of(page: dict) -> list[str]:
    """The texts that cannot carry a citation mark."""
    blocks = page.get("blocks", [])
    own = [page["title"], page.get("summary", "")]
    in_blocks = [block.get(name, "") for block in blocks for name in ("heading", "alt", "caption")]
    signs = [sign for block in blocks for sign in block.get("signs", [])]
    short = [
        text for question in page.get("questions", []) for text in (question["question"], question["short_answer"])
    ]
    return own + in_blocks + signs + short


def cards_of(page: dict, *urgencies: str) -> list[dict]:
    return [b for b in page.get("blocks", []) if b["type"] == "care_card" and b["urgency"] in urgencies]


@pytest.fixture(params=PAGES, ids=str)
def page(request: pytest.FixtureRequest) -> dict:
    return PAGES[request.param]


@pytest.fixture(params=ARTICLES, ids=str)
def article(request: pytest.FixtureRequest) -> dict:
    return ARTICLES[request.param]


def test_there_is_enough_of_everything() -> None:
    health_pages = [a for a in ARTICLES.values() if a["article_kind"] != "organisation"]
    organisation_pages = [a for a in ARTICLES.values() if a["article_kind"] == "organisation"]
    assert len(health_pages) >= 12
    assert len(organisation_pages) >= 5
    assert len(QUESTION_SETS) >= 4
    assert len(TAGS) == 25
    assert len(SOURCES) >= 15
    assert len(PICTURES) == 6


def test_every_state_is_shown_and_most_pages_are_live() -> None:
    states = Counter(article["state"] for article in ARTICLES.values())
    assert set(states) == STATES
    assert states["live"] > len(ARTICLES) / 2
    assert ARTICLES["breast-cancer-in-the-bone"]["state"] == "live"
    assert all(question_set["state"] == "live" for question_set in QUESTION_SETS.values())


def test_states_that_need_a_reason_have_one() -> None:
    for article in ARTICLES.values():
        assert bool(article.get("waiver_reason")) == (article["state"] == "unreviewed")
        assert bool(article.get("withdrawn_reason")) == (article["state"] == "withdrawn")
        assert article.get("replaced_by", "about-us") in ARTICLES


def test_every_tag_topic_source_and_picture_is_used() -> None:
    where = [path for path in DEMO.rglob("*.toml") if path.parent != DEMO] + [
        DEMO / "statistics.toml",
        DEMO / "terms.toml",
    ]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in where)
    assert {tag for page in PAGES.values() for tag in page["tags"]} == TAGS
    assert [key for key in [*SOURCES, *PICTURES] if f'"{key}"' not in everything] == []
    assert set(QUESTION_SETS) == {
        block["question_set"] for a in ARTICLES.values() for block in a["blocks"] if block["type"] == "question_set"
    }


def test_keys_resolve(page: dict) -> None:
    assert PAGES[page["slug"]] is page, "the slug is not the name of the file"
    assert page["slug"] not in RESERVED_SLUGS
    assert page["topic"] in TOPICS
    assert set(page["tags"]) <= TAGS
    assert set(page.get("other_sources", [])) <= set(SOURCES)
    assert PEOPLE[page["author"]]["group"] == "writer"
    assert page["owner"] in PEOPLE
    for block in page.get("blocks", []):
        assert block.get("picture", "skeleton") in PICTURES
        assert block.get("question_set", "inhaler-questions") in QUESTION_SETS


def test_a_reviewer_is_qualified_and_did_not_write_the_page(page: dict) -> None:
    if "reviewer" in page:
        reviewer = PEOPLE[page["reviewer"]]
        assert reviewer["group"] == "reviewer"
        assert reviewer["credentials"]
        assert page["reviewer"] not in {page["author"], page["owner"]}
    else:
        assert page["state"] == "draft" or page["article_kind"] == "organisation"


def test_rich_text_keeps_to_the_closed_list(page: dict) -> None:
    key_points = {block["body"] for block in page.get("blocks", []) if block["type"] == "key_points"}
    for html in bodies_of(page):
        body = Body(html)
        faults = [f for f in body.faults if not (html in key_points and f == "a list has no lead-in")]
        assert faults == []
        assert set(body.cites) <= set(SOURCES)
        assert set(body.pages) <= set(ARTICLES)
        assert page["slug"] not in body.pages, "a page that links to itself"
        assert all(link.startswith(("https://", "mailto:", "tel:")) for link in body.links)
        assert body.tags["table"] == body.tags["caption"]


def test_every_figure_names_its_source(page: dict) -> None:
    for html in bodies_of(page):
        assert [s for s in Body(html).sentences() if FIGURE.search(s) and CITED not in s] == []
    assert [text for text in plain_texts_of(page) if FIGURE.search(text)] == []


def test_sentences_are_short(page: dict) -> None:
    texts = [*plain_texts_of(page), *(sentence for html in bodies_of(page) for sentence in Body(html).sentences())]
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []


def test_an_article_has_what_its_page_shows(article: dict) -> None:
    assert article["language"] in LANGUAGES
    assert article["article_kind"] in ARTICLE_KINDS
    assert article["state"] in STATES
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", article["summary"])) <= 3
    headings = [block["heading"] for block in article["blocks"] if "heading" in block]
    assert len(headings) == len(set(headings))
    assert all(len(heading) <= 100 for heading in headings)
    assert all(block["aspect"] in ASPECTS for block in article["blocks"] if block["type"] == "section")
    assert all(block["alt"] and block["caption"] for block in article["blocks"] if block["type"] == "picture")
    assert sum(block["type"] == "callout" for block in article["blocks"]) <= 2


def test_health_pages_say_first_what_is_an_emergency(article: dict) -> None:
    if article["article_kind"] not in {"organisation", "support"}:
        assert article["blocks"][0] in cards_of(article, "emergency")
        number = {"GB": "999", "ES": "112"}[article["country"]]
        assert any(phone["number"] == number for phone in article["blocks"][0]["phones"])


def test_care_cards_are_complete(article: dict) -> None:
    for card in cards_of(article, "emergency", "urgent", "non_urgent"):
        assert card["heading"].endswith(LANGUAGES[article["language"]])
        assert len(card["signs"]) >= 2
        assert "<a " not in card["action"]
        assert card["phones"] or card["urgency"] == "non_urgent"
        assert all(":" not in phone["label"] for phone in card["phones"])
    assert max(Counter(card["urgency"] for card in cards_of(article, "emergency", "urgent")).values(), default=0) <= 1


def test_questions_are_answered_first_and_briefly() -> None:
    for question_set in QUESTION_SETS.values():
        asked = [question["question"] for question in question_set["questions"]]
        assert len(asked) == len(set(asked)) >= 3
        for question in question_set["questions"]:
            assert question["question"].endswith(("?", "؟"))
            assert len(question["short_answer"].split()) <= 40
            assert len(question["short_answer"]) <= 300
            assert "<" not in question["short_answer"]


def runs_of(text: str, length: int = 6) -> set[tuple[str, ...]]:
    """Every run of so many words, without capitals and marks."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("name", QUESTION_SETS)
def test_answers_go_on_from_their_short_form(name: str) -> None:
    """A reader who has read the short answer is not made to read it again."""
    for question in QUESTION_SETS[name]["questions"]:
        answer = " ".join(Body(question["answer"]).passages)
        assert runs_of(question["short_answer"]) & runs_of(answer) == set()
        first = re.findall(r"\w+", answer.casefold())[:3]
        assert first != re.findall(r"\w+", question["short_answer"].casefold())[:3]


def test_what_needs_help_at_once_is_asked_first() -> None:
    at_once = re.compile("at once|inmediata|فورية")
    for question_set in QUESTION_SETS.values():
        places = [i for i, question in enumerate(question_set["questions"]) if at_once.search(question["question"])]
        assert places in ([], [0])


BONE_EMERGENCY = (
    "back or neck|band round|lying down|straining|weakness, heaviness or numbness|walk|pins and needles|bottom"
)
BONE_EMERGENCY += "|pee or poo|put weight on|break a bone|confused|drowsy|high temperature|very unwell"
BONE_URGENT = "being sick|thirsty|lot of pee|constipation|tired|bleed or bruise"


@pytest.mark.parametrize(("urgency", "words"), [("emergency", BONE_EMERGENCY), ("urgent", BONE_URGENT)])
def test_the_bone_page_has_every_red_flag_in_its_cards(urgency: str, words: str) -> None:
    signs = " ".join(
        sign for card in cards_of(ARTICLES["breast-cancer-in-the-bone"], urgency) for sign in card["signs"]
    )
    assert [word for word in words.split("|") if word not in signs] == []


def test_the_bone_page_has_every_aspect_that_it_must_have() -> None:
    article = ARTICLES["breast-cancer-in-the-bone"]
    aspects = {block["aspect"] for block in article["blocks"] if block["type"] == "section"}
    assert aspects >= ASPECTS - {"prevention"}
    headings = " ".join(block["heading"].lower() for block in article["blocks"] if "heading" in block)
    wanted = "not bones tests aim choices strengthen pain trials palliative questions words survival help"
    assert [word for word in wanted.split() if word not in headings] == []
    numbers = {phone["number"] for card in cards_of(article, "emergency", "urgent") for phone in card["phones"]}
    assert numbers == {"999", "111", "____ (write it here)"}


def test_topics_make_a_tree_of_three_levels_at_most() -> None:
    assert len({topic["title"] for topic in TOPICS.values()}) == len(TOPICS)
    for topic in TOPICS.values():
        assert topic["introduction"]
        path = [topic["slug"]]
        while parent := TOPICS[path[-1]].get("parent"):
            path.append(parent)
            assert len(path) <= 3


def test_sources_are_complete() -> None:
    for source in SOURCES.values():
        assert source["kind"] in SOURCE_KINDS
        assert re.fullmatch(r"\d{4}", source["year"])
        assert source["publisher"]
        assert len(source["title"]) <= 250
        assert source.get("url", "https://").startswith("https://")


def test_people_are_plainly_invented_and_fill_every_role() -> None:
    groups = Counter(person["group"] for person in PEOPLE.values())
    assert groups == {"writer": 2, "reviewer": 3, "publisher": 1, "clinical_lead": 1, "administrator": 1}
    for person in PEOPLE.values():
        assert person["name"].endswith("(fictional)")
        assert all(person[fact] for fact in ("role", "affiliation", "biography", "interests"))
        assert all("fictional" in credential["awarding_body"] for credential in person["credentials"])


@pytest.mark.parametrize("key", PICTURES)
def test_pictures_are_small_and_wide_enough(key: str) -> None:
    picture = PICTURES[key]
    data = (DEMO / picture["file"]).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20]) == (1200,)
    assert len(data) < 80_000
    assert (DEMO / picture["source"]).read_text(encoding="utf-8").startswith("<svg ")
    assert 0 < len(picture["alt"]) <= 125
    assert picture["credit"] == "Drawn for this demonstration"
    assert picture["licence"] == "CC0 1.0"
