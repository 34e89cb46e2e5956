"""`agora city ...` and `agora release`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agora.accounts.models import Invitation
from agora.context import public
from tenants import fleet
from tenants.models import City, Domain
from tests.tenants.edges import proven

pytestmark = pytest.mark.django_db


def agora(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_a_city_opens_from_the_command_line():
    said = agora(
        "city", "open", "Rivefort", "--host", "rivefort.localhost", "--admin-email", "c@rivefort.fr"
    )

    assert "Rivefort est ouverte" in said
    assert "rivefort.localhost" in agora("city", "list")


def test_wrong_words_are_refused_field_by_field():
    with pytest.raises(CommandError, match=r"(?s)Son adresse e-mail : .*SIREN : "):
        agora("city", "open", "X", "--host=x.fr", "--admin-email=x", "--siren=12")


def test_a_city_is_moved_with_a_reason(cities):
    agora("city", "suspend", "villeneuve.localhost", "--reason", "Faille.")
    with public():
        assert City.objects.get(name="Villeneuve").state_reason == "Faille."
    assert "En service" in agora("city", "resume", "Villeneuve")
    assert "Lecture seule" in agora("city", "read-only", "Villeneuve", "--reason", "Fin.")
    assert "Close" in agora("city", "archive", "Villeneuve", "--reason", "Adieu.")


def test_a_move_without_reason_or_city_is_refused(cities):
    with pytest.raises(CommandError, match="motif"):
        agora("city", "suspend", "Villeneuve", "--reason", "")
    with pytest.raises(CommandError, match="Atlantide"):
        agora("city", "resume", "Atlantide")


def test_the_fleet_is_migrated_or_says_where_it_stopped(cities, monkeypatch):
    assert "à jour" in agora("city", "migrate")
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="old")
    assert "1/1 Montclair" in agora("city", "migrate")
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="old")
    monkeypatch.setattr(fleet, "_patiently", lambda city: 1 / 0)
    with pytest.raises(CommandError, match="Versions"):
        agora("city", "migrate")


def test_an_installation_is_brought_up_in_one_command(cities):
    assert "À jour." in agora("release", "--spares", "0")


def test_a_city_is_given_a_host_and_told_what_to_write(cities):
    said = agora("city", "add-host", "Villeneuve", "Participez.Ville.fr")

    assert "participez.ville.fr : À prouver" in said
    assert "agora-verify=" in said
    with pytest.raises(CommandError, match="répond déjà"):
        agora("city", "add-host", "Montclair", "participez.ville.fr")
    with pytest.raises(CommandError, match="Atlantide"):
        agora("city", "add-host", "Atlantide", "participez.ailleurs.fr")


def test_a_host_is_verified_from_the_command_line(cities, zone):
    agora("city", "add-host", "Villeneuve", "participez.ville.fr")
    with pytest.raises(CommandError, match="ne dit pas tout"):
        agora("city", "verify", "participez.ville.fr")
    with public():
        domain = Domain.objects.get(host="participez.ville.fr")
    zone.write(*proven(domain.host, domain.proof))

    assert "Vérifiée le" in agora("city", "verify", "Participez.Ville.fr.")
    with pytest.raises(CommandError, match="Aucune ville ne répond"):
        agora("city", "verify", "participez.ailleurs.fr")


def test_a_city_opened_on_its_own_host_tells_what_to_write(zone):
    said = agora(
        "city", "open", "Rivefort", "--host=participez.rivefort.fr", "--admin-email=c@rivefort.fr"
    )

    assert "Rivefort est ouverte : rivefort.localhost" in said
    assert "_agora.participez.rivefort.fr. 3600 IN TXT" in said


def test_the_first_operator_is_invited_from_the_command_line_and_comes_in(console):
    said = agora("operator", "Maud@Exploitation.example")
    link = said.split()[-1]

    page = console.get(link.partition(console.host)[2].lstrip("0123456789:"))

    assert "maud@exploitation.example" in said
    assert "console.localhost" in link
    assert page.status_code == 200
    with public():
        assert Invitation.objects.get().roles == ["provider_operations"]


def test_an_operator_is_given_no_role_of_a_city():
    with pytest.raises(CommandError, match="director"):
        agora("operator", "maud@exploitation.example", "--role", "director")
