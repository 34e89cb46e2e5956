"""The demonstration's own writes."""

from datetime import date

import pytest

from agora.accounts.demo import PASSWORD, current_code
from agora.accounts.models import User
from agora.audit.models import Entry
from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused, held_roles
from participation.contributions.models import OfficialReply
from participation.demo.actions import give_restitution, load_answers, make_account
from tests.factories.consultations import make_consultation
from tests.factories.people import make_staff
from tests.factories.tools import make_proposal


def test_an_account_signs_in_by_the_front_door(city, client):
    user = make_account(actor=SYSTEM, email="odile@ville.example", name="Odile T.")

    client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})

    assert "Odile T." in client.get("/mon-espace/").text
    assert (user.full_name, held_roles(user)) == ("", frozenset())


def test_a_member_of_the_team_has_a_second_factor_whose_code_is_shown(city, settings, client):
    settings.DEMO = True
    user = make_account(
        actor=SYSTEM, email="claire@ville.example", name="Claire V.", roles=("director",)
    )

    client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})
    assert client.get("/gestion/").status_code == 302
    client.post("/compte/verification/", {"code": current_code(user)})

    assert held_roles(user) == {"director"}
    assert client.get("/gestion/").status_code == 200


def test_nobody_but_the_machine_makes_accounts_answers_or_restitutions(city):
    director, page = make_staff("director"), make_consultation()
    reply = OfficialReply(contribution=make_proposal(), body="Oui.")

    for verb in (
        lambda: make_account(actor=director, email="x@ville.example", name="X"),
        lambda: load_answers(actor=director, replies=[reply]),
        lambda: give_restitution(actor=director, consultation=page, text="x", on=page.ends_on),
    ):
        with pytest.raises(Refused):
            verb()

    assert not User.objects.filter(email="x@ville.example").exists()
    assert not OfficialReply.objects.exists()


def test_eight_hundred_invented_people_are_not_written_to(city):
    word = make_proposal()
    reply = OfficialReply(contribution=word, body="Oui.", published_at=word.published_at)

    load_answers(actor=SYSTEM, replies=[reply])

    assert OfficialReply.objects.get(contribution=word).body == "Oui."
    assert pending() == []
    assert Entry.objects.filter(verb="demo.answers_loaded").count() == 1


def test_a_restitution_of_the_past_bears_its_day(city, client):
    page = make_consultation(state="restituted")

    text, day = "Le parc garde ses platanes.", date(2020, 3, 2)
    give_restitution(actor=SYSTEM, consultation=page, text=text, on=day)

    page.refresh_from_db()
    assert page.restituted_on == day
    assert text in client.get(page.get_absolute_url()).text
