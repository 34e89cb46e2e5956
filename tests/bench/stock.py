"""A process of stock django-tenants: told `create NAME` or `check NAME`, it answers in seconds."""

import contextlib
import io
import sys
import time

import django
from django.core.management import call_command


def create(name: str) -> None:
    """What a stock city goes through when it is saved."""
    from django_tenants.models import TenantMixin  # noqa: PLC0415  (needs the settings)

    from tenants.models import City  # noqa: PLC0415

    TenantMixin.create_schema(City(schema_name=name), check_if_exists=True, verbosity=0)


def check(name: str) -> None:
    """What stock asks of one city that has nothing to migrate."""
    call_command("migrate_schemas", tenant=True, schema_name=name, verbosity=0)


def main() -> None:
    """Answer until the other side closes."""
    django.setup()
    for line in sys.stdin:
        verb, name = line.split()
        started = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            {"create": create, "check": check}[verb](name)
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main()
