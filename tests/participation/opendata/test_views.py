"""Public pages of what moved in."""

from participation.contributions.models import Contribution
from participation.opendata.queries import destination
from tests.participation.opendata.exports import comment_row, load, proposal_row, write


def test_a_stub_shows_its_comments_and_the_consultation_lists_it(city, client, tmp_path):
    load(write(tmp_path, "c.csv", [comment_row(1, on=9)]))
    stub = Contribution.objects.get(kind="absent")

    page = client.get(f"/reprise/{stub.pk}/")

    assert "Réponse 1" in page.text
    assert stub.title in client.get(stub.consultation.get_absolute_url()).text
    assert client.get("/reprise/999999/").status_code == 404
    assert destination("x", "/processes/parc/f/11/proposals/9") == f"/reprise/{stub.pk}/"
    assert destination("x", "/nulle/part") is None


def test_old_addresses_lead_to_the_new_pages(city, client, tmp_path):
    load(
        write(tmp_path, "p.csv", [proposal_row(5)]),
        write(tmp_path, "c.csv", [comment_row(1, on=5)]),
    )
    word = Contribution.objects.get(kind="proposal")
    said = Contribution.objects.get(kind="comment")

    answer = client.get("/processes/parc/f/11/proposals/5")

    assert answer.status_code == 301
    assert answer["Location"] == f"/propositions/{word.pk}/"
    assert destination("x", "/processes/parc/f/11/proposals/5/", "1").endswith(f"#c{said.pk}")
    assert client.get("/processes/parc/f/11/proposals/6").status_code == 404


def test_neither_a_hidden_stub_nor_another_kind_has_this_page(city, client, tmp_path):
    load(
        write(tmp_path, "c.csv", [comment_row(1, on=9)]),
        write(tmp_path, "p.csv", [proposal_row(1)]),
    )
    stub = Contribution.objects.get(kind="absent")
    other = Contribution.objects.get(kind="proposal")
    assert client.get(f"/reprise/{other.pk}/").status_code == 404

    Contribution.objects.filter(pk=stub.pk).update(status="withdrawn")

    assert client.get(f"/reprise/{stub.pk}/").status_code == 404


def test_only_reading_follows_an_old_address(city, client, tmp_path):
    load(write(tmp_path, "p.csv", [proposal_row(5)]))
    path = "/processes/parc/f/11/proposals/5"

    assert client.head(path).status_code == 301
    assert client.post(path).status_code == 404
    assert client.get(f"{path}?commentId=1&x=1")["Location"].startswith("/propositions/")


def test_an_old_address_that_leads_nowhere_gets_the_house_s_own_page(city, client):
    answer = client.get("/processes/parc")

    assert answer.status_code == 404
    assert "<main" in answer.text


def test_another_city_s_old_addresses_are_not_ours(city, other_city, client_for, tmp_path):
    load(write(tmp_path, "p.csv", [proposal_row(5)]))

    assert client_for(other_city).get("/processes/parc/f/11/proposals/5").status_code == 404
