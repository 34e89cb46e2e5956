"""A kind of news about an account, whose audience a test chooses."""

import pytest
from django.contrib.auth import get_user_model
from django.template import engines
from django.template.loaders.locmem import Loader

from agora.notices.registries import Kind, kinds

LETTER = (
    '{% extends "ui/mail/base.html" %}{% block subject %}{{ title }}{% endblock %}'
    "{% block content %}<p>{{ about.pseudonym }}</p><a href='{{ url }}'>Voir</a>{% endblock %}"
)

CLOSER = LETTER.replace("{{ about.pseudonym }}", "{{ more }}, et {{ url }}")


@pytest.fixture(autouse=True)
def templates(monkeypatch):
    """The letter of these tests, beside the true ones."""
    engine = engines["django"].engine
    letters = {"test/news.html": LETTER, "test/closer.html": CLOSER}
    loaders = [Loader(engine, letters), *engine.template_loaders]
    monkeypatch.setitem(engine.__dict__, "template_loaders", loaders)


@pytest.fixture
def news():
    """Register `test.news`; the list returned holds the keys of whoever is concerned."""
    concerned = []
    users = get_user_model()

    def kind(**more):
        given = {
            "label": "Une nouvelle",
            "audience": lambda about: users.objects.filter(pk__in=concerned),
            "title": lambda about: f"Nouvelle de {about.pseudonym}",
            "template": "test/news",
            "url": lambda about: f"/personnes/{about.pk}/",
            "model": "accounts.User",
        }
        return Kind(**given | more)

    with (
        kinds.lending("test.news", kind()),
        kinds.lending("test.daily", kind(rhythm="daily", label="Une nouvelle du jour")),
        kinds.lending("test.must", kind(optional=False, label="Une nouvelle obligée")),
    ):
        yield concerned
