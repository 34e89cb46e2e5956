"""A draft thrown away can be taken back at once, by whoever threw it."""

import re

import pytest
from django.forms.models import model_to_dict

from participation.proposals.models import Draft
from tests.factories.consultations import make_component, make_sector, make_theme
from tests.factories.people import make_user

UNDO = re.compile(r'<form class="undo" method="post" action="([^"]+)"')


def make_draft(author=None, **fields):
    given = {
        "title": "Un banc", "body": "Devant l’école.\n\nÀ l’ombre.", "place_label": "Rue du Lac",
        "latitude": "48.9", "longitude": "2.2", "theme": make_theme(), "sector": make_sector(),
    }  # fmt: skip
    component = make_component(kind="proposals")
    return Draft.objects.create(component=component, author=author, **given | fields)


def drop(client, draft):
    return client.post(f"/propositions/brouillons/{draft.pk}/jeter/", follow=True)


def facts(draft):
    return model_to_dict(Draft.objects.get(pk=draft.pk))


def test_a_draft_thrown_away_comes_back_as_it_was(city, client):
    person = make_user()
    draft = make_draft(person)
    before = facts(draft)
    client.force_login(person)

    page = drop(client, draft).text
    gone = not Draft.objects.exists()
    back = client.post(UNDO.search(page)[1], follow=True)

    assert gone
    assert "Brouillon supprimé" in page
    assert "Votre brouillon est revenu." in back.text
    assert "À l’ombre." in back.text
    assert facts(draft) == before


def test_without_an_account_too(city, client):
    component = make_component(kind="proposals")
    client.post(
        f"/concertations/{component.consultation.slug}/propositions/{component.pk}/nouvelle/",
        {"title": "Un banc", "body": "Devant l’école."},
    )
    draft = Draft.objects.get()

    page = drop(client, draft).text
    back = client.post(UNDO.search(page)[1], follow=True)

    assert "Devant l’école." in back.text
    assert Draft.objects.get().pk == draft.pk


def test_what_the_draft_named_may_be_gone(city, client):
    person = make_user()
    draft = make_draft(person)
    client.force_login(person)
    page = drop(client, draft).text
    draft.theme.delete()

    client.post(UNDO.search(page)[1])

    assert Draft.objects.get().theme is None
    assert Draft.objects.get().sector == draft.sector


def test_undoing_twice_writes_once(city, client):
    person = make_user()
    draft = make_draft(person)
    client.force_login(person)
    undo = UNDO.search(drop(client, draft).text)[1]

    answers = [client.post(undo) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/propositions/brouillons/{draft.pk}/"}
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_else_brings_it_back(city, client, client_for, signed_in):
    person = make_user()
    draft = make_draft(person)
    client.force_login(person)
    undo = UNDO.search(drop(client, draft).text)[1]
    other = client_for(city)
    if signed_in:
        other.force_login(make_user())

    answer = other.post(undo)

    assert answer.status_code == (404 if signed_in else 302)
    assert not Draft.objects.exists()


def test_a_module_that_is_gone_takes_its_drafts_along(city, client):
    person = make_user()
    draft = make_draft(person)
    client.force_login(person)
    undo = UNDO.search(drop(client, draft).text)[1]
    draft.component.delete()

    assert client.post(undo).status_code == 404
