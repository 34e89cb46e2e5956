"""References, reports, versions, and the team's pages."""

import pytest
from django.utils import timezone

from participation.contributions.models import Contribution, OfficialReply
from participation.pages.models import CharterArticle
from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_contribution, make_reply, make_report
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


def test_residents_have_no_business_in_the_teams_pages(client):
    word = make_contribution()
    client.force_login(make_user())

    for path in ("", f"{word.pk}/", f"{word.pk}/masquer/"):
        assert client.get(f"/gestion/contributions/{path}").status_code == 403


def test_the_team_reads_filters_and_opens(client, django_assert_max_num_queries):
    client.force_login(make_staff())
    for _ in range(5):
        word = make_contribution()
    make_report(word, message="Un numéro de téléphone")
    client.get("/gestion/contributions/")

    with django_assert_max_num_queries(14):
        page = client.get("/gestion/contributions/?etat=signalees").text
    one = client.get(f"/gestion/contributions/{word.pk}/").text

    assert page.count("contributions_staff") == 0
    assert word.title in page
    assert "Un numéro de téléphone" in one


def test_hiding_and_restoring_from_the_page(client):
    client.force_login(make_staff())
    word = make_contribution(author=make_user())
    CharterArticle.objects.create(number=3, title="Respect", body="On ne s’insulte pas.")

    refused = client.post(f"/gestion/contributions/{word.pk}/masquer/", {"reason": "Insulte"})
    client.post(f"/gestion/contributions/{word.pk}/masquer/", {"reason": "Insulte", "article": "3"})
    word.refresh_from_db()
    hidden = word.hidden_article
    client.post(f"/gestion/contributions/{word.pk}/retablir/")
    word.refresh_from_db()

    assert refused.status_code == 422
    assert "Insulte" in refused.text
    assert (hidden, word.hidden_at) == (3, None)


def test_keeping_correcting_and_replying_from_the_page(client):
    client.force_login(make_staff())
    word = make_contribution(title="Des ban")
    make_report(word)

    client.post(f"/gestion/contributions/{word.pk}/garder/")
    client.post(
        f"/gestion/contributions/{word.pk}/corriger/",
        {"title": "Des bancs", "body": word.body, "reason": "orthographe"},
    )
    client.post(f"/gestion/contributions/{word.pk}/repondre/", {"body": "Oui, au printemps."})

    found = Contribution.objects.get()
    assert (found.title, found.reports_count) == ("Des bancs", 0)
    assert OfficialReply.objects.get().body == "Oui, au printemps."


def test_a_correction_that_leaves_nothing_is_refused(client):
    client.force_login(make_staff())
    word = make_contribution()

    answer = client.post(
        f"/gestion/contributions/{word.pk}/corriger/",
        {"title": "", "body": "Lisez \u202eà l’envers", "reason": "x"},
    )
    empty = client.post(
        f"/gestion/contributions/{word.pk}/corriger/", {"title": "", "body": " ", "reason": "x"}
    )

    assert answer.status_code == 422
    assert "caractères invisibles" in answer.text
    assert "Il faut au moins un titre ou un texte." in empty.text


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
