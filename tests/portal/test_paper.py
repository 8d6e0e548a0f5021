"""PDF copies, the picture for links and the code to scan: through the page, the chore and the file itself."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.safestring import SafeString

from articles.models import Article
from editorial import actions, clock
from editorial.models import Copy, Notice, Publication, SiteState
from editorial.page import Notice as PageNotice
from editorial.page import QuestionSet
from editorial.rendering import page_from_document
from editorial.showing import Shown, publication_at, show, show_on_paper
from library.pictures import add_picture
from portal import gallery_samples as samples
from portal.paper import card, copies, leaflet, qr, typeset
from portal.paper.nodes import nodes_of, printed_address
from tests.library.test_pictures import WORDS, drawn
from tests.making import add_care_card, fresh, live_article, make_article, make_question_set, put_live, save
from tests.paper import drawn_square, forms_of, is_within_pages, picture_of, pictures_of_pdf, scanned, text_of_pdf

FORMS = {"a4": (595, 842), "letter": (612, 792), "large": (595, 842)}
HOSTILE = (
    r'#import "x": * and $x$ and *bold* _it_ ] [ } { \ \n <label> @ref `raw` = title '
    r"""// gone /* gone */ ~ -- --- ... 'q' "q" """
)


def shown_of(document, provenance=samples.SIGNED, **facts) -> Shown:
    page = page_from_document(document, {})
    return Shown(page, provenance, (), facts.pop("also_called", ()), (), (), path="/en/page/", **facts)


def article_of(*blocks, **fields):
    return {"schema": 1, "kind": "article", "language": "en", "title": "Page", "blocks": list(blocks)} | fields


def section(body, heading="Part"):
    return {"uid": "s", "type": "section", "heading": heading, "body": body}


def pdf_of(document, form="a4", code="ABCDE12345", **facts) -> bytes:
    return typeset.leaflet_pdf(leaflet.leaflet(shown_of(document, **facts), form, code), 0)


def words_of(document, **facts) -> str:
    return text_of_pdf(pdf_of(document, **facts))


@pytest.fixture
def live(team):
    """A live article with an emergency card, and its copies."""
    article = make_article(team.writer)
    add_care_card(article)
    with transaction.atomic():
        actions.save_draft(draft=fresh(article), by=team.writer, based_on=fresh(article).item.head_id)
    publication = put_live(fresh(article), team)
    copies.make_copies()
    return publication


def shown_now(publication) -> Shown:
    return show(publication_at(publication.path), clock.today())


# The file


@pytest.mark.parametrize("form", FORMS)
def test_pdf_is_tagged_and_says_title_and_language(form):
    content = pdf_of(article_of(section("<p>Rest.</p>"), title="Broken wrist"), form)
    with pypdfium2.PdfDocument(content) as document:
        assert document.get_metadata_value("Title") == "Broken wrist"
        assert document.is_tagged()
        assert [round(side) for side in document[0].get_size()] == list(FORMS[form])
        assert [entry.get_title() for entry in document.get_toc()][:2] == ["Broken wrist", "Part"]
    assert b"/Lang (en)" in content or b"/Lang(en)" in content
    assert b"pdfuaid" in content


def test_every_kind_of_block_is_set():
    document = samples.ARTICLE | {
        "uncertainty": "Nobody knows which comes first.",
        "aim": {"statement": "To control it."},
        "support": [
            {"uid": "u", "name": "Help line", "phone": "0800 1", "hours": "9 to 5", "url": "https://help.example"}
        ],
        "funding": "sponsored",
        "funder": "Example Trust",
        "country": "GB",
        "involvement": "Four patients read it.",
        "origin": "syndicated",
        "copyright_holder": "Bone Trust",
        "licence": "CC BY 4.0",
    }
    words = words_of(document, also_called=("bone secondaries",))
    for said in [
        "Also called: bone secondaries", "EMERGENCY", "trouble passing or holding urine", "999", "URGENT", "NOT URGENT",
        "Key points", "Zoledronic acid", "Bone-strengthening medicines", "See a dentist before you start",
        "Nobody knows which comes first.", "To control it.", "Help line", "0800 1 (9 to 5)", "help.example",
        "Sponsored by Example Trust, who had no say in the text.", "Four patients read it.",
        "This text comes from Bone Trust and is used under CC BY 4.0.",
        "Reviewed by Dr Amara Example (fictional)", "Written for: United Kingdom",
        "Next review due on 3 March 2029.",
        "example.org/guideline", "Page 1 of", "localhost:8000/en/page",
        "localhost:8000/check/ABCDE-12345",
    ]:  # fmt: skip
        assert said in words


