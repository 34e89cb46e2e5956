"""Filters as they stand in the URL."""

import pytest
from django.http import QueryDict

from club_utilisateurs.forms.filters import SearchFilters, TopicFilters
from tests.factories.club import make_category

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def asked(kind, text):
    return kind(QueryDict(text), categories=[make_category()])


def test_what_the_url_asks_is_kept():
    form = asked(TopicFilters, "rubrique=restitution&genre=idea&etat=non-lus&mot=papier")

    assert form.chosen() == {
        "rubrique": "restitution", "genre": "idea", "etat": "non-lus", "mot": "papier",
    }  # fmt: skip
    labels = [str(form.label_of(name, form.chosen()[name])) for name in ("rubrique", "etat")]
    assert labels == ["Restitution", "Non lus"]


def test_a_filter_that_means_nothing_is_left_out_and_the_others_hold():
    form = asked(TopicFilters, "rubrique=rien&genre=idea&etat=%00&mot=deux mots")

    assert form.chosen() == {"genre": "idea"}


def test_words_are_one_line():
    form = asked(SearchFilters, "q=%20halle%0Adu  marché&onglet=ailleurs")

    assert form.chosen() == {"q": "halle du marché"}


def test_what_a_database_refuses_is_no_search():
    assert asked(SearchFilters, "q=halle%00&genre=idea").chosen() == {"genre": "idea"}


def test_too_many_words_are_no_search():
    assert asked(SearchFilters, f"q={'a' * 201}").chosen() == {}
