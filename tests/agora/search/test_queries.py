"""One query over all that may be found, ranked, within what the reader may see."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agora.search.queries import excerpt, search, stems_of
from agora.search.registries import searchables
from participation.pages.models import CharterArticle, Page, PageKind

NOBODY = AnonymousUser()


@pytest.fixture
def texts(city):
    """Two pages online, one draft, one article."""
    for slug, title, body, published in [
        ("banc", "Le banc", "Un banc, deux bancs, trois bancs.", True),
        ("parc", "Le parc", "On y trouve un banc.", True),
        ("brouillon", "Le banc secret", "Un banc.", False),
    ]:
        Page.objects.create(
            slug=slug, title=title, body=body, kind=PageKind.HELP, published=published
        )
    CharterArticle.objects.create(number=1, title="Des bancs", body="Respectez les bancs.")


def test_titles_weigh_more_than_bodies_and_drafts_stay_hidden(texts):
    titles = [hit.title for hit in search("bancs", actor=NOBODY)[:10]]

    assert titles[0] in ("Le banc", "1. Des bancs")
    assert sorted(titles) == ["1. Des bancs", "Le banc", "Le parc"]


def test_results_are_counted_by_kind_and_may_be_filtered(texts):
    results = search("banc", actor=NOBODY, kind="charter")

    assert results.counts == {"pages": 2, "charter": 1}
    assert [hit.url for hit in results[:10]] == ["/charte/#article-1"]


def test_candidates_come_in_one_query_and_objects_in_one_per_kind(texts, django_assert_num_queries):
    with django_assert_num_queries(4):  # the words are read first, once for all kinds
        assert len(search("banc", actor=NOBODY)[:20]) == 3


def test_no_word_asks_nothing(city, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert len(search("  ", actor=NOBODY)) == 0


def test_everything_registered_can_be_searched(city):
    assert {"pages", "charter"} <= set(searchables)
    for key, searchable in searchables.items():
        assert list(searchable.visible_to(NOBODY)[:1]) == [], key


def test_an_excerpt_shows_the_word_and_cuts_between_words():
    text = "<p>" + "avant " * 60 + "la fontaine est belle " + "après " * 60 + "</p>"
    cut = excerpt(text, "fontaines")

    assert cut.startswith("… avant")
    assert "fontaine est belle" in cut
    assert cut.endswith(" …")
    assert len(cut) < 200


@pytest.mark.parametrize("text", ["court", "<p>court &amp; bon</p>"])
def test_a_short_text_is_shown_whole(text):
    assert excerpt(text, "x") in ("court", "court & bon")


def test_stems_are_enough_to_show_where_words_stand():
    assert sorted(stems_of("Écoles, vélo")) == ["ecol", "velo"]