def test_hostile_text_comes_out_as_it_was_typed():
    body = f"<p>{HOSTILE.replace('<', '&lt;')}</p>"
    document = article_of(
        section(body, heading=HOSTILE),
        {"uid": "c", "type": "care_card", "urgency": "urgent", "heading": HOSTILE, "signs": [HOSTILE]},
        title=HOSTILE,
        summary=HOSTILE,
    )
    content = pdf_of(document)
    wanted = " ".join(HOSTILE.split())
    assert text_of_pdf(content).count(wanted) >= 6
    with pypdfium2.PdfDocument(content) as file:
        assert file.get_metadata_value("Title").split() == HOSTILE.split()


def test_letter_for_which_there_is_no_font_is_refused_and_not_left_out():
    with pytest.raises(typeset.CannotSet, match="could not be displayed"):
        pdf_of(article_of(section("<p>\U000f1234</p>")))


def test_address_of_a_link_stands_in_print_once():
    body = (
        '<p><a href="https://www.example.org/a/">A guide</a>, <a href="https://example.org/b">example.org/b</a>, '
        '<a href="tel:+441234567">+44 1234 567</a>, <a href="mailto:a@example.org">write</a></p>'
    )
    words = words_of(article_of(section(body)))
    assert "A guide (example.org/a)" in words
    assert words.count("example.org/b") == 1
    assert "+44 1234 567," in words
    assert "write (a@example.org)" in words


def test_link_within_the_site_names_the_site():
    assert nodes_of('<p><a href="/en/x/">x</a></p>', "https://h.example")[0]["runs"][0]["shown"] == "h.example/en/x"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://example.org/a?b=c", "example.org/a?b=c"),
        ("https://example.org/%D8%B9", "example.org/ع"),
        ("mailto:a@b.org?subject=x", "a@b.org"),
    ],
)
def test_address_is_printed_as_it_has_to_be_typed(address, printed):
    assert printed_address(address) == printed


def test_box_of_a_glossary_term_is_left_out_of_the_text():
    html = (
        '<p>A <button class="term" popovertarget="t">scan</button><span class="term-box" id="t">A picture</span>.</p>'
    )
    assert nodes_of(html, "")[0]["runs"] == ["A ", "scan", "."]


def test_table_with_missing_and_spanning_cells_keeps_its_columns():
    body = (
        '<table><thead><tr><th>A</th><th colspan="2">B</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td>'
        '<td>3</td></tr><tr><td>4</td></tr><tr><td colspan="40">5</td></tr></tbody></table>'
    )
    (table,) = nodes_of(body, "")
    spots = {cell["blocks"][0]["runs"][0]: (cell["x"], cell["y"]) for cell in table["cells"]}
    assert spots == {"A": (0, 0), "B": (1, 0), "1": (0, 1), "2": (1, 1), "3": (2, 1), "4": (1, 2), "5": (0, 3)}
    assert "5" in words_of(article_of(section(body)))


def test_headings_skip_no_level():
    document = article_of(section("<h3>Deep</h3><p>x</p>", heading=""), section("<p>y</p>", heading="Next"))
    data = leaflet.leaflet(shown_of(document), "a4", "")
    assert [node["level"] for node in leaflet._headings(data["parts"])] == [1, 2, 2, 2]


FIGURE = {
    "uid": "f", "type": "statistic", "statistic": "x", "heading": "How long", "sentence": "About 6 in every 100.",
    "low": 6, "out_of": 100, "place": "England", "period": "2013", "is_hidden": True,
}  # fmt: skip


def test_figure_about_survival_that_is_closed_on_the_page_is_not_printed():
    words = words_of(article_of(FIGURE | {"measure": "survival_net"}))
    assert "About 6 in every 100." not in words
    assert "localhost:8000/en/page#how-long" in words


def test_other_figure_is_printed():
    assert "About 6 in every 100." in words_of(article_of(FIGURE | {"measure": "frequency"}))


