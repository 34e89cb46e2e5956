"""A database that knows our tables, for the processes of a deployment."""

import os
from collections.abc import Iterator

import pytest

from agora.devdb import Params
from tests.harness import cluster
from tests.infra.stage import Room

DATABASE = "agora_deployed"


@pytest.fixture(scope="module")
def room(server: Params, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room whose two logins reach a released database."""
    folder = tmp_path_factory.mktemp("room")
    name = f"{DATABASE}_{os.getpid()}_{folder.name}"
    cluster.make_database(server, name)
    urls = {
        "database-url": server.url(user="agora_app", dbname=name),
        "owner-database-url": server.url(user="agora_owner", dbname=name),
    }
    yield Room(folder, urls)
    with cluster.admin(server) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
