"""How a host is written: whose it is, and which one links use."""

import pytest

from agora.context import public
from tenants.actions._hosts import immediate_host, write_host
from tenants.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def villeneuve(cities):
    with public():
        yield City.objects.get(schema_name=cities["villeneuve"].schema)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Saint-Étienne-du-Bois", "saint-etienne-du-bois.localhost"),
        ("L’Haÿ-les-Roses", "lhay-les-roses.localhost"),
        ("Console", "console-2.localhost"),
        ("Mail", "mail-2.localhost"),
        ("Villeneuve", "villeneuve-2.localhost"),  # another one has it
        ("東京", "ville.localhost"),
        ("Communauté de communes du Pays de la Très Longue Rivière", None),
    ],
)
def test_a_city_has_a_free_address_of_ours_by_its_name(villeneuve, name, host):
    found = immediate_host(City(name=name))

    assert found == host or (host is None and len(found.split(".")[0]) <= 40)


def test_writing_a_host_again_changes_nothing(villeneuve):
    first = write_host(city=villeneuve, host="a.ville.fr", primary=False)
    again = write_host(city=villeneuve, host="a.ville.fr", primary=False)

    assert first.pk == again.pk
    assert villeneuve.domains.get(is_primary=True).host == "villeneuve.localhost"