@pytest.mark.parametrize(
    ("state", "said", "unsaid"),
    [
        ("Reviewed", "Reviewed by Dr Amara Example", "vouches"),
        ("Reviewed, recorded from paper", "Given on paper; recorded by one of our team", "vouches"),
        ("Review taken back", "The review of this page was taken back", "Reviewed by"),
        ("Not yet reviewed", "Not yet reviewed", "Reviewed by"),
        ("Due for review", "This page is due for review", "taken back"),
        ("No clinical review needed", "About this page", "Reviewed by"),
    ],
)
def test_leaflet_says_what_the_page_says_about_its_review(state, said, unsaid):
    words = words_of(article_of(section("<p>Rest.</p>")), provenance=samples.PROVENANCES[state])
    assert said in words
    assert unsaid not in words


def test_only_an_urgent_notice_stands_before_the_care_cards():
    notices = [
        PageNotice(level, f"Notice: {level}", SafeString("<p>Read this.</p>"), level) for level in ("warning", "info")
    ]
    words = words_of(samples.ARTICLE, notices=tuple(notices))
    places = [words.index(said) for said in ("Notice: warning", "EMERGENCY", "Notice: info", "About this page")]
    assert places == sorted(places)


def test_question_set_within_a_page_keeps_its_own_reviewer_line_and_sources():
    shown = replace(shown_of(article_of()), page=samples.article(), provenance=samples.PROVENANCES["Not yet reviewed"])
    words = text_of_pdf(typeset.leaflet_pdf(leaflet.leaflet(shown, "a4", ""), 0))
    assert "Not yet reviewed" in words
    assert (
        "These answers were reviewed by Dr Amara Example (fictional), Consultant oncologist, on 3 March 2026." in words
    )
    assert words.count("Given on paper; recorded by one of our team") == 1
    large = text_of_pdf(typeset.leaflet_pdf(leaflet.leaflet(shown, "large", ""), 0))
    assert "Sources of these answers" in large


def test_answer_within_a_page_is_printed_in_its_short_form_with_the_address_of_the_whole():
    shown = replace(shown_of(article_of()), page=samples.article())
    words = text_of_pdf(typeset.leaflet_pdf(leaflet.leaflet(shown, "a4", ""), 0))
    assert "Is it bone cancer? No. It is breast cancer that has spread to the bone." in words
    assert "The cells in the bone are breast cancer cells, so it is treated" not in words
    assert "The whole answers, with their sources: localhost:8000" in words
    assert "Sources of these answers" not in words


def test_answer_within_a_page_that_has_no_short_form_is_printed_whole():
    page = samples.article()
    block = next(block for block in page.body if isinstance(block, QuestionSet))
    questions = tuple(replace(question, short_answer="") for question in block.page.questions)
    block = replace(block, page=replace(block.page, questions=questions))
    shown = replace(shown_of(article_of()), page=replace(page, body=(block,)))
    words = text_of_pdf(typeset.leaflet_pdf(leaflet.leaflet(shown, "a4", ""), 0))
    assert "The cells in the bone are breast cancer cells, so it is treated" in words
    assert "Sources of these answers" in words
    assert "These questions on a page of their own: localhost:8000" in words


def test_choices_are_lines_of_benefits_and_harms():
    words = words_of(samples.ARTICLE)
    assert "A drip every few weeks + has been used the longest; some people need it only every 12 weeks" in words
    assert "− you come to the hospital; aches like flu for a day or two" in words


def test_closed_figures_in_a_row_share_the_sentence_that_says_where_they_are():
    figures = [FIGURE | {"uid": f"f{n}", "measure": "survival_net", "heading": f"After {n} years"} for n in (1, 5)]
    words = words_of(article_of(*figures))
    assert "After 1 years. After 5 years. Figures about survival are not printed here." in words
    assert words.count("Figures about survival are not printed here.") == 1


def test_table_that_is_too_wide_for_a_column_of_text_names_each_value():
    words = words_of(samples.ARTICLE)
    assert "Medicine Zoledronic acid How it is given Drip into a vein How often Every 4 to 12 weeks" in words


def test_text_that_would_leave_the_second_column_empty_is_set_in_one():
    short, long = (pdf_of(article_of(section(f"<p>{'Rest it well. ' * times}</p>"))) for times in (20, 900))
    assert _lines_start_at_both_columns(long)
    assert not _lines_start_at_both_columns(short)


def _lines_start_at_both_columns(content: bytes) -> bool:
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        starts = [text.get_rect(number)[0] for number in range(text.count_rects()) if text.get_rect(number)[3] < 650]
        text.close()
    return min(starts) < 60 and any(300 < start < 320 for start in starts)


