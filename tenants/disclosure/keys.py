"""The registry of what may leave, written in the database, where the door reads it."""

from tenants.models import Disclosable, Disclosure, Level
from tenants.registries import disclosures


def keep_keys() -> None:
    """Write which keys may leave today; what was since registered as `never` is taken back.

    A key nobody registers any more only closes its door: an older release that runs a last time
    beside the new one must not erase what the latter let out.
    """
    may = {
        key: (item.level, item.counts_people)
        for key, item in disclosures.items()
        if item.level in Level.values
    }
    rows = Disclosable.objects.values_list("key", "level", "counts_people")
    if {key: (level, people) for key, level, people in rows} != may:
        Disclosable.objects.exclude(key__in=may).delete()
        for key, (level, people) in may.items():
            Disclosable.objects.update_or_create(
                key=key, defaults={"level": level, "counts_people": people}
            )
    Disclosure.objects.filter(key__in=set(disclosures) - set(may)).delete()
