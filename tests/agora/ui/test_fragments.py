"""One block of a template, wherever the inheritance defines it."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from agora.ui import page
from agora.ui.fragments import render_block

PARENT = "avant{% block body %}parent{% endblock %}{% block foot %}pied {{ n }}{% endblock %}après"


def template(source):
    return engines["django"].from_string(source)


def child(source):
    found = template(source)
    node = found.template.nodelist[0]
    node.parent_name.var = template(PARENT)
    node.parent_name.filters = []
    return found


def request(**headers):
    made = RequestFactory(headers=headers).get("/")
    return made


def test_the_block_of_the_child_wins_and_keeps_super():
    found = child("{% extends 'x' %}{% block body %}enfant, {{ block.super }}{% endblock %}")

    assert render_block(found, "body", {}, request()) == "enfant, parent"


def test_a_block_only_the_parent_has_is_found():
    found = child("{% extends 'x' %}")

    assert render_block(found, "foot", {"n": 7}, request()) == "pied 7"


def test_what_is_drawn_is_escaped():
    found = template("{% block a %}{{ word }}{% endblock %}")

    assert render_block(found, "a", {"word": "<b>"}, request()) == "&lt;b&gt;"


def test_an_unknown_block_is_our_mistake():
    with pytest.raises(TemplateSyntaxError):
        render_block(template("{% block a %}{% endblock %}"), "b", {}, request())


def test_htmx_gets_the_fragment_and_others_the_page(client, city):
    whole, part, restored = (
        page(request(**headers), "ui/kit/kit.html", fragment="crumbs")
        for headers in (
            {},
            {"HX-Request": "true"},
            {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        )
    )

    assert "<!doctype html>" in whole.text
    assert "<!doctype html>" not in part.text
    assert "Nos composants" in part.text
    assert "<!doctype html>" in restored.text
    assert {one["Vary"] for one in (whole, part)} == {"HX-Request"}
