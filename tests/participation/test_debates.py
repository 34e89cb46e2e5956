"""The city's questions: asked, answered, reformulated, concluded."""

import pytest

from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution
from participation.debates.actions import conclude_debate, load_details, open_debate, rewrite_debate
from participation.debates.audience import followers_of_consultation
from participation.debates.models import Debate
from participation.follows.actions import follow
from tests.factories.consultations import make_component, make_consultation, make_phase
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user
from tests.factories.tools import make_comment, make_debate


def test_the_team_asks_in_the_city_s_name(city, client):
    component, agent = make_component(kind="debates"), make_staff("director")
    client.force_login(agent)
    url = f"/gestion/debats/nouveau/{component.consultation.slug}/{component.pk}/"

    empty = client.post(url, {"title": " "})
    answer = client.post(
        url, {"title": "Que faire du quai ?", "body": "Le dimanche.", "instructions": ""}
    )
    word = Contribution.objects.get(kind="debate")

    assert empty.status_code == 422
    assert "Écrivez la question posée aux habitants." in empty.text
    assert answer["Location"] == f"/debats/{word.pk}/"
    assert (word.author_kind, word.author, word.entered_by) == ("city", None, agent)
    assert "Que faire du quai" in client.get(answer["Location"]).text


def test_a_consultation_without_organiser_signs_for_the_city(city):
    component = make_component(kind="debates")
    component.consultation.organiser = ""

    word = open_debate(actor=SYSTEM, component=component, title="Et demain ?")

    assert word.signature == "Ville"


def test_a_resident_neither_asks_nor_concludes(city, client):
    component, word = make_component(kind="debates"), make_debate()
    person = make_user()
    client.force_login(person)

    with pytest.raises(Refused):
        open_debate(actor=person, component=component, title="Moi aussi ?")
    with pytest.raises(Refused):
        conclude_debate(actor=person, debate=word, conclusions="Fini.")
    assert client.get(f"/gestion/debats/{word.pk}/conclure/").status_code == 403


def test_staff_without_the_job_are_refused_by_every_page(city, client):
    component, word = make_component(kind="debates"), make_debate()
    client.force_login(make_staff("communication"))

    for url in (
        f"/gestion/debats/nouveau/{component.consultation.slug}/{component.pk}/",
        f"/gestion/debats/{word.pk}/",
        f"/gestion/debats/{word.pk}/conclure/",
    ):
        assert client.get(url).status_code == 403


def test_a_question_is_reformulated_and_its_thread_stays(city, client):
    word = make_debate()
    make_comment(word, body="Un avis gardé")
    client.force_login(make_staff("director"))

    client.post(
        f"/gestion/debats/{word.pk}/",
        {"title": "Mieux dit ?", "body": "", "instructions": "Calmement."},
    )
    page = client.get(f"/debats/{word.pk}/").text

    assert "Mieux dit ?" in page
    assert "Calmement." in page
    assert "Un avis gardé" in page


def test_a_conclusion_closes_once_and_is_read(city, client):
    word = make_debate()
    client.force_login(make_staff("director"))

    bad = client.post(f"/gestion/debats/{word.pk}/conclure/", {"conclusions": ""})
    client.post(
        f"/gestion/debats/{word.pk}/conclure/", {"conclusions": "Le quai ferme le dimanche."}
    )
    first = Debate.objects.get(pk=word.pk).closed_at
    conclude_debate(
        actor=SYSTEM, debate=Contribution.objects.get(pk=word.pk), conclusions="Corrigé."
    )

    assert bad.status_code == 422
    assert Debate.objects.get(pk=word.pk).closed_at == first
    assert "Corrigé." in client.get(f"/debats/{word.pk}/").text


def test_lists_pages_and_api_answer(city, client):
    word = make_debate()
    slug, component = word.consultation.slug, word.component_id

    assert word.title in client.get(f"/concertations/{slug}/debats/{component}/").text
    assert client.get("/debats/999999/").status_code == 404
    assert client.get("/api/v1/debates/").json()["results"][0]["title"] == word.title
    empty = make_component(kind="debates")
    page = client.get(f"/concertations/{empty.consultation.slug}/debats/{empty.pk}/").text
    assert "Aucune question pour le moment" in page


def test_a_debate_that_is_over_asks_nobody(city, client):
    consultation = make_consultation()
    over = make_component(
        consultation, kind="debates", phases=[make_phase(consultation, start=-9, end=-5)]
    )
    word, running = make_debate(over), make_debate()

    page, other = (client.get(f"/debats/{one.pk}/").text for one in (word, running))

    for invitation in ("La ville vous demande", "Donner mon avis"):
        assert invitation not in page
        assert invitation in other
    assert "Terminé" in page


def test_only_the_machine_loads_details(city):
    word = make_contribution(make_component(kind="debates"), kind="debate")

    with pytest.raises(Refused):
        load_details(actor=make_staff(), details=[Debate(contribution=word)])
    load_details(actor=SYSTEM, details=[Debate(contribution=word)])

    assert Debate.objects.count() == 1


def test_followers_of_the_consultation_are_told(city):
    word, person = make_debate(), make_user()
    follow(actor=person, consultation=word.consultation)

    assert list(followers_of_consultation(word)) == [person]
    assert rewrite_debate(actor=SYSTEM, debate=word, title="Encore ?").title == "Encore ?"
