from tests.editorial.checks.medical import run


def test_article_that_declares_nothing():
    assert [found.place.field for name in ("P10", "P12") for found in run(name, "It hurts.")] == [
        "funding",
        "involvement",
    ]


def test_article_that_declares():
    declared = {"funding": "none", "involvement": "Two patients read it."}
    assert [found for name in ("P10", "P12") for found in run(name, "It hurts.", **declared)] == []


def test_stories_and_organisations():
    assert run("P10", "I fell.", article_kind="story") == []
    assert len(run("P12", "I fell.", article_kind="story")) == 1
    assert run("P12", "Call us.", article_kind="organisation") == []
