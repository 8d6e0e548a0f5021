"""What pages say of themselves to machines, read from the answer that a patient gets."""

import datetime as dt
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from editorial import actions, clock
from editorial.models import Publication, Topic
from editorial.rendering import json_in_script
from editorial.structured.nodes import words_of
from editorial.structured.subjects import HEALTH_ASPECTS
from library.models import Term
from tests.making import (
    fresh,
    head_of,
    live_article,
    make_article,
    make_question_set,
    make_source,
    put_live,
    save,
    sign,
)
from tests.vocabulary.checking import ENUMERATIONS, faults, nodes_in

TEXTS = ("name", "headline", "alternativeHeadline", "alternateName", "description", "text", "jobTitle", "keywords")
MUST = {
    "@id", "url", "name", "description", "inLanguage", "datePublished", "dateModified", "author", "publisher",
    "audience", "about", "mainContentOfPage", "breadcrumb",
}  # fmt: skip
MUST_NOT = {"aspect", "hasHealthAspect", "medicalSpecialty", "code", "nextReview", "reviewDue", "expires", "email"}
EDGE = re.compile(r"</?(?:p|h\d|ul|ol|li|table|caption|thead|tbody|tr|th|td|div|dt|dd|br)\b[^>]*>")


@pytest.fixture
def patient():
    return Client()


def graph_in(answer):
    """The document of a page, by the `@id` after the `#`. What the template prints is what the view made."""
    html = answer.content.decode()
    made = str(answer.context["structured"])
    printed = LexborHTMLParser(html).css('script[type="application/ld+json"]')
    assert [script.text() for script in printed] in ([], [made])
    return json.loads(made)


def node_of(document, type_name):
    return next((node for node in document["@graph"] if node["@type"] == type_name), None)


def named(document, reference):
    return next(node for node in document["@graph"] if node.get("@id") == reference["@id"])


def words_in(answer):
    """The words of a page as one line, without the numbers of sources and closed boxes; then the words of the boxes."""
    root = LexborHTMLParser(EDGE.sub(r" \g<0>", answer.content.decode())).body
    boxes = [node.text() for node in root.css(".term-box")]
    for node in root.css("script, sup.cite, .term-box"):
        node.decompose()
    return " ".join([*root.text().split(), *" ".join(boxes).split()])


def unseen_in(document, answer):
    """The texts of the document that do not stand on the page."""
    page = words_in(answer)
    texts = [
        text
        for node in nodes_in(document["@graph"])
        for name in TEXTS
        if name in node
        for text in (node[name] if isinstance(node[name], list) else [node[name]])
    ]
    assert texts
    return [text for text in texts if " ".join(text.split()) not in page]


