"""The search page."""

from datetime import date

import pytest

from agora.audit.models import Entry
from agora.rules import SYSTEM
from agora.search.actions import note_fruitless
from agora.search.models import FruitlessSearch
from agora.search.rules import can_note
from participation.pages.models import Page, PageKind


@pytest.fixture
def bench(city):
    return Page.objects.create(
        slug="banc",
        title="Un banc & un pin",
        body="<p>Assis à l’ombre</p>",
        kind=PageKind.HELP,
        published=True,
    )


def test_a_word_leads_to_the_page_that_holds_it(client, bench):
    page = client.get("/recherche/", {"q": "bancs"})

    assert page.status_code == 200
    assert b'href="/page/banc/"' in page.content
    assert "Un banc &amp; un pin" in page.content.decode()


def test_words_found_are_marked_where_they_stand(client, bench):
    assert "à l’<mark>ombre</mark>" in client.get("/recherche/", {"q": "ombres"}).content.decode()


def test_finding_nothing_gives_advice_and_is_noted_without_anybody(client, city):
    for _ in range(2):
        page = client.get("/recherche/", {"q": "  Piscine Olympique "}).content.decode()

    assert "Rien ne contient" in page
    assert "Essayez un seul mot" in page
    noted = FruitlessSearch.objects.get()
    assert (noted.terms, noted.count) == ("piscine olympique", 2)
    assert set(
        Entry.objects.filter(verb="search.fruitless_noted").values_list("actor_kind", flat=True)
    ) == {"system"}


@pytest.mark.parametrize("terms", ["lila@exemple.fr", "0612345678", "https://exemple.fr", "ab"])
def test_words_that_may_name_somebody_are_not_noted(client, city, terms):
    client.get("/recherche/", {"q": terms})

    assert not FruitlessSearch.objects.exists()
    assert not can_note(actor=SYSTEM, terms=terms)


def test_a_filter_with_no_result_is_not_a_fruitless_search(client, bench):
    client.get("/recherche/", {"q": "banc", "type": "charter"})

    assert not FruitlessSearch.objects.exists()


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=a&type=inconnu", "?q=" + "a" * 300])
def test_odd_addresses_still_answer(client, city, query):
    assert client.get(f"/recherche/{query}").status_code == 200


def test_each_day_counts_apart(city):
    for day in (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2)):
        note_fruitless(actor=SYSTEM, terms="piscine", on=day)

    assert list(FruitlessSearch.objects.order_by("day").values_list("count", flat=True)) == [1, 2]


def test_the_page_costs_few_queries(client, bench, django_assert_max_num_queries):
    client.get("/recherche/", {"q": "banc"})
    with django_assert_max_num_queries(4):
        client.get("/recherche/", {"q": "bancs"})
