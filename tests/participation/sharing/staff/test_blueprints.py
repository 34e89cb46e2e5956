"""Giving a consultation's set-up to the club, from the team's pages."""

import random

import pytest

from participation.consultations.models import Document
from participation.sharing.composing import compose, doubts, leaving, print_of, uid_of
from tenants.disclosure.blueprints import read
from tenants.models import OwnBlueprint, OwnSheet
from tests.factories.blueprints import a_document, share_sheet_of
from tests.factories.consultations import make_component, make_consultation
from tests.factories.people import make_staff, make_user, sign_in
from tests.factories.tools import make_comment, make_debate, make_meeting, make_proposal

LIST = "/gestion/club/modeles/"
CANARIES = ("Mirabelle-secrète", "mirabelle@exemple.fr", "Salle-Mirabelle", "note-interne-7")


@pytest.fixture
def consultation(city):
    found = make_consultation(
        slug="ecoles", title="Budget des écoles", objective="Choisir ensemble", grid="Ombre\nBruit"
    )
    make_component(found, kind="proposals")
    return found


@pytest.fixture
def director(city):
    return make_staff("director", full_name="Hélène Vasseur-Toma")


@pytest.fixture
def browser(client, director):
    return sign_in(client, director)


def typed(**changes):
    return {"title": "Budget participatif", "summary": "Neuf écoles, des bulletins."} | changes


def confirmed(consultation, **changes):
    data = typed(**changes)
    blueprint = compose(
        consultation, title=data["title"], summary=data["summary"], chosen=data.get("given", [])
    )
    return data | {"publier": "1", "consent": "on", "seen": print_of(blueprint)}


def share(browser, consultation, **changes):
    return browser.post(f"{LIST}proposer/ecoles/", confirmed(consultation, **changes))


def test_nobody_but_those_who_answer_for_it_gives_a_blueprint(client, consultation):
    for role in ("project_officer", "communication"):
        sign_in(client, make_staff(role))
        page = client.get(f"{LIST}proposer/ecoles/")
        assert "Montrez-leur cette page" in page.text
        assert 'name="summary"' not in page.text
        assert client.post(f"{LIST}proposer/ecoles/", typed()).status_code == 403
        assert client.post(f"{LIST}{uid_of(consultation)}/retirer/").status_code == 403
    client.logout()
    assert client.get(LIST).status_code == 302


def test_a_resident_sees_none_of_it(client, consultation):
    sign_in(client, make_user())

    assert client.get(LIST).status_code == 403


def test_no_file_is_ticked_in_advance(browser, consultation):
    a_document(random.Random(1), consultation, 0)
    make_debate(make_component(consultation, kind="debates"))
    form = browser.get(f"{LIST}proposer/ecoles/").context["form"]

    assert len(form["files"].field.choices) == 1
    assert form["files"].value() == []
    assert form["given"].value() == ["debates"]


def test_the_preview_shows_every_text_and_publishes_nothing(browser, consultation):
    page = browser.post(f"{LIST}proposer/ecoles/", typed())

    assert page.status_code == 200
    for said in ("Choisir ensemble", "Ombre", "Vos idées", "Budget participatif"):
        assert said in page.text
    assert OwnBlueprint.objects.count() == 0


def test_an_empty_summary_is_said_at_its_field(browser, consultation):
    page = browser.post(f"{LIST}proposer/ecoles/", typed(summary=""))

    assert page.status_code == 422
    assert "à quoi sert ce modèle" in page.text
    assert "Budget participatif" in page.text


def test_it_is_published_signed_and_counted_from_one(browser, consultation):
    assert share(browser, consultation).url == LIST

    [own] = OwnBlueprint.objects.all()
    found = read(bytes(own.content))
    assert (own.version, found.version, found.city) == (1, 1, "Villeneuve")
    assert own.manifest["parts"]["consultations"]["objective"] == "Choisir ensemble"
    assert own.by_label == "Villeneuve"
    assert "Dans le club" in browser.get(LIST).text


def test_the_person_signs_only_when_they_ask(browser, consultation):
    share(browser, consultation, signed="on")

    assert OwnBlueprint.objects.get().by_label == "Hélène Vasseur-Toma"


def test_the_next_version_says_what_changes(browser, consultation):
    share(browser, consultation)
    silent = share(browser, consultation)
    assert silent.status_code == 422
    assert "Dites ce qui change" in silent.text

    share(browser, consultation, news="Une étape de plus.")

    rows = OwnBlueprint.objects.order_by("version").values_list("version", "news")
    assert list(rows) == [(1, ""), (2, "Une étape de plus.")]


def test_without_consent_nothing_leaves(browser, consultation):
    data = confirmed(consultation)
    del data["consent"]
    page = browser.post(f"{LIST}proposer/ecoles/", data)

    assert page.status_code == 422
    assert OwnBlueprint.objects.count() == 0


