"""The certificates the edge shows: looked at every day from outside, as a visitor's browser would.

A renewal that fails is silent until browsers refuse the site; what is noted here raises an alert
three weeks before (RFC 5280, `notAfter`).
"""

import socket
import ssl
from contextlib import closing
from datetime import datetime

from cryptography import x509
from django.conf import settings

from tenants import zones
from tenants.models import Domain

SECONDS = 5.0
SOON = 21
"""Days before the end when somebody should look: a renewal has been due for nine by then."""


class Unseen(Exception):
    """No certificate of this host could be seen: nobody answers, or another one is shown."""


def look(number: int) -> Domain | None:
    """Note until when the certificate of a proven host is good; what is not seen changes nothing.

    The host's number in, the host back, or None when it is proven no more.
    """
    domain = Domain.objects.filter(pk=number, verified_at__isnull=False).first()
    if domain is None:
        return None
    domain.certificate_until = shown_until(domain.host)
    Domain.objects.filter(pk=number).update(certificate_until=domain.certificate_until)
    return domain


def shown_until(host: str) -> datetime:
    """Return when the certificate that a host shows ends; `Unseen`, or `zones.Silent`."""
    addresses = sorted(zones.addresses(host))
    for address in addresses:
        try:
            shown = _shown(address, host)
        except OSError:  # TLS errors are some
            continue
        if shown is not None and {host, _wild(host)} & set(_names(shown)):
            return shown.not_valid_after_utc
    raise Unseen(host)


def _shown(address: str, host: str) -> x509.Certificate | None:
    context = ssl.create_default_context()
    # Nothing is sent and nothing believed: one that is over, or not trusted here, has a date too.
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        closing(socket.create_connection((address, settings.PUBLIC_PORT), SECONDS)) as line,
        context.wrap_socket(line, server_hostname=host) as secret,
    ):
        found = secret.getpeercert(binary_form=True)
    return x509.load_der_x509_certificate(found) if found else None


def _wild(host: str) -> str:
    """The name by which one certificate covers a host and its neighbours (RFC 6125, one label)."""
    return f"*.{host.partition('.')[2]}"


def _names(shown: x509.Certificate) -> list[str]:
    try:
        named = shown.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return named.value.get_values_for_type(x509.DNSName)