def check(answer):
    """What holds on every kind of page; returns the document."""
    assert answer.status_code == 200
    document = graph_in(answer)
    assert faults(document) == []
    assert unseen_in(document, answer) == []
    for node in nodes_in(document["@graph"]):
        assert not isinstance(node.get("lastReviewed"), list)
        assert node["@type"] == "HealthTopicContent" if "hasHealthAspect" in node else True
        assert node.get("@type") not in {"Physician", "IndividualPhysician"}
        assert not (MUST_NOT - {"hasHealthAspect"}) & set(node)
    for crumbs in [node for node in document["@graph"] if node["@type"] == "BreadcrumbList"]:
        steps = crumbs["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert len(steps) >= 2
        assert ["item" in step for step in steps] == [True] * (len(steps) - 1) + [False]
    return document


def without_review(document):
    return not any({"reviewedBy", "lastReviewed"} & set(node) for node in nodes_in(document["@graph"]))


def days_in(answer):
    return {node.attributes["datetime"] for node in LexborHTMLParser(answer.content.decode()).css("time")}


# Articles


def test_reviewed_condition_says_all_that_it_must(team, patient):
    topic = Topic.objects.create(title="Bones", slug="bones")
    article = make_article(team.writer, slug="wrist", topic=topic, tags=["pain"], synonyms="Wrist fracture")
    article.authors.add(team.second_writer)
    save(article, team.writer)
    put_live(fresh(article), team)
    answer = patient.get("/en/wrist/")
    document = check(answer)
    page = node_of(document, "MedicalWebPage")
    assert set(page) >= MUST | {"lastReviewed", "reviewedBy"}
    assert page["url"].endswith("/en/wrist/") and page["@id"] == page["url"] + "#page"
    assert page["lastReviewed"] in days_in(answer) and page["lastReviewed"] <= clock.today().isoformat()
    assert page["dateModified"] in days_in(answer)
    assert [named(document, one)["name"] for one in page["reviewedBy"]] == ["Dr Rita Reviewer"]
    assert [named(document, one)["name"] for one in page["author"]] == ["Walter Writer"]
    assert named(document, page["publisher"])["@type"] == "Organization"
    assert [cited["name"] for cited in page["citation"]] == ["Bones and you"]
    assert page["keywords"] == ["pain"]
    assert LexborHTMLParser(answer.content.decode()).css_first(page["mainContentOfPage"]["cssSelector"])


def test_reviewer_has_all_that_a_person_must_and_no_mail(team, patient):
    live_article(team, slug="wrist")
    answer = patient.get("/en/wrist/")
    document = graph_in(answer)
    reviewer = node_of(document, "Person")
    assert {"@id", "name", "jobTitle", "url"} <= set(reviewer)
    assert reviewer["@id"] == reviewer["url"] + "#person"
    assert [held["name"] for held in reviewer["hasCredential"]] == ["MRCP (UK), Royal College of Physicians"]
    assert team.reviewer.email not in json.dumps(document)


def test_condition_is_what_its_page_is_about(team, patient):
    live_article(team, slug="wrist", synonyms="Wrist fracture\nColles fracture")
    document = graph_in(patient.get("/en/wrist/"))
    page, condition = node_of(document, "MedicalWebPage"), node_of(document, "MedicalCondition")
    assert named(document, page["about"]) == named(document, page["mainEntity"]) == condition
    assert condition["alternateName"] == ["Wrist fracture", "Colles fracture"]
    assert page["audience"]["healthCondition"] == {"@id": condition["@id"]}


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [("symptom", "MedicalSignOrSymptom"), ("test", "MedicalTest"), ("treatment", "MedicalTherapy"),
     ("medicine", "MedicalEntity"), ("living_with", "Thing"), ("story", "Thing")],
)  # fmt: skip
def test_other_articles_are_about_what_they_are_about(team, patient, kind, type_name):
    live_article(team, slug="wrist", article_kind=kind)
    document = check(patient.get("/en/wrist/"))
    assert named(document, node_of(document, "MedicalWebPage")["about"])["@type"] == type_name


def test_review_taken_back_leaves_no_reviewer(team, patient):
    publication = put_live(make_article(team.writer, slug="wrist"), team)
    actions.revoke_sign_off(sign_off=publication.sign_off, by=team.reviewer, reason="Out of date")
    document = check(patient.get("/en/wrist/"))
    assert without_review(document)
    assert "Rita" not in json.dumps(document)


def test_unreviewed_page_has_no_reviewer(team, patient):
    revision = head_of(make_article(team.writer, slug="wrist"))
    actions.waive(revision=revision, by=team.lead, reason="Needed today", until=clock.today() + dt.timedelta(days=20))
    actions.publish(revision=revision, by=team.publisher)
    assert without_review(check(patient.get("/en/wrist/")))


def test_overdue_page_keeps_the_day_of_its_review_and_shows_the_notice(team, patient):
    live_article(team, slug="wrist")
    Publication.objects.update(next_review_on=clock.today() - dt.timedelta(days=1))
    answer = patient.get("/en/wrist/")
    page = node_of(check(answer), "MedicalWebPage")
    assert page["lastReviewed"] == clock.today().isoformat()
    assert "overdue" in answer.content.decode() or "due" in words_in(answer)


def test_page_of_the_organisation_is_no_medical_page(team, patient):
    article = make_article(team.writer, slug="contact-us", title="Contact us", article_kind="organisation")
    actions.publish(revision=head_of(article), by=team.publisher)
    document = check(patient.get("/en/contact-us/"))
    assert node_of(document, "MedicalWebPage") is None
    assert named(document, node_of(document, "WebPage")["about"])["@type"] == "Organization"
    assert without_review(document)


def test_reviewer_who_is_not_named_has_no_name_here(team, patient):
    live_article(team, slug="wrist")
    team.reviewer.consents_to_be_named = False
    team.reviewer.save()
    document = check(patient.get("/en/wrist/"))
    assert node_of(document, "MedicalWebPage")["reviewedBy"] == [{"@type": "Person", "jobTitle": "Consultant"}]
    assert "Rita" not in json.dumps(document)


