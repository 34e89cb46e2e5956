"""The end of a certificate is read where visitors see it; what is not seen changes nothing."""

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from django.utils import timezone

from agora.context import public
from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from tenants import certificates, figures, zones
from tenants.models import City, Domain
from tests.harness.certificates import self_signed

pytestmark = pytest.mark.django_db
HOST, OTHER = "participez.ville.fr", "ailleurs.example"
END = datetime(2027, 2, 26, 9, 30, tzinfo=UTC)


@pytest.fixture
def showing(tmp_path, settings):
    """Show a certificate on loopback, for the length of a block."""

    @contextmanager
    def show(*names, end=END):
        file = tmp_path / "shown.pem"
        file.write_bytes(self_signed(*map(x509.DNSName, names), end=end))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(file)
        with socket.create_server(("127.0.0.1", 0)) as door:
            settings.PUBLIC_PORT = door.getsockname()[1]
            greeter = threading.Thread(target=_greet, args=(door, context), daemon=True)
            greeter.start()
            try:
                yield
            finally:
                door.shutdown(socket.SHUT_RDWR)
                greeter.join(5)

    return show


def _greet(door, context):
    with suppress(OSError):
        while True:
            line, _place = door.accept()
            with suppress(OSError), context.wrap_socket(line, server_side=True) as secret:
                secret.recv(1)


@pytest.fixture
def domain(cities, zone):
    with public():
        city = City.objects.get(schema_name=cities["villeneuve"].schema)
        zone.write(f"{HOST}. 60 IN A 127.0.0.1", f"{HOST}. 60 IN A 127.0.0.9")
        yield Domain.objects.create(
            city=city, host=HOST, is_primary=False, verified_at=timezone.now()
        )


def kept(domain):
    domain.refresh_from_db()
    return domain.certificate_until


@pytest.mark.parametrize("name", [HOST, "*.ville.fr"])
def test_the_end_is_that_of_the_certificate_shown(domain, showing, name):
    with showing(OTHER, name):
        certificates.look(domain.pk)

    assert kept(domain) == END


def test_one_that_is_over_has_an_end_too(domain, showing):
    over = datetime(2026, 1, 5, tzinfo=UTC)
    with showing(HOST, end=over):
        certificates.look(domain.pk)

    assert kept(domain) == over


@pytest.mark.parametrize("names", [(OTHER,), ("ville.fr", "*.fr"), ()])
def test_a_certificate_of_somebody_else_is_none_of_ours(domain, showing, names):
    Domain.objects.filter(pk=domain.pk).update(certificate_until=END)

    with showing(*names, end=END + timedelta(days=60)), pytest.raises(certificates.Unseen):
        certificates.look(domain.pk)

    assert kept(domain) == END


def test_nobody_at_the_door_is_nothing_seen(domain, showing):
    with showing(HOST):
        pass

    with pytest.raises(certificates.Unseen):
        certificates.look(domain.pk)


def test_a_zone_that_does_not_answer_says_nothing(domain, zone):
    zone.broken.add(HOST)

    with pytest.raises(zones.Silent):
        certificates.look(domain.pk)


def test_a_host_that_is_not_proven_is_not_looked_at(domain, showing, zone):
    Domain.objects.filter(pk=domain.pk).update(verified_at=None)
    zone.asked.clear()

    with showing(HOST):
        assert certificates.look(domain.pk) is None

    assert (kept(domain), zone.asked) == (None, [])


def test_every_day_each_host_that_may_have_one_is_looked_at(domain, showing, settings, zone):
    settings.HTTPS = True
    Domain.objects.filter(city__name="Montclair").update(verified_at=None)
    enqueue("tenants.look_at_certificates")

    with showing(HOST):
        ran = run_pending()

    # Its own host and that of Villeneuve on our domain; what is unseen is no failure.
    assert ran == ["tenants.look_at_certificates", *["tenants.look_at_certificate"] * 2]
    assert kept(domain) == END
    assert not Domain.objects.exclude(pk=domain.pk).filter(certificate_until__gt=END).exists()


def test_without_encryption_there_is_nothing_to_look_at(domain, settings):
    settings.HTTPS = False
    enqueue("tenants.look_at_certificates")

    assert run_pending() == ["tenants.look_at_certificates"]


def test_the_watch_hears_of_the_first_to_end_and_of_none_as_long_as_none_was_seen(domain):
    assert list(figures.certificates()) == []

    Domain.objects.update(certificate_until=END)
    Domain.objects.filter(pk=domain.pk).update(certificate_until=END - timedelta(days=9))
    lost = Domain.objects.exclude(pk=domain.pk).first()
    Domain.objects.filter(pk=lost.pk).update(
        certificate_until=END - timedelta(days=99), verified_at=None
    )

    ((told, labels, value),) = figures.certificates()
    assert (told.name, labels) == ("agora_certificate_first_expiry_timestamp_seconds", ())
    assert value == (END - timedelta(days=9)).timestamp()
