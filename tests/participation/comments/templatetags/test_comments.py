"""The whole section of comments, as the address asks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_user, sign_in
from tests.factories.tools import make_comment, make_proposal


@pytest.fixture
def word(city):
    return make_proposal()


def section(client, word, **query):
    page = client.get(f"/propositions/{word.pk}/", query).text
    return page.partition('id="commentaires"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("0", 20), ("beaucoup", 20), ("22", 22), ("9" * 30, 23)],
)
def test_more_threads_are_asked_for_in_the_address(word, client, asked, shown):
    author = make_user()
    for _number in range(23):
        make_comment(word, author=author)

    html = section(client, word, suite=asked)

    assert html.count("<li id=") == shown
    assert ("suite=" in html) is (shown < 23)
    if shown == 20:
        assert "Voir les 3 autres commentaires" in html
        assert "suite=70" in html


def test_the_address_sets_the_order(word, client):
    first = make_comment(word, body="Le premier", published_at=timezone.now() - timedelta(days=2))
    useful = make_comment(
        word, body="L’utile", published_at=timezone.now() - timedelta(days=1), supports_count=9
    )
    last = make_comment(word, body="Le dernier")

    found = {}
    for order in ("", "recents", "anciens", "utiles"):
        html = section(client, word, ordre=order)
        found[order] = sorted((first, useful, last), key=lambda one: html.index(f"c{one.pk}"))

    assert found[""] == found["recents"] == [last, useful, first]
    assert found["anciens"] == [first, useful, last]
    assert found["utiles"][0] == useful


def test_a_filter_that_finds_nobody_offers_the_way_back(word, client):
    make_comment(word, alignment=1)

    html = section(client, word, avis="contre")

    assert "Aucun commentaire de cet avis" in html
    assert 'href="?avis=contre#commentaires" aria-current="true"' in html


def test_a_visitor_s_page_holds_nothing_of_their_own(word, client):
    """The page is kept for all visitors: a key or a token in it would be everybody's."""
    html = section(client, word)

    assert "form_key" not in html
    assert "csrfmiddlewaretoken" not in html
    assert "Écrivez d’abord" in html


def test_who_is_signed_in_gets_a_form_that_publishes_once(word, client):
    html = section(sign_in(client, make_user()), word)

    assert html.count('name="form_key"') == 1
    assert "csrfmiddlewaretoken" in html
    assert "Publier mon commentaire" in html
    assert 'name="alignment"' in html


def test_a_reply_is_written_under_its_comment_and_takes_no_stand(word, client):
    said = make_comment(word)

    html = section(sign_in(client, make_user()), word, repondre=str(said.pk))

    assert "Publier ma réponse" in html
    assert f'name="reponse" value="{said.pk}"' in html
    assert 'name="alignment"' not in html


def test_a_number_nobody_typed_breaks_nothing(word, client):
    html = section(sign_in(client, make_user()), word, repondre="1 OR 1")

    assert 'name="reponse" value' not in html
    assert "1 OR 1" not in html


@pytest.mark.parametrize("signed", [True, False])
def test_a_thread_that_rests_says_so_to_everybody(word, client, signed):
    word.slow_until = timezone.now() + timedelta(hours=1)
    word.save()
    make_comment(word)
    if signed:
        sign_in(client, make_user())

    html = section(client, word)

    assert "La discussion fait une pause" in html
    assert "<textarea" not in html
    assert "repondre=" not in html


@pytest.mark.parametrize("signed", [True, False])
def test_a_closed_module_shows_the_words_without_the_form(city, client, signed):
    past = make_consultation(state="closed", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    word = make_proposal(make_component(past, phases=[]))
    said = make_comment(word)
    if signed:
        sign_in(client, make_user())

    html = section(client, word)

    assert said.body in html
    assert "<textarea" not in html
    assert "repondre=" not in html
    assert 'class="callout"' in html


def test_only_the_author_may_take_back_their_comment(word, client, client_for, city):
    said = make_comment(word)

    mine = section(sign_in(client, said.author), word)
    theirs = section(sign_in(client_for(city), make_user()), word)

    assert (f"/commentaires/{said.pk}/retirer/" in mine) is True
    assert "/retirer/" not in theirs