def test_sections_name_the_official_aspect_or_none(team, patient):
    article = make_article(team.writer, slug="wrist", sections=2)
    first = article.articles_section_set.first()
    first.aspect = "outlook"
    first.save()
    save(article, team.writer)
    put_live(fresh(article), team)
    answer = patient.get("/en/wrist/")
    parts = node_of(check(answer), "MedicalWebPage")["hasPart"]
    assert [(part["headline"], part["hasHealthAspect"]) for part in parts] == [
        ("Part 1", "https://schema.org/PrognosisHealthAspect")
    ]
    anchor = parts[0]["url"].partition("#")[2]
    assert LexborHTMLParser(answer.content.decode()).css_first(f"[id='{anchor}']")


@pytest.mark.parametrize(("funding", "funder"), [("none", ""), ("funded", "Bone Trust"), ("sponsored", "Bone Trust")])
def test_who_paid_is_named(team, patient, funding, funder):
    live_article(team, slug="wrist", funding=funding, funder="Bone Trust")
    named_here = node_of(graph_in(patient.get("/en/wrist/")), "MedicalWebPage").get("funder", {}).get("name", "")
    assert named_here == funder


def test_text_of_others_names_its_holder_and_licence(team, patient):
    theirs = {"text_origin": "licensed", "copyright_holder": "Bone Trust", "licence": "CC BY 4.0"}
    live_article(team, slug="wrist", **theirs)
    answer = patient.get("/en/wrist/")
    named = node_of(check(answer), "MedicalWebPage")
    assert (named["copyrightHolder"]["name"], named["license"]["name"]) == ("Bone Trust", "CC BY 4.0")
    live_article(team, slug="ankle", title="Broken ankle", copyright_holder="Nobody", licence="None")
    assert "license" not in node_of(check(patient.get("/en/ankle/")), "MedicalWebPage")


def test_aspects_are_official():
    assert set(HEALTH_ASPECTS.values()) <= set(ENUMERATIONS["HealthAspectEnumeration"])


# Question sets, terms, lists


def test_question_set_is_marked_up_on_its_own_page_only(team, patient):
    question_set = make_question_set(team.writer, title="Asked about wrists", introduction="<p>What people ask.</p>")
    put_live(question_set, team)
    path = Publication.objects.get(kind="question_set").path
    document = check(patient.get(path))
    page, faq = node_of(document, "MedicalWebPage"), node_of(document, "FAQPage")
    assert set(page) >= MUST
    assert faq["isPartOf"] == {"@id": page["@id"]} and page["hasPart"] == [{"@id": faq["@id"]}]
    assert faq["lastReviewed"] == clock.today().isoformat()
    assert named(document, faq["reviewedBy"][0])["name"] == "Dr Rita Reviewer"
    (question,) = faq["mainEntity"]
    assert question["name"] == "Will it heal?" and question["acceptedAnswer"]["text"] == "Yes, mostly. Yes, mostly."

    from articles.models import QuestionSetBlock

    article = make_article(team.writer, slug="wrist")
    QuestionSetBlock.objects.create(parent=article, region="main", ordering=90, question_set=question_set)
    save(article, team.writer)
    put_live(fresh(article), team)
    shown = check(patient.get("/en/wrist/"))
    assert {"@id": faq["@id"]} in node_of(shown, "MedicalWebPage")["hasPart"]
    assert node_of(shown, "FAQPage") is None and "Question" not in {n.get("@type") for n in nodes_in(shown)}


def test_answer_is_what_is_read_aloud():
    """Without the number of a source and without a definition that is closed; words of two blocks do not touch."""
    cite = '<sup class="cite"><a href="#source-1"><span class="visually-hidden">Source </span>[1]</a></sup>'
    box = '<button class="term">splint</button><span class="term-box" id="b" popover><strong>splint</strong> A support</span>'
    assert words_of(f"<p>Wear a {box} at night.{cite}</p><ul><li>One</li><li>Two</li></ul>") == (
        "Wear a splint at night. One Two"
    )


def test_term_is_a_word_of_the_glossary_and_pages_mention_it(team, patient):
    item = actions.new_item(kind="term", language="en", by=team.writer)
    term = Term.objects.create(
        item=item, title="splint", definition="A hard support for a broken bone.", text_origin="original"
    )
    term.sources.add(make_source())
    save(term, team.writer)
    put_live(fresh(term), team)
    document = check(patient.get("/en/glossary/splint/"))
    word = node_of(document, "DefinedTerm")
    assert {"name", "description", "url", "inDefinedTermSet"} <= set(word)
    assert named(document, word["inDefinedTermSet"])["@type"] == "DefinedTermSet"
    assert set(node_of(document, "MedicalWebPage")) >= MUST

    article = make_article(team.writer, slug="splinted", sections=1)
    section = article.articles_section_set.first()
    section.body = "<p>You may wear a splint for weeks.</p>"
    section.save()
    save(article, team.writer)
    put_live(fresh(article), team)
    shown = check(patient.get("/en/splinted/"))
    (mentioned,) = node_of(shown, "MedicalWebPage")["mentions"]
    assert named(shown, mentioned) == word


