"""The registry of what may leave, written in the database, where the door reads it."""

from tenants.models import Disclosable, Disclosure, Level
from tenants.registries import disclosures


def keep_keys() -> None:
    """Write which keys may leave today; what was since registered as `never` is taken back.

    A key nobody registers any more only closes its door: an older release that runs a last time
    beside the new one must not erase what the latter let out.
    """
    levels = {key: item.level for key, item in disclosures.items()}
    known = {key: level for key, level in levels.items() if level in Level.values}
    if dict(Disclosable.objects.values_list("key", "level")) != known:
        Disclosable.objects.exclude(key__in=known).delete()
        for key, level in known.items():
            Disclosable.objects.update_or_create(key=key, defaults={"level": level})
    Disclosure.objects.filter(key__in=set(levels) - set(known)).delete()
