"""What the watch is told of cities, releases, certificates and backups: five queries."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min, Q

from agora.metrics import Sample, Told
from tenants import fingerprint, queries
from tenants.models import Backup, City, CityState

CITIES = Told("agora_cities", "Cities by state", "state")
BEHIND = Told("agora_cities_behind", "Cities whose tables are not those of this release")
SAVED_AT = Told(
    "agora_backup_last_success_timestamp_seconds", "When it last succeeded, since 1970", "kind"
)
SAVED = Told("agora_backup_last_ok", "Whether the last one succeeded", "kind")

FIRST_EXPIRY = Told(
    "agora_certificate_first_expiry_timestamp_seconds",
    "When the first certificate of a city that was seen ends, since 1970",
)


def cities() -> Iterator[Sample]:
    """Tell how many cities are in each state, and how many wait for this release's tables."""
    found = City.objects.order_by().values_list("state").annotate(Count("pk"))
    counts = dict.fromkeys(CityState.values, 0) | dict(found)
    for state, count in counts.items():
        yield CITIES.at(count, state)
    housed = City.objects.exclude(fingerprint="").exclude(state=CityState.ARCHIVED)
    yield BEHIND.at(housed.exclude(fingerprint=fingerprint.target()).count())


def certificates() -> Iterator[Sample]:
    """Tell when the first certificate ends; nothing as long as none was seen."""
    first = queries.certified().aggregate(first=Min("certificate_until"))["first"]
    if first is not None:
        yield FIRST_EXPIRY.at(first.timestamp())


def backups() -> Iterator[Sample]:
    """Tell of each kind of backup when it last succeeded, and how the last one went."""
    by_kind = Backup.objects.order_by().values_list("kind")
    for kind, at in by_kind.annotate(last=Max("at", filter=Q(ok=True))):
        if at is not None:
            yield SAVED_AT.at(at.timestamp(), kind)
    last = Backup.objects.order_by("kind", "-at").distinct("kind")
    for kind, ok in last.values_list("kind", "ok"):
        yield SAVED.at(int(ok), kind)