def test_topic_lists_its_pages_and_says_nothing_of_review(team, patient):
    topic = Topic.objects.create(title="Bones", slug="bones", introduction="From head to toe.")
    live_article(team, slug="wrist", topic=topic)
    document = check(patient.get("/en/topics/bones/"))
    page = node_of(document, "CollectionPage")
    assert {"name", "url", "about"} <= set(page)
    assert [entry["name"] for entry in named(document, page["mainEntity"])["itemListElement"]] == ["Broken wrist"]
    assert without_review(document)
    assert "structured" not in patient.get("/en/topics/bones/?tag=&x=1").context


def test_home_names_the_site_and_who_publishes_it(team, patient):
    article = make_article(team.writer, slug="how-we-make-our-information", title="How", article_kind="organisation")
    actions.publish(revision=head_of(article), by=team.publisher)
    document = check(patient.get("/en/"))
    organisation = named(document, node_of(document, "WebSite")["publisher"])
    assert {"@id", "name", "url", "logo"} <= set(organisation)
    assert organisation["publishingPrinciples"].endswith("/en/how-we-make-our-information/")
    assert "potentialAction" not in json.dumps(document)


def test_home_asks_for_the_pages_of_the_organisation_once(db, patient):
    with CaptureQueriesContext(connection) as queries:
        patient.get("/en/")
    assert sum("organisation" in query["sql"] for query in queries) == 1


def test_pages_that_nobody_should_index_say_nothing(team, patient):
    article = live_article(team, slug="wrist", title="Wrist")
    assert "structured" not in patient.get("/en/search/?q=wrist").context
    actions.withdraw(item=article.item, by=team.publisher, reason="Old.")
    withdrawn = patient.get("/en/wrist/")
    assert withdrawn.status_code == 410 and "structured" not in withdrawn.context
    assert "structured" not in patient.get("/en/nothing/").context
    assert "ld+json" not in withdrawn.content.decode()


# Nothing gets out of the element


HOSTILE = [
    "</script><script>alert(1)</script>", "<!--<script>", "<!-- </SCRIPT >", "a\u2028b\u2029c", '"}]}', "\\</script>",
    "<![CDATA[", "&lt;/script&gt;",
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_no_text_ends_the_script_element(title):
    made = json_in_script({"name": title, "more": [title]})
    html = Template('<p><script type="application/ld+json">{{ made }}</script><b>after</b></p>').render(
        Context({"made": made})
    )
    tree = LexborHTMLParser(html)
    (script,) = tree.css("script")
    assert json.loads(script.text()) == {"name": title, "more": [title]}
    assert tree.css_first("b").text() == "after"
    assert not re.search("</|<!|[\u2028\u2029]", made)


def test_page_with_a_hostile_title_keeps_it_inside(team, patient):
    title = "</script><!-- <script>alert(1)"
    live_article(team, slug="wrist", title=title)
    document = check(patient.get("/en/wrist/"))
    assert node_of(document, "MedicalWebPage")["name"] == title


# The demonstration


@pytest.mark.slow
def test_every_page_of_the_demonstration_is_clean(db, patient):
    call_command("load_demo", verbosity=0)
    for publication in Publication.objects.live().select_related("address"):
        check(patient.get(publication.path))


def test_translations_name_each_other(db, patient, team):
    source = live_article(team, slug="wrist")
    made = make_article(team.writer, slug="muneca", title="Muñeca rota", language="es")
    made.translation_of = source.item
    save(made, team.writer)
    put_live(fresh(made), team)
    english, spanish = (graph_in(patient.get(path)) for path in ("/en/wrist/", "/es/muneca/"))
    assert node_of(english, "MedicalWebPage")["workTranslation"][0]["url"].endswith("/es/muneca/")
    assert node_of(spanish, "MedicalWebPage")["translationOfWork"]["url"].endswith("/en/wrist/")
    assert faults(english) == faults(spanish) == []


def test_text_that_waits_for_publishing_is_told_to_nobody(team, patient):
    article = live_article(team, slug="wrist")
    save(article, team.writer, summary="Most broken wrists heal well in five weeks.")
    sign(fresh(article), team)
    assert "five weeks" not in json.dumps(graph_in(patient.get("/en/wrist/")))