# Two fonts: those that come along with Typst are the same on every machine; those of the machine are what it will use.
@pytest.mark.django_db
@pytest.mark.parametrize("own_fonts", [True, False], ids=["fonts of Typst", "fonts of the machine"])
def test_longest_article_takes_four_pages(own_fonts, monkeypatch):
    fonts = typst.Fonts(include_system_fonts=not own_fonts)
    monkeypatch.setattr(typeset, "_fonts", lambda: fonts)
    call_command("load_demo", verbosity=0)
    pages = {}
    articles = Publication.objects.live().with_documents().filter(kind="article")
    for publication in articles.filter(Q(title="Breast cancer that has spread to the bone") | ~Q(language="en")):
        with translation.override(publication.language):
            shown = show_on_paper(publication, clock.today())
            for form in ("a4", "letter"):
                content = typeset.leaflet_pdf(leaflet.leaflet(shown, form, publication.code, is_demo=True), 0)
                assert is_within_pages(content)
                with pypdfium2.PdfDocument(content) as document:
                    pages[publication.language, form] = len(document)
    assert set(pages) == {(language, form) for language in ("en", "es", "ar") for form in ("a4", "letter")}
    assert all(number <= (4 if language == "en" else 5) for (language, form), number in pages.items()), pages


def test_telephone_number_runs_from_left_to_right_in_a_text_that_does_not():
    support = [{"uid": "u", "name": "خط", "phone": "0808 800 6000", "phone_label": "مجانا", "hours": "كل يوم"}]
    body = '<p>اتصل <a href="tel:+448001112222">0800 111 2222</a> الآن</p>'
    content = pdf_of(article_of(section(body), language="ar", title="كسر", support=support))
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        for first, last in (("0808", "6000"), ("0800", "2222")):
            left, right = (text.get_charbox(text.search(group).get_next()[0])[0] for group in (first, last))
            assert left < right
        text.close()


def test_arabic_is_set_from_right_to_left():
    document = article_of(section("<p>" + "العظم " * 12 + "</p>", heading="ما هو"), language="ar", title="كسر الرسغ")
    with translation.override("ar"):
        content = pdf_of(document)
    assert b"/Lang (ar)" in content or b"/Lang(ar)" in content
    assert "العظم" in text_of_pdf(content)
    page = pictures_of_pdf(content, 1)[0].convert("L")
    heading = page.crop((0, 60, page.width, 140)).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert page.width - heading[2] < heading[0], "the title starts at the right"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Reviewed by Dr Amara Example (fictional), Consultant oncologist, on 3 March 2026. Next"),
        ("es", "Revisada por Dr Amara Example (fictional), Consultant oncologist, el 3 de marzo de 2026. Próxima"),
        ("ar", "تمت المراجعة على يد Dr Amara Example (fictional)، Consultant oncologist، في يوم 3 مارس 2026. موعد"),
    ],
)
def test_leaflet_writes_days_and_names_as_its_language_does(language, said):
    with translation.override(language):
        parts = leaflet.leaflet(shown_of(article_of(), also_called=("a", "b")), "a4", "")["parts"]
    assert parts[0]["byline"][0].startswith(said)
    assert parts[0]["also_called"].endswith("a، b" if language == "ar" else "a, b")


