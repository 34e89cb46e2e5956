"""The team reads, hides, corrects and answers."""

import pytest

from participation.contributions.models import Contribution, OfficialReply
from participation.pages.models import CharterArticle
from tests.factories.contributions import make_contribution, make_report
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.usefixtures("city")


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


def test_answering_an_idea_goes_where_its_tool_says_what_becomes_of_it(client):
    client.force_login(make_staff())
    idea, message = make_contribution(), make_contribution(kind="postcard")

    assert (
        f"/gestion/propositions/{idea.pk}/" in client.get(f"/gestion/contributions/{idea.pk}/").text
    )
    page = client.get(f"/gestion/contributions/{message.pk}/").text
    assert f"/gestion/contributions/{message.pk}/repondre/" in page


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
