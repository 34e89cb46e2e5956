"""Releases follow each other one by one: what may be made of the tables that stand here.

Code N runs on tables N-1, N and N+1, no others: a release that skips one would leave cities whose
pages break, and code that is older than the tables has nothing to bring to them.
"""

from django.db import connection
from django.db.models import Max

from agora import RELEASE
from agora.context import owner
from tenants import fingerprint
from tenants.models import City, CityState, CompiledTemplate, Release


class OutOfOrder(Exception):
    """This release cannot be made on these tables; the sentence says which one comes first."""


def is_due() -> bool:
    """Tell whether this code has tables to make; False when they are one release ahead of it.

    Raises OutOfOrder when a release, or a city, was left out.
    """
    last = last_release()
    if last is None or last == RELEASE:
        return True
    if last == RELEASE + 1:
        return False  # the former code, back for a while: it runs on these tables
    if last > RELEASE:
        raise OutOfOrder(
            f"Les tables sont celles de la version {last}, ce programme est de la version "
            f"{RELEASE} : installez la version {last} ou {last - 1}."
        )
    if last < RELEASE - 1:
        raise OutOfOrder(
            f"Les tables sont celles de la version {last}, ce programme est de la version "
            f"{RELEASE} : passez d’abord par la version {last + 1}."
        )
    if names := left_behind():
        raise OutOfOrder(
            f"Des villes n’ont pas encore reçu la version {last} : {', '.join(names)}. "
            f"Terminez d’abord la mise à jour avec la version {last}."
        )
    return True


def last_release() -> int | None:
    """Number of the last release made here; None on an empty database."""
    with owner():
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.tenants_release') IS NOT NULL")
            if not cursor.fetchone()[0]:
                return None
        found: int | None = Release.objects.aggregate(last=Max("number"))["last"]
        return found


def left_behind() -> list[str]:
    """Names of the cities that are neither of this release nor of the one before."""
    with owner():
        # Until this release compiles its own, the template kept is that of the one before.
        known = {*CompiledTemplate.objects.values_list("fingerprint", flat=True)}
        if not known:
            return []
        known |= {fingerprint.target(), ""}
        late = City.objects.exclude(fingerprint__in=known).exclude(state=CityState.ARCHIVED)
        return list(late.order_by("pk").values_list("name", flat=True)[:5])