def test_copy_is_stale_when_a_translation_has_changed():
    catalogues = [path.read_bytes() for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.mo")]
    assert catalogues
    assert set(catalogues) <= set(typeset.sources_of_drawing())


def test_demonstration_is_marked_on_every_page():
    data = leaflet.leaflet(shown_of(samples.ARTICLE), "large", "", is_demo=True)
    content = typeset.leaflet_pdf(data, 0)
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    assert text_of_pdf(content).count("DEMO") == pages > 1


@pytest.mark.parametrize("form", FORMS)
def test_long_care_card_loses_no_sign(form):
    signs = [f"sign number {number} that takes more than one line where letters are large" for number in range(60)]
    card_block = {"uid": "c", "type": "care_card", "urgency": "emergency", "heading": "Call", "signs": signs}
    content = pdf_of(article_of(card_block), form)
    words = text_of_pdf(content)
    assert all(f"sign number {number} " in words for number in range(60))
    assert is_within_pages(content)


def test_same_page_makes_the_same_file():
    assert pdf_of(samples.ARTICLE) == pdf_of(samples.ARTICLE)


# The picture on paper


def picture_block(file):
    return {
        "uid": "p",
        "type": "picture",
        "file": file,
        "width": 40,
        "height": 30,
        "alt": "A wrist",
        "caption": "Wrist",
    }


@pytest.mark.django_db
def test_picture_stands_on_paper_with_its_words():
    picture = add_picture(drawn(size=(400, 300)), **WORDS)
    content = pdf_of(article_of(picture_block(picture.file.name)))
    teal = [colour for _, colour in pictures_of_pdf(content, 1)[0].convert("RGB").getcolors(100_000)]
    assert (0, 128, 128) in teal
    assert "Wrist" in text_of_pdf(content)


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_picture_that_cannot_be_read_leaves_its_words(content):
    if content:
        default_storage.save("pictures/x.png", ContentFile(content))
    assert "Picture: A wrist" in words_of(article_of(picture_block("pictures/x.png")))


# The copies of live pages


@pytest.mark.django_db
def test_copies_are_made_and_offered_after_publishing(live, client):
    assert forms_of(live) == {"a4", "letter", "large", "card"}
    shown = shown_now(live)
    assert [copy.address for copy in shown.copies] == [f"{live.path}{form}.pdf" for form in ("a4", "letter", "large")]
    assert shown.card_address.startswith(f"http://localhost:8000{live.path}card.png?v=")
    answer = client.get(f"{live.path}a4.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="broken-wrist-a4.pdf"'
    assert answer["Cache-Control"] == "no-cache"
    words = text_of_pdf(answer.content)
    assert "Reviewed by Dr Rita Reviewer" in words
    assert "EMERGENCY" in words
    assert "the bone shows" in words
    assert answer["Content-Security-Policy"] == "frame-ancestors 'none'; base-uri 'none'"


@pytest.mark.django_db
def test_unchanged_copy_is_not_sent_again(live, client):
    etag = client.get(f"{live.path}letter.pdf")["ETag"]
    answer = client.get(f"{live.path}letter.pdf", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(f"{live.path}a4.pdf", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.django_db
def test_second_run_makes_nothing(live):
    before = SiteState.objects.get().generation
    assert copies.make_copies() == copies.Made()
    assert SiteState.objects.get().generation == before


@pytest.mark.django_db
def test_question_set_has_copies(team, client):
    publication = put_live(make_question_set(team.writer), team)
    copies.make_copies()
    answer = client.get(f"{publication.path}large.pdf")
    assert "Will it heal?" in text_of_pdf(answer.content)
    assert client.get(f"{publication.path}card.png")["Content-Type"] == "image/png"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "ar"])
def test_page_in_another_language_has_copies_that_are_handed_out(team, client, language):
    """They are made in the language in which the page is shown, or they would never fit it."""
    article = live_article(team, title="كسر الرسغ", language=language, slug="wrist")
    copies.make_copies()
    assert client.get(f"/{language}/wrist/a4.pdf").status_code == 200
    assert article.pk


@pytest.mark.django_db
def test_copy_that_says_reviewed_is_never_handed_out_after_the_review_was_taken_back(live, team, client):
    actions.revoke_sign_off(sign_off=live.sign_off, by=team.lead, reason="A mistake.")
    for name in ("a4.pdf", "letter.pdf", "large.pdf", "card.png"):
        answer = client.get(f"{live.path}{name}")
        assert (answer.status_code, answer["Location"]) == (302, live.path)
    assert shown_now(live).copies == ()
    copies.make_copies()
    words = text_of_pdf(client.get(f"{live.path}a4.pdf").content)
    assert "The review of this page was taken back" in words
    assert "Reviewed by" not in words


@pytest.mark.django_db
def test_copy_of_an_older_text_is_not_handed_out_and_its_file_goes(live, team, client):
    before = set(Copy.objects.values_list("file", flat=True))
    article = Article.objects.get(item=live.item)
    save(article, team.writer, summary="Eight weeks.")
    put_live(fresh(article), team)
    assert client.get(f"{live.path}a4.pdf").status_code == 302
    copies.make_copies()
    assert "Eight weeks." in text_of_pdf(client.get(f"{live.path}a4.pdf").content)
    assert not any(default_storage.exists(name) for name in before)
    assert Copy.objects.count() == 4


@pytest.mark.django_db
def test_copy_is_stale_once_a_notice_stands_over_the_page(live, team, client):
    now, item = clock.now(), make_article(team.writer, title="Holds the notice").item
    Notice.objects.create(
        item=item, level="emergency", title="Recalled", text="<p>Stop.</p>", written_by=team.writer,
        approved_by=team.lead, approved_at=now, starts_at=now - dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=1),
    )  # fmt: skip
    assert client.get(f"{live.path}a4.pdf").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"SITE_NAME": "Other"}, {"SITE_URL": "https://other.example"}])
