"""Prepares the server every test session copies: `python -m tests.harness.build FOLDER`."""

import os
import sys
from pathlib import Path

from agora.devdb import Params, Server
from tests.harness import cluster


def main(folder: str) -> None:
    """Make the cluster, its roles, the prepared database; leave its data cold."""
    server = Server(Path(folder), throwaway=True)
    with server as params:
        os.environ["AGORA_DATABASE_URL"] = params.url(user=cluster.LOGIN, dbname=cluster.BASE)
        os.environ["DJANGO_SETTINGS_MODULE"] = "agora.conf.settings"
        os.environ.setdefault("AGORA_SECRET_KEY", "test" * 16)
        _make_roles(params)
        _fill()
        with cluster.admin(params) as admin:
            admin.execute("CHECKPOINT")


def _make_roles(params: Params) -> None:
    from agora.context import roles  # noqa: PLC0415  (needs the environment set above)

    with cluster.admin(params) as admin:
        roles.ensure_cluster_roles(admin)
        states = ", ".join((roles.OWNER, *roles.STATES))
        admin.execute(f"CREATE ROLE {cluster.LOGIN} LOGIN NOINHERIT")
        admin.execute(f"GRANT {states} TO {cluster.LOGIN}")
        admin.execute(f"CREATE DATABASE {cluster.BASE}")
    cluster.close_database(params, cluster.BASE)


def _fill() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from tests.harness import cities  # noqa: PLC0415

    cities.lay()


if __name__ == "__main__":
    main(sys.argv[1])
