"""How a host is written, and which one links use: parts of the actions beside."""

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from agora.jobs import enqueue
from tenants.models import City, Domain, Epoch

# Names that people expect to be the provider's, or that machines look for by themselves.
RESERVED = {"admin", "api", "autoconfig", "autodiscover", "blog", "club", "console", "edge", "ftp"}
RESERVED |= {"imap", "mail", "mta-sts", "ns1", "ns2", "pop", "smtp", "static", "status", "support"}
RESERVED |= {"webmail", "www"}


def touch_directory() -> None:
    """Move the epoch in this transaction: every process reads the directory again."""
    if not Epoch.objects.filter(pk=1).update(value=F("value") + 1):
        Epoch.objects.create(pk=1)


def write_host(*, city: City, host: str, primary: bool) -> Domain:
    """Let a host lead to a city; below our own domain it is proven by that.

    `primary`: links use it, at once if it is proven, else as soon as it will be.
    """
    domain = city.domains.filter(host=host).first() or Domain(city=city, host=host)
    domain.is_primary = bool(domain.pk and domain.is_primary)
    domain.becomes_primary = primary and not domain.is_primary
    if domain.is_ours and domain.verified_at is None:
        domain.verified_at = timezone.now()
    domain.save()
    if domain.verified_at is None:
        enqueue("tenants.verify_domain", scope="public", domain=domain.pk)
    elif domain.becomes_primary:
        make_primary(domain)
    return domain


def make_primary(domain: Domain) -> None:
    """Let links use this host; the former one goes on leading to the city."""
    others = Domain.objects.filter(city_id=domain.city_id).exclude(pk=domain.pk)
    others.filter(is_primary=True).update(is_primary=False)
    domain.is_primary, domain.becomes_primary = True, False
    domain.save(update_fields=["is_primary", "becomes_primary"])


def immediate_host(city: City) -> str:
    """Return a free `<name>.<our domain>`, where a city answers before its own host is proven."""
    label = slugify(city.name)[:40].strip("-_") or "ville"
    number, name = 1, label
    while not _is_free(name):
        number += 1
        name = f"{label}-{number}"
    return f"{name}.{settings.BASE_DOMAIN}"


def _is_free(label: str) -> bool:
    host = f"{label}.{settings.BASE_DOMAIN}"
    kept = host in (settings.PROVIDER_HOST, settings.CLUB_HOST, settings.EDGE.host)
    return label not in RESERVED and not kept and not Domain.objects.filter(host=host).exists()