def test_copy_that_names_another_site_is_stale(live, client, settings, changed):
    for name, value in changed.items():
        setattr(settings, name, value)
    assert client.get(f"{live.path}a4.pdf").status_code == 302


@pytest.mark.django_db
def test_file_that_was_lost_leads_to_the_page_and_is_made_again(live, client):
    default_storage.delete(Copy.objects.get(form="a4").file)
    assert client.get(f"{live.path}a4.pdf").status_code == 302
    assert copies.make_copies().files == 1
    assert client.get(f"{live.path}a4.pdf").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "name"), [("a4", "a4.pdf"), ("card", "card.png")])
def test_file_with_other_bytes_leads_to_the_page_and_is_made_again(live, client, form, name):
    copy = Copy.objects.get(form=form)
    path = Path(default_storage.path(copy.file))
    made = path.read_bytes()
    assert copy.digest == hashlib.sha256(made).hexdigest()
    path.write_bytes(made[:-1] + bytes([made[-1] ^ 1]))
    assert client.get(f"{live.path}{name}").status_code == 302
    assert copies.make_copies().files == 1
    assert client.get(f"{live.path}{name}").content == made


@pytest.mark.django_db
def test_copy_from_before_there_were_digests_is_stale(live, client):
    Copy.objects.update(digest="")
    assert client.get(f"{live.path}a4.pdf").status_code == 302
    assert copies.make_copies().files == 4


@pytest.mark.django_db
def test_withdrawn_page_answers_gone_and_its_copies_go(live, team, client):
    files = list(Copy.objects.values_list("file", flat=True))
    actions.withdraw(item=live.item, by=team.publisher, reason="It was wrong.")
    answer = client.get(f"{live.path}a4.pdf")
    assert answer.status_code == 410
    assert "It was wrong." in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert copies.make_copies().removed == 4
    assert not any(default_storage.exists(name) for name in files)


@pytest.mark.django_db
def test_old_address_of_a_copy_leads_to_the_new_one(live, team, client):
    actions.change_address(item=live.item, slug="wrist-break", by=team.publisher)
    for name in ("a4.pdf", "card.png", "large-print/"):
        answer = client.get(f"/en/broken-wrist/{name}")
        assert (answer.status_code, answer["Location"]) == (301, f"/en/wrist-break/{name}")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/nowhere/a4.pdf", "/en/broken-wrist/a5.pdf", "/en/questions/a4.pdf"])
def test_copy_of_what_is_no_page_is_not_found(live, client, path):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_draft_has_no_copy(team, client):
    make_article(team.writer)
    assert copies.make_copies() == copies.Made()
    assert client.get("/en/broken-wrist/a4.pdf").status_code == 404


@pytest.mark.django_db
def test_page_that_cannot_be_set_does_not_stop_the_others(team):
    live_article(team, title="\U000f1234 page", slug="odd")
    good = live_article(team, title="Good page")
    result = copies.make_copies()
    assert result.refused == ["\U000f1234 page"]
    assert forms_of(Publication.objects.get(item=good.item)) == {"a4", "letter", "large", "card"}


@pytest.mark.django_db
def test_fault_in_one_page_is_logged_and_does_not_stop_the_others(team, monkeypatch, caplog):
    pages = [live_article(team, title=f"Page {n}") for n in range(3)]
    draw = copies._drawn

    def drawn_but_for_one(publication, shown, form):
        if publication.title == "Page 1":
            raise KeyError("forced")
        return draw(publication, shown, form)

    monkeypatch.setattr(copies, "_drawn", drawn_but_for_one)
    result = copies.make_copies()
    assert (result.files, result.refused) == (8, ["Page 1"])
    assert "No copy on paper of “Page 1”" in caplog.text
    assert [len(forms_of(Publication.objects.get(item=page.item))) for page in pages] == [4, 0, 4]


