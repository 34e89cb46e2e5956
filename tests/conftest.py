"""What every test may ask for: a database, two cities, clients that speak to their hosts.

    from tests.factories.people import make_user

    def test_something(client, city):                 # the test itself stands inside `city`
        client.force_login(make_user(pseudonym="Lila"))
        assert client.get("/").status_code == 200     # the client speaks to villeneuve.localhost

`other_city` is known and not entered: speak to it with `client_for(other_city)`, or enter it in a
test that does not ask for `city`. `cities` gives both, `console` is the provider's host, `figure`
keeps a measure. A test is one transaction, rolled back; `@pytest.mark.django_db(transaction=True)`
commits for good and gets a fresh database afterwards (half a second).
"""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase

from agora.context import NONE, CityRef, current, directory, enter, state
from agora.context.directory import Place
from agora.devdb import Params
from tests.harness import cluster
from tests.harness.clients import HouseClient

pytest_plugins = ["tests.figures", "tests.fakestripe.fixtures"]
CONSOLE = "console.localhost"
if not os.environ.get("CI"):  # where Hypothesis sets it itself, and draws the same each time
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")


# --- The server: started by the controller of xdist, or by the session itself -------------------
@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Lend each worker the session's one server."""
    config = node.config
    if not hasattr(config, "agora_session"):
        config.agora_session = cluster.Session()
        config.agora_params = config.agora_session.start()
    node.workerinput["agora_host"] = config.agora_params.host


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server the controller started."""
    if session := getattr(config, "agora_session", None):
        session.stop()


def pytest_configure(config: pytest.Config) -> None:
    """Settings of a test process: fast passwords, files in a folder of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Params]:
    """Say where the session's PostgreSQL answers."""
    lent = getattr(request.config, "workerinput", {}).get("agora_host")
    if lent:
        yield Params(host=lent)
        return
    session = cluster.Session()
    try:
        yield session.start()
    finally:
        session.stop()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    server: Params,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Give this process a database of its own and make Django's connection lead there."""
    name = f"agora_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cluster.make_database(server, name)
    connections.settings["default"].update(
        HOST=server.host, PORT=str(server.port), NAME=name, USER=cluster.LOGIN, PASSWORD=""
    )
    settings.DATA_DIR = Path(tmp_path_factory.mktemp("data"))

    def start_over(_case: Any) -> None:
        connections.close_all()
        cluster.make_database(server, name)
        # Its numbers begin again, and copies of pages are kept under them.
        caches["local"].clear()

    # Django would empty every table, the directory of cities too; and it has no house to do it in.
    TransactionTestCase._fixture_teardown = start_over  # type: ignore[method-assign]
    for urlconf in settings.HOUSE_URLCONFS.values():
        import_module(urlconf)  # as the server does: forms are read outside every house
    with django_db_blocker.unblock():
        yield
        connections.close_all()


# --- Houses ------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def no_house_stays() -> Iterator[None]:
    """Begin and end each test outside every house."""
    yield
    left = state()
    current.set(NONE)
    assert left == "none", f"the test left its context in state {left}"


@pytest.fixture(scope="session")
def cities(django_db_setup: None, django_db_blocker: Any) -> dict[str, CityRef]:
    """The two cities of the prepared database, as the directory knows them."""
    from tests.harness import cities as both  # noqa: PLC0415  (needs the models ready)

    with django_db_blocker.unblock():
        found = {key: both.ref(key) for key in both.HOSTS}
        connections.close_all()
    return found


@pytest.fixture
def warm_directory(cities: dict[str, CityRef]) -> None:
    """Know both hosts already, as a process that serves does: no query for them."""
    directory.forget()
    directory.prime({ref.host: ref for ref in cities.values()})


@pytest.fixture
def city(db: None, cities: dict[str, CityRef], warm_directory: None) -> Iterator[CityRef]:
    """Villeneuve, entered for the length of the test."""
    with enter(cities["villeneuve"]):
        yield cities["villeneuve"]


@pytest.fixture
def other_city(db: None, cities: dict[str, CityRef], warm_directory: None) -> CityRef:
    """Montclair, not entered."""
    return cities["montclair"]


# --- Clients -----------------------------------------------------------------------------------
@pytest.fixture
def client_for(db: None, warm_directory: None) -> Callable[..., HouseClient]:
    """Make clients: `client_for(other_city)`; `client_for(None)` speaks to the provider."""

    def make(city: CityRef | None, **options: Any) -> HouseClient:
        if city is None:
            return HouseClient(CONSOLE, Place("public"), **options)
        return HouseClient(city.host, Place("city", city), **options)

    return make


@pytest.fixture
def client(client_for: Callable[..., HouseClient], cities: dict[str, CityRef]) -> HouseClient:
    """A browser on Villeneuve's host."""
    return client_for(cities["villeneuve"])


@pytest.fixture
def console(client_for: Callable[..., HouseClient]) -> HouseClient:
    """A browser on the provider's host."""
    return client_for(None)
