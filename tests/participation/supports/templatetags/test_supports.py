"""The button of the bar at the bottom of a phone."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from participation.contributions.queries import with_buttons
from participation.supports.actions import support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_user
from tests.factories.tools import make_debate, make_proposal

DRAW = Template("{% load supports %}{% main_button word %}")


@pytest.fixture
def draw(rf):
    def drawn(word, person=None):
        request = rf.get("/")
        request.user = person or AnonymousUser()
        return DRAW.render(Context({"request": request, "word": word, "csrf_token": "jeton"}))

    return drawn


def test_the_bar_offers_to_support_and_stays_on_phones(city, draw):
    word = make_proposal()

    html = draw(word, make_user())

    assert f'action="/contributions/{word.pk}/soutenir/"' in html
    assert "Je soutiens" in html
    assert 'value="jeton"' in html
    assert "from-64" not in html  # the page's own button, which the bar replaces


def test_a_visitor_gets_the_button_without_anybody_s_token(city, draw):
    html = draw(make_proposal())

    assert "Je soutiens" in html
    assert "jeton" not in html


def test_who_supports_may_take_it_back(city, draw):
    word, person = make_proposal(), make_user()
    support(actor=person, contribution=word)

    mine, theirs = draw(word, person), draw(word, make_user())

    assert "Vous soutenez" in mine
    assert 'name="sens" value="retirer"' in mine
    assert "retirer" not in theirs


@pytest.mark.parametrize("case", ["hidden", "withdrawn", "city", "closed"])
def test_what_cannot_be_supported_has_no_button(city, draw, case):
    past = make_consultation(state="closed", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    word = {
        "hidden": lambda: make_proposal(hidden_at=past.published_at, hidden_article=3),
        "withdrawn": lambda: make_proposal(status="withdrawn"),
        "city": make_debate,
        "closed": lambda: make_proposal(make_component(past, phases=[])),
    }[case]()

    assert draw(word, make_user()).strip() == ""


def test_a_page_that_knows_its_buttons_asks_nothing_more(city, draw, django_assert_num_queries):
    word, person = make_proposal(), make_user()
    support(actor=person, contribution=word)
    with_buttons(person, [word])

    with django_assert_num_queries(0):
        html = draw(word, person)

    assert "Vous soutenez" in html