@pytest.mark.django_db
def test_page_that_changes_meanwhile_comes_next(team):
    titles = {live_article(team, title=f"Page {n}").item_id: f"Page {n}" for n in range(3)}
    keys = dict(Publication.objects.values_list("pk", "item_id"))
    turn = copies._in_turn()
    assert titles[keys[next(turn)]] == "Page 2"
    oldest = Publication.objects.get(title="Page 0")
    actions.change_address(item=oldest.item, slug="moved", by=team.publisher)
    assert [titles[keys[key]] for key in turn] == ["Page 0", "Page 1", "Page 0"]


# The picture for links


@pytest.mark.django_db
def test_picture_for_links_has_the_size_that_networks_want(live, client):
    address = shown_now(live).card_address
    assert picture_of(client.get(address)).size == (1200, 630)


def test_picture_for_links_names_the_reviewer_of_a_reviewed_page_only():
    shown = shown_of(article_of(title="Wrist"))
    assert card.card(shown)["reviewed"] == "Reviewed by Dr Amara Example (fictional) on 3 March 2026"
    revoked = replace(samples.SIGNED, review_revoked_on=dt.date(2026, 10, 12))
    assert card.card(replace(shown, provenance=revoked))["reviewed"] == ""
    assert card.card(shown, is_demo=True)["demo"] == "DEMO"


# The square


def test_square_leads_to_the_check_page():
    square = qr.qr_of("ABCDE12345")
    assert scanned(drawn_square(square)) == [square.address] == ["http://localhost:8000/check/ABCDE-12345"]
    assert square.code == "ABCDE-12345"


def test_page_without_a_code_has_no_square():
    assert qr.qr_of("") is None
    assert "Is this copy still current?" not in words_of(article_of(), code="")


@pytest.mark.parametrize("form", FORMS)
def test_square_on_paper_can_be_scanned(form):
    pages = pictures_of_pdf(pdf_of(article_of(section("<p>Rest.</p>")), form))
    assert [text for page in pages for text in scanned(page)] == ["http://localhost:8000/check/ABCDE-12345"]


@pytest.mark.django_db
def test_page_is_given_its_square(live, client):
    assert client.get(live.path).context["qr"] == qr.qr_of(live.code)


# Large print


@pytest.mark.django_db
def test_large_print_shows_the_same_page_and_names_the_page_to_keep(live, client, settings):
    page = client.get(live.path)
    assert (page.context["is_large"], page.context["large_address"]) == (False, f"{live.path}large-print/")
    large = client.get(page.context["large_address"])
    assert (large.status_code, large.context["is_large"], large.context["path"]) == (200, True, live.path)
    assert large["Link"] == f'<{settings.SITE_URL}{live.path}>; rel="canonical"'


@pytest.mark.django_db
def test_question_set_has_large_print(team, client):
    publication = put_live(make_question_set(team.writer), team)
    assert client.get(f"{publication.path}large-print/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/nowhere/large-print/", "/en/questions/large-print/", "/en/topics/large-print/"])
def test_large_print_of_what_is_no_page_is_not_found(db, client, path):
    assert client.get(path).status_code == 404


def test_locator_and_retracted_source_stand_on_paper():
    cited = '<p>Rest.<sup data-cite="00000000-0000-4000-8000-00000000000a" data-locator="Table 4 [b]"></sup></p>'
    source = {"uid": "00000000-0000-4000-8000-00000000000a", "title": "Bones", "publisher": "P", "published": "2024"}
    provenance = replace(samples.SIGNED, retracted_source="Bones")
    words = words_of(article_of(section(cited), sources=[source]), provenance=provenance)
    assert "[1, Table 4 [b]]" in " ".join(words.split())
    assert "A source of this page was taken back" in " ".join(words.split())


def test_standing_of_a_source_and_an_open_review_stand_on_paper():
    source = {"uid": "00000000-0000-4000-8000-00000000000a", "title": "Bones", "publisher": "P", "published": "2024"}
    page = page_from_document(
        article_of(section("<p>Rest.</p>"), sources=[source]), {}, standings={source["uid"]: "retracted"}
    )
    provenance = replace(samples.SIGNED, reopened_until=dt.date(2026, 12, 9))
    shown = replace(shown_of(article_of(), provenance=provenance), page=page)
    words = " ".join(text_of_pdf(typeset.leaflet_pdf(leaflet.leaflet(shown, "a4", "ABCDE12345"), 0)).split())
    assert "Bones. ! Taken back by those who published it." in words
    assert words.count("The review was opened again and is to be done by 9 December 2026.") == 2
    assert "2029" not in words
