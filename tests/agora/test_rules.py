from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from agora import rules
from agora.registry import RegistrationError
from agora.rules import (
    SYSTEM,
    Refused,
    allowed,
    anyone,
    door,
    facts_of,
    forget_roles,
    has_role,
    held_roles,
    is_operator,
    is_person,
    is_staff,
    post_only,
    signed_in,
)

NOBODY = AnonymousUser()


def person(**more):
    return SimpleNamespace(is_authenticated=True, **more)


@pytest.fixture
def holding(monkeypatch):
    """Let people hold the roles said in `actor.jobs`, and count how often they are read."""
    asked = []

    def source(actor):
        asked.append(actor)
        return actor.jobs

    monkeypatch.setattr(rules, "_role_source", None)
    rules.set_role_source(source)
    return asked


def test_everybody_is_anyone():
    assert anyone(actor=NOBODY)
    assert anyone(actor=SYSTEM, whatever=1)


def test_signed_in_wants_an_account():
    assert signed_in(actor=person())
    assert signed_in(actor=SYSTEM)
    assert not signed_in(actor=NOBODY)


def test_the_system_is_no_person():
    assert not is_person(SYSTEM)
    assert not is_person(NOBODY)
    assert is_person(person())
    assert str(SYSTEM) == "système"


def test_staff_hold_a_role(holding):
    assert is_staff(actor=person(jobs=["reception"]))
    assert is_staff(actor=SYSTEM)
    assert not is_staff(actor=person(jobs=[]))
    assert not is_staff(actor=NOBODY)


def test_operators_are_the_provider_s_people():
    assert is_operator(actor=person(is_operator=True))
    assert is_operator(actor=SYSTEM)
    assert not is_operator(actor=person())


def test_a_role_opens_what_asks_for_it_and_nothing_else(holding):
    rule = has_role("director", "platform")

    assert rule(actor=person(jobs=["platform", "other"]))
    assert rule(actor=SYSTEM)
    assert not rule(actor=person(jobs=["reception"]))
    assert not rule(actor=NOBODY)
    assert rule.roles == {"director", "platform"}
    assert rule.__name__ == "has_role_director_or_platform"


def test_a_rule_about_no_role_at_all_is_a_mistake():
    with pytest.raises(RegistrationError):
        has_role()


def test_roles_are_read_once_until_they_change(holding):
    actor = person(jobs=["director"])

    assert held_roles(actor) == held_roles(actor) == {"director"}
    assert len(holding) == 1
    actor.jobs = []
    forget_roles(actor)
    forget_roles(actor)
    assert held_roles(actor) == frozenset()


def test_without_a_source_nobody_holds_anything(monkeypatch):
    monkeypatch.setattr(rules, "_role_source", None)

    assert held_roles(person()) == frozenset()


def test_a_rule_is_given_the_facts_it_names_and_no_other():
    def mine(*, actor, word, at=None):
        return actor.name == word and at is None

    assert facts_of(mine) == {"word", "at"}
    assert allowed(mine, actor=person(name="a"), facts={"word": "a", "title": "t"})
    assert not allowed(mine, actor=person(name="a"), facts={"word": "b"})
    assert allowed(mine, actor=SYSTEM, facts={})


def test_a_rule_with_positional_facts_is_refused():
    def rule(word, /, *, actor):
        return True

    with pytest.raises(RegistrationError):
        facts_of(rule)


@pytest.fixture
def ask(settings):
    settings.LOGIN_URL = "/compte/connexion/"

    def ask(view, actor, path="/ici/?a=1", headers=None, **kwargs):
        request = RequestFactory().get(path, headers=headers)
        request.user = actor
        return view(request, **kwargs)

    return ask


def greet(request, **kwargs):
    return HttpResponse("bonjour")


def test_a_door_lets_in_whom_its_rule_allows(ask):
    assert ask(door(signed_in)(greet), person()).content == b"bonjour"


def test_a_door_says_which_rule_it_asks():
    assert door(signed_in)(greet).door is signed_in
    assert door(signed_in)(greet).__name__ == "greet"


def test_nobody_signed_in_is_sent_to_sign_in_and_back(ask):
    response = ask(door(signed_in)(greet), NOBODY)

    assert response.status_code == 302
    assert response.url == "/compte/connexion/?next=/ici/%3Fa%3D1"


@pytest.mark.parametrize(
    ("source", "back"),
    [
        ("http://testserver/idees/?page=2#12", "/idees/?page=2"),
        ("http://testserver/idees/", "/idees/"),
        ("http://testserver", "/"),
        ("https://ailleurs.example/idees/", "/"),
        ("", "/"),
    ],
)
def test_a_button_pressed_by_nobody_brings_back_to_its_page(rf, source, back):
    view = post_only(door(signed_in)(greet))
    request = rf.post("/ici/", headers={"Referer": source})
    request.user, request.resolver_match = NOBODY, ResolverMatch(view, (), {})

    assert view(request).url == f"/compte/connexion/?{urlencode({'next': back}, safe='/')}"


def test_a_button_is_no_page(rf):
    assert post_only(door(anyone)(greet))(rf.get("/")).status_code == 405


def test_a_fragment_is_not_replaced_by_the_sign_in_page(ask):
    response = ask(door(signed_in)(greet), NOBODY, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response["HX-Redirect"].startswith("/compte/connexion/?next=")
    assert response.content == b""


def test_somebody_who_may_not_gets_a_403(ask, holding):
    with pytest.raises(PermissionDenied):
        ask(door(is_staff)(greet), person(jobs=[]))


def test_a_door_may_ask_about_the_address(ask):
    def is_first(*, actor, number):
        return number == 1

    view = door(is_first)(greet)

    assert ask(view, person(), number=1).status_code == 200
    with pytest.raises(Refused):
        ask(view, person(), number=2)


def test_an_action_refused_behind_the_door_ends_like_the_door(ask):
    def view(request):
        raise Refused("proposal.published")

    assert ask(door(anyone)(view), NOBODY).status_code == 302
    with pytest.raises(Refused):
        ask(door(anyone)(view), person())


def test_a_request_without_user_is_nobody_s(settings):
    settings.LOGIN_URL = "/compte/connexion/"

    assert door(signed_in)(greet)(RequestFactory().get("/")).status_code == 302
    assert door(anyone)(greet)(RequestFactory().get("/")).status_code == 200
