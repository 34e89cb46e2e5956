"""Opening a city at once, as the demonstration and the command line do."""

import pytest
from django.db import connection
from django.db.models import Max

from agora.accounts.models import Invitation, User
from agora.accounts.queries import invitation_token
from agora.context import directory, enter, public
from agora.mail.models import OutgoingMail
from agora.rules import held_roles
from tenants import opening, spares
from tenants.models import SetupRun
from tenants.opening import OpeningStopped, open_now
from tenants.saga import LOCKS
from tests.harness.cluster import admin
from tests.harness.stand_ins import stand_in

pytestmark = pytest.mark.django_db
FACTS = {"name": "Rivefort", "host": "rivefort.localhost", "admin_email": "c@rivefort.fr"}


def test_an_opened_city_is_entered_with_its_host_and_its_looks():
    city = open_now(**FACTS, identity={"theme_colour": "#AA2200"}, population=12_300)

    assert (city.state, city.ref.host) == ("live", "rivefort.localhost")
    with enter(city.ref) as ref:
        assert ref.extra["identity"]["theme_colour"] == "#AA2200"


def test_the_first_administrator_gets_the_link_that_leads_in():
    city = open_now(**FACTS)

    with enter(city.ref):
        invitation = Invitation.objects.get()
        letter = OutgoingMail.objects.get()
        assert invitation.roles == ["director"]
        assert letter.to == "c@rivefort.fr"
        assert "rivefort.localhost" in letter.text
        assert invitation_token(invitation).split(":")[0] in letter.text


def test_the_city_answers_on_its_host_and_its_administrator_comes_in(client_for):
    city = open_now(**FACTS)
    directory.forget()
    client = client_for(city.ref)
    with enter(city.ref):
        token = invitation_token(Invitation.objects.get())

    assert client.get("/").status_code == 200
    link = f"/compte/invitation/{token}/"
    assert client.get(link).status_code == 200
    said = {"pseudonym": "Claire O.", "password": "trois-petits-chats-verts", "consent": "on"}
    assert client.post(link, said).status_code == 302
    with enter(city.ref):
        administrator = User.objects.get()
        assert administrator.email == "c@rivefort.fr"
        assert held_roles(administrator) == {"director"}


def test_an_opening_that_stops_says_where(monkeypatch):
    monkeypatch.setattr(spares, "take", lambda city: 1 / 0)

    with pytest.raises(OpeningStopped, match="schema: ZeroDivisionError"):
        open_now(**FACTS)


def test_a_city_opens_on_trial_if_asked():
    city = open_now(**FACTS, target_state="trial")

    with public():
        assert city.state == "trial"


def test_a_worker_that_was_faster_is_waited_for(server, monkeypatch):
    """On a real server the worker of operations takes the opening as soon as it is asked."""
    waits = []
    with public():
        soon = (SetupRun.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    with admin(server, connection.settings_dict["NAME"]) as worker:
        for number in range(soon, soon + 50):
            worker.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, number])

        def wait(seconds):
            waits.append(seconds)
            worker.execute("SELECT pg_advisory_unlock_all()")

        stand_in(monkeypatch, opening, "time", sleep=wait)
        city = open_now(**FACTS)

    assert waits == [opening.PAUSE]
    assert city.ref.host == "rivefort.localhost"