def test_what_may_tell_of_a_person_is_confirmed_one_by_one(browser, consultation, director):
    consultation.how_decided = "Écrire à Hélène Vasseur-Toma, helene@ville.fr ou 01 02 03 04 05."
    consultation.save()
    blueprint = compose(consultation, title="Budget participatif", chosen=[])
    found = doubts(leaving(blueprint), [director.get_full_name()])
    assert {one.found.excerpt for one in found} == {
        "Hélène Vasseur-Toma", "helene@ville.fr", "01 02 03 04 05",
    }  # fmt: skip

    refused = share(browser, consultation)
    assert refused.status_code == 422
    assert "helene@ville.fr" in refused.text
    some = {f"doubt_{one.mark}": "on" for one in found[:-1]}
    assert share(browser, consultation, **some).status_code == 422
    every = {f"doubt_{one.mark}": "on" for one in found}
    assert share(browser, consultation, **every).status_code == 302


def test_a_text_changed_since_the_preview_is_shown_again(browser, consultation):
    data = confirmed(consultation)
    consultation.objective = "Autre chose, qu’on n’a pas relu"
    consultation.save()
    page = browser.post(f"{LIST}proposer/ecoles/", data)

    assert page.status_code == 422
    assert "a changé depuis l’aperçu" in page.text
    assert OwnBlueprint.objects.count() == 0
    again = browser.post(f"{LIST}proposer/ecoles/", confirmed(consultation))
    assert again.status_code == 302


def test_going_back_to_correct_keeps_what_was_typed(browser, consultation):
    page = browser.post(f"{LIST}proposer/ecoles/", typed(corriger="1", summary="Mes mots à moi"))

    assert page.status_code == 200
    assert "Mes mots à moi" in page.text
    assert "Relire tout ce qui partira" in page.text


def test_it_is_withdrawn_and_put_back(browser, consultation):
    share(browser, consultation)
    uid = OwnBlueprint.objects.get().uid

    browser.post(f"{LIST}{uid}/retirer/")
    assert OwnBlueprint.objects.get().withdrawn_at is not None
    assert "Retiré du club" in browser.get(LIST).text
    browser.post(f"{LIST}{uid}/retirer/", {"remettre": "1"})
    assert OwnBlueprint.objects.get().withdrawn_at is None


def test_one_that_is_not_ours_is_neither_withdrawn_nor_given(browser, consultation):
    uid = uid_of(consultation)

    assert browser.post(f"{LIST}{uid}/retirer/").status_code == 404
    assert browser.get(f"{LIST}{uid}/1.agora-modele").status_code == 404


def test_the_file_is_given_as_it_was_signed(browser, consultation):
    share(browser, consultation)
    own = OwnBlueprint.objects.get()
    answer = browser.get(f"{LIST}{own.uid}/1.agora-modele")

    assert answer.content == bytes(own.content)
    assert "budget-participatif-v1.agora-modele" in answer["Content-Disposition"]


def test_a_sheet_of_ours_stands_beside(browser, consultation):
    uid = share_sheet_of(consultation)
    assert OwnSheet.objects.get().uid == uid
    assert str(uid) in browser.get(f"{LIST}proposer/ecoles/").text
    share(browser, consultation, sheet=str(uid))

    assert OwnBlueprint.objects.get().sheet_uid == uid


def test_no_word_of_a_resident_is_in_the_file(browser, consultation, city):
    """Canaries in every place a set-up touches: none leaves."""
    author = make_user(pseudonym=CANARIES[0], email=CANARIES[1])
    ideas = consultation.components.get()
    idea = make_proposal(ideas, title=f"Idée {CANARIES[0]}", body=CANARIES[3], author=author)
    make_comment(idea, body=CANARIES[0], author=author)
    debates = make_component(consultation, kind="debates")
    question = make_debate(debates, title="Une cour ouverte ?")
    make_comment(question, body=CANARIES[0], author=author)
    make_debate(debates, title=CANARIES[0], author=author, author_kind="person")
    make_debate(debates, title=CANARIES[3], hidden_at=question.created_at, hidden_article=1)
    meeting = make_meeting(make_component(consultation, kind="meetings"), title="Réunion")
    detail = meeting.meeting
    detail.venue, detail.address, detail.minutes = CANARIES[2], CANARIES[2], CANARIES[0]
    detail.save()
    consultation.restitution_text, consultation.cancel_reason = CANARIES[0], CANARIES[3]
    consultation.extra = {"note": CANARIES[3]}
    consultation.organiser = CANARIES[2]
    consultation.save()
    component = consultation.components.first()
    component.settings = {"levels": {}, "internal": CANARIES[3]}
    component.save()
    assert Document.objects.count() == 0

    share(browser, consultation, given=["debates", "meetings"])

    own = OwnBlueprint.objects.get()
    assert "Une cour ouverte ?" in bytes(own.content).decode(errors="replace")
    everything = f"{own.manifest} {bytes(own.content).decode(errors='replace')} {own.summary}"
    assert [one for one in CANARIES if one in everything] == []
