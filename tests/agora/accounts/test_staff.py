"""The team's page on the team."""

import pytest

from agora.accounts import queries
from agora.accounts.models import Invitation, User
from tests.factories.people import make_staff, make_user, sign_in

TEAM = "/gestion/equipe/"


@pytest.fixture
def director(client, city):
    user = make_staff("director", pseudonym="Samira")
    sign_in(client, user)
    return user


def test_visitors_residents_and_other_jobs_stay_out(client, client_for, city):
    assert client.get(TEAM).status_code == 302
    for user in (make_user(), make_staff("reception")):
        browser = sign_in(client_for(city), user)
        assert browser.get(TEAM).status_code == 403
        assert browser.post(f"{TEAM}inviter/", {"email": "a@exemple.fr"}).status_code == 403


def test_the_list_names_members_jobs_and_invitations(client, director):
    make_staff("reception", pseudonym="Karim")
    client.post(f"{TEAM}inviter/", {"email": "ana@exemple.fr", "roles": ["communication"]})

    page = client.get(TEAM).text

    assert "Karim" in page
    assert "Accueil et accompagnement" in page
    assert "ana@exemple.fr" in page


def test_the_list_is_filtered_in_the_url(client, director):
    make_staff("reception", pseudonym="Karim")

    page = client.get(TEAM, {"role": "reception", "etat": "actif"}).text

    assert "Karim" in page
    assert f"{TEAM}{director.uid}/" not in page


def test_the_list_costs_the_same_for_any_number(client, director, django_assert_max_num_queries):
    for _ in range(20):
        make_staff("reception")
    client.get(TEAM)

    with django_assert_max_num_queries(9):
        client.get(TEAM)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"email": "ana@exemple.fr"}, "au moins un rôle"),
        ({"email": "ana", "roles": ["reception"]}, "adresse e-mail complète"),
        ({"email": "ana@exemple.fr", "roles": ["roi"]}, "roi"),
    ],
)
def test_an_invitation_says_whom_and_for_what(client, director, sent, message):
    answer = client.post(f"{TEAM}inviter/", sent)

    assert (answer.status_code, message in answer.text) == (422, True)
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn(client, director):
    client.post(f"{TEAM}inviter/", {"email": "ana@exemple.fr", "roles": ["reception"]})
    invitation = Invitation.objects.get()

    client.post(f"{TEAM}invitations/{invitation.uid}/annuler/")

    invitation.refresh_from_db()
    assert not invitation.is_open


def test_roles_are_changed(client, director):
    member = make_staff("reception")
    assert client.get(f"{TEAM}{member.uid}/").status_code == 200

    client.post(f"{TEAM}{member.uid}/", {"roles": ["communication"]})

    assert queries.roles_held(User.objects.get(pk=member.pk)) == {"communication"}


def test_nobody_changes_their_own_roles(client, director):
    assert "C’est votre compte" in client.get(f"{TEAM}{director.uid}/").text

    answer = client.post(f"{TEAM}{director.uid}/", {"roles": []})

    assert answer.status_code == 403
    assert queries.roles_held(User.objects.get(pk=director.pk)) == {"director"}


def test_a_closed_account_loses_its_open_sessions_at_once(client, client_for, city, director):
    member = make_staff("reception")
    theirs = sign_in(client_for(city), member)
    assert theirs.get("/mon-espace/").status_code == 200

    client.post(f"{TEAM}{member.uid}/fermer/")
    assert theirs.get("/mon-espace/").status_code == 302
    client.post(f"{TEAM}{member.uid}/rouvrir/")

    assert User.objects.get(pk=member.pk).is_active
    assert theirs.get("/mon-espace/").status_code == 302


def test_writes_need_a_form(client, director):
    member = make_staff("reception")

    assert client.get(f"{TEAM}{member.uid}/fermer/").status_code == 405
    assert User.objects.get(pk=member.pk).is_active
