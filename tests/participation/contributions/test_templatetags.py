"""What every page that shows words may draw."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from tests.factories.contributions import make_contribution, make_reply

pytestmark = pytest.mark.usefixtures("city")


def drawn(source, word):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    words = {"word": word, "request": request}
    return Template("{% load contributions %}" + source).render(Context(words))


def test_the_bar_draws_every_button():
    word = make_contribution()

    bar = drawn("{% word_bar word %}", word)

    assert "Signaler" in bar
    assert "Suivre" in bar


def test_the_citys_answer_is_drawn_or_nothing():
    answered = make_contribution()
    make_reply(answered)

    assert "Les platanes restent" in drawn("{% official_reply word %}", answered)
    assert drawn("{% official_reply word %}", make_contribution()).strip() == ""


def test_placeholders_name_the_article_and_show_no_word():
    hidden = make_contribution(hidden_at=timezone.now(), hidden_article=3, body="injure")
    gone = make_contribution(status="withdrawn")
    merged = make_contribution(status="merged", merged_into=gone)

    said = drawn("{% placeholder word %}", hidden)

    assert "article 3 de la charte" in said
    assert "injure" not in said
    assert "Retiré par son auteur" in drawn("{% placeholder word %}", gone)
    assert f"/contributions/{gone.pk}/" in drawn("{% placeholder word %}", merged)


def test_words_of_an_unknown_kind_lead_to_their_consultation():
    word = make_contribution(kind="zzz")

    assert drawn("{{ word|word_url }}", word) == word.consultation.get_absolute_url()
