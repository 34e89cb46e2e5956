"""References, reports, versions."""

import pytest
from django.utils import timezone

from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_contribution, make_reply
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


def test_a_reference_leads_to_its_page_in_any_case(client):
    word = make_contribution(source_reference="Lille-PROP-2019-01-7")
    consultation = make_consultation()

    mine = client.get(f"/r/{word.reference.upper()}")
    theirs = client.get("/r/lille-prop-2019-01-7")
    whole = client.get(f"/r/{consultation.reference}")

    assert mine.url == theirs.url == f"/propositions/{word.pk}/"
    assert whole.url == consultation.get_absolute_url()
    assert client.get("/r/nothing-like-it").status_code == 404


def test_the_reference_of_a_draft_is_not_found(client):
    draft = make_contribution(make_component(make_consultation(state="draft")))

    assert client.get(f"/r/{draft.reference}").status_code == 404


def test_reporting_needs_a_reason_and_keeps_what_was_typed(client):
    word = make_contribution()

    shown = client.get(f"/contributions/{word.pk}/signaler/")
    refused = client.post(f"/contributions/{word.pk}/signaler/", {"message": "Regardez bien"})

    assert word.title in shown.text
    assert refused.status_code == 422
    assert "Choisissez un motif." in refused.text
    assert "Regardez bien" in refused.text


def test_hidden_words_cannot_be_reported_nor_their_versions_read(client):
    word = make_contribution(hidden_at=timezone.now(), hidden_article=2)

    assert client.get(f"/contributions/{word.pk}/signaler/").status_code == 404
    assert client.get(f"/contributions/{word.pk}/versions/").status_code == 404


def test_an_author_withdraws_after_confirming(client):
    person = make_user()
    word = make_contribution(author=person)
    client.force_login(person)

    shown = client.get(f"/contributions/{word.pk}/retirer/")
    client.post(f"/contributions/{word.pk}/retirer/")

    assert "Retirer votre texte" in shown.text
    word.refresh_from_db()
    assert word.status == "withdrawn"


def test_somebody_else_does_not(client):
    word = make_contribution(author=make_user())
    client.force_login(make_user())

    assert client.post(f"/contributions/{word.pk}/retirer/").status_code == 403


def test_versions_are_public(client):
    reply = make_reply(make_contribution())
    reply.versions.create(body="Avant, nous disions non.", written_at=timezone.now())

    page = client.get(f"/contributions/{reply.contribution_id}/versions/").text

    assert "Avant, nous disions non." in page


def test_the_read_api_gives_what_is_on_show(client):
    word = make_contribution()
    make_reply(word)
    make_contribution(hidden_at=timezone.now(), hidden_article=1, body="secret")

    answer = client.get("/api/v1/contributions/")

    assert word.title in answer.text
    assert "secret" not in answer.text
    assert client.get(f"/api/v1/contributions/{word.pk}/").json()["official_reply"]["body"]


def test_the_export_has_a_row_per_word_and_no_hidden_text(client):
    client.force_login(make_staff())
    word = make_contribution()
    make_contribution(hidden_at=timezone.now(), hidden_article=1, body="secret")

    answer = client.get("/gestion/exports/contributions.csv")
    text = b"".join(answer.streaming_content).decode()

    assert word.reference in text
    assert "secret" not in text
