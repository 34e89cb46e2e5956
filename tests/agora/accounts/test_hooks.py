"""What accounts offer to the house: jobs, menus, the list of the team, what is held on a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agora.accounts.models import Invitation
from agora.exports.registries import exports
from agora.personal_data import erase_person, export_person
from agora.rules import held_roles, roles
from agora.ui.registries import menus
from tests.factories.people import make_staff, make_user, sign_in

TEAM = "/gestion/equipe/"


def invited(email, **fields):
    later = timezone.now() + timedelta(days=1)
    return Invitation.objects.create(email=email, roles=["reception"], expires_at=later, **fields)


def test_doors_know_the_jobs_that_the_accounts_hold(city):
    assert held_roles(make_staff("reception", "communication")) == {"reception", "communication"}
    assert held_roles(make_user()) == frozenset()


def test_the_team_s_jobs_come_in_the_order_of_the_page(city):
    in_order = sorted(roles.items(), key=lambda item: item[1].weight)

    assert [name for name, _role in in_order][:2] == ["director", "platform_officer"]
    assert all(str(role.label) and str(role.description) for role in roles.values())


@pytest.mark.parametrize("role", ["director", "platform_officer", "reception"])
def test_only_the_director_finds_the_team_in_the_menu(city, client, role):
    sign_in(client, make_staff(role))

    assert (TEAM in client.get("/gestion/").text) is (role == "director")


def test_each_entry_stands_in_its_own_house():
    places = {name: menus.get(name).place for name in ("me", "team", "provider_team")}

    assert places == {"me": "city", "team": "staff", "provider_team": "provider"}


def test_the_list_of_the_team_holds_no_resident(city):
    make_user(pseudonym="Une habitante", email="elle@exemple.fr")
    make_staff("director", full_name="Samira B.", pseudonym="Samira")
    make_staff("reception", full_name="Karim B.", is_active=False)
    rows = exports.get("team").rows

    everybody = {row["name"]: (row["roles"], row["active"]) for row in rows(None, {})}
    closed = [row["name"] for row in rows(None, {"etat": "ferme"})]
    at_the_desk = [row["name"] for row in rows(None, {"role": "reception"})]

    assert everybody == {
        "Samira B.": ("Responsable de la participation", True),
        "Karim B.": ("Accueil et accompagnement", False),
    }
    assert closed == at_the_desk == ["Karim B."]


def test_every_cell_of_the_list_has_its_column(city):
    make_staff()
    export = exports.get("team")

    [row] = export.rows(None, {})

    assert set(row) == {column.key for column in export.columns}


@pytest.mark.parametrize(("role", "status"), [("director", 200), ("reception", 403)])
def test_only_the_director_downloads_it(city, client, role, status):
    sign_in(client, make_staff(role))

    assert client.get("/gestion/exports/team.csv").status_code == status


def test_people_are_told_all_that_their_account_holds_and_nothing_of_others(city):
    me = make_staff("reception", full_name="Zoé Martin", email="zoe@exemple.fr")
    invited("zoe@exemple.fr")
    invited("karim@exemple.fr", invited_by=me)

    told = export_person(me)
    [account] = told["accounts.user"]

    assert (account["adresse"], account["nom complet"]) == ("zoe@exemple.fr", "Zoé Martin")
    assert account["rôles"] == ["reception"]
    assert account["niveau d’identification"] == "Adresse confirmée"
    assert [row["email"] for row in told["accounts.invitation"]] == ["zoe@exemple.fr"]


def test_the_account_itself_is_left_to_the_action_that_erases_it(city):
    me = make_user(pseudonym="Zoé")

    erase_person(me)

    me.refresh_from_db()
    assert me.pseudonym == "Zoé"
