"""Two web servers on two machines are one site: neither keeps anything the other would miss.

They share the database and a bucket, and have no folder in common.
"""

import os
import re
import secrets
import signal
import subprocess
import sys
import time

import pytest
import requests
from django.conf import settings
from django.db import connections
from moto.server import ThreadedMotoServer

from agora.context import enter, public
from agora.context.directory import EPOCH_SECONDS
from agora.devdb import leashed, let_go
from agora.files import gateway
from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from tenants.actions import cities as of_cities
from tenants.models import City
from tests.factories.consultations import make_consultation
from tests.factories.people import PASSWORD, make_staff, make_user
from tests.harness.clients import outside
from tests.harness.cluster import ROOT
from tests.harness.ports import free_port

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TOKEN = "b" * 32
BUCKET = "agora-replicas"
SLACK = 15.0  # seconds to draw two pages, and to read the directory, beside others


class Replica:
    """One `agora serve` with a data folder of its own."""

    def __init__(self, folder, env):
        self.ports = [free_port(), free_port()]
        folder.mkdir()
        self.log = folder / "log"
        env |= {
            "AGORA_BIND": f"127.0.0.1:{self.ports[0]}",
            "AGORA_INTERNAL_BIND": f"127.0.0.1:{self.ports[1]}",
            "AGORA_DATA_DIR": str(folder / "data"),
        }
        with self.log.open("wb") as log:
            self.child = leashed(
                [sys.executable, "-m", "agora.cli", "serve"],
                stop=signal.SIGTERM, env=env, cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def wait(self):
        """Until it is ready to serve."""
        until = time.monotonic() + 90
        while time.monotonic() < until and self.child.poll() is None:
            try:
                if requests.get(f"http://127.0.0.1:{self.ports[1]}/-/ready", timeout=5).ok:
                    return
            except requests.RequestException:  # its door is open before it can answer
                time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])


class Browser:
    """One person's cookies, taken to whichever replica answers."""

    def __init__(self, host, session=""):
        self.line = requests.Session()
        self.line.headers["Host"] = host
        self.line.cookies.update({"agora_csrf": TOKEN})
        if session:
            self.line.cookies.update({"agora_session": session})

    def get(self, replica, path):
        return self.line.get(f"http://127.0.0.1:{replica.ports[0]}{path}", timeout=60)

    def post(self, replica, path, *, files=None, **typed):
        return self.line.post(
            f"http://127.0.0.1:{replica.ports[0]}{path}",
            data={"csrfmiddlewaretoken": TOKEN, **typed},
            files=files,
            allow_redirects=False,
            timeout=60,
        )


@pytest.fixture
def bucket(monkeypatch):
    """An empty bucket; where it answers."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "essai")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "essai")
    there = gateway.Bucket(bucket=BUCKET, endpoint=f"http://{host}:{port}", region="fr-par")
    there._client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "fr-par"}
    )
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def replicas(transactional_db, server, bucket, statics, monkeypatch, tmp_path):
    """Two of them, ready; sessions opened by the test are theirs too."""
    monkeypatch.setattr(settings, "SECRET_KEY", secrets.token_urlsafe(48))
    name = connections["default"].settings_dict["NAME"]
    env = {key: value for key, value in os.environ.items() if not key.startswith("AGORA_")} | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
        "AGORA_DATABASE_URL": server.url(user="agora_app", dbname=name),
        "AGORA_SECRET_KEY": settings.SECRET_KEY,
        "AGORA_HTTPS": "0",
        "AGORA_WEB_WORKERS": "1",
        "AGORA_WEB_THREADS": "4",
        "AGORA_GRACE": "5",
        "AGORA_STATIC_ROOT": str(settings.STATIC_ROOT),
        "AGORA_S3_BUCKET": BUCKET,
        "AGORA_S3_ENDPOINT": bucket,
        "AGORA_S3_REGION": "fr-par",
        "AGORA_LOG_LEVEL": "WARNING",
    }
    started = [Replica(tmp_path / key, dict(env)) for key in ("one", "other")]
    try:
        for one in started:
            one.wait()
        yield started
    finally:
        for one in started:
            one.child.stdin.close()  # both at once
        for one in started:
            let_go(one.child, patience=20)


@pytest.fixture
def statics(tmp_path_factory, monkeypatch):
    """Compiled once for both, as the image has them."""
    folder = tmp_path_factory.mktemp("static")
    monkeypatch.setattr(settings, "STATIC_ROOT", folder)
    command = ["collectstatic", "--noinput", "-v0", "-i", "rest_framework"]
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        "AGORA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "AGORA_SECRET_KEY": secrets.token_urlsafe(48),
        "AGORA_STATIC_ROOT": str(folder),
    }
    subprocess.run([sys.executable, "-m", "agora.cli", *command], env=env, check=True)


def test_what_one_replica_begins_the_other_goes_on_with(cities, replicas, client_for):
    one, other = replicas
    city = cities["villeneuve"]
    with enter(city):
        make_user(email="zoe@exemple.fr", pseudonym="Zoé du port")
        make_user(email="ali@exemple.fr", pseudonym="Ali", password=PASSWORD)
        staff = make_staff()
        consultation = make_consultation()

    a_code_sent_by_one_is_taken_by_the_other(city, one, other)
    wrong_passwords_are_counted_together(city, one, other)
    desk = client_for(city)
    outside(lambda: desk.force_login(staff))
    browser = Browser(city.host, desk.cookies["agora_session"].value)
    a_file_and_a_word_left_at_one_are_found_at_the_other(browser, consultation, one, other)
    a_change_of_the_city_is_soon_seen_everywhere(city, one, other)


def a_code_sent_by_one_is_taken_by_the_other(city, one, other):
    zoe = Browser(city.host)
    zoe.post(one, "/compte/code/", email="zoe@exemple.fr")
    with enter(city):
        letter = OutgoingMail.objects.get(to="zoe@exemple.fr").text
    code = re.search(r"dix minutes\.\s+(\S+)", letter)[1]

    answer = zoe.post(other, "/compte/code/saisie/", code=code)

    assert answer.status_code == 302, answer.text
    for replica in (one, other):
        assert "Zoé du port" in zoe.get(replica, "/mon-espace/").text


def wrong_passwords_are_counted_together(city, one, other):
    """Five tries of anybody on both; the sixth is one too many, even with the right word."""
    for number in range(6):
        replica = (one, other)[number % 2]
        Browser(city.host).post(
            replica, "/compte/connexion/", login="ali@exemple.fr", password="faux"
        )

    for replica in (one, other):
        right = {"login": "ali@exemple.fr", "password": PASSWORD}
        answer = Browser(city.host).post(replica, "/compte/connexion/", **right)
        assert "Trop d’essais" in answer.text
        assert "agora_session" not in answer.cookies


def a_file_and_a_word_left_at_one_are_found_at_the_other(browser, consultation, one, other):
    base = f"/gestion/concertations/{consultation.slug}/documents/"

    sent = browser.post(one, base, title="Plan du parc", files={"file": ("plan.pdf", PDF)})
    assert (sent.status_code, sent.headers.get("Location")) == (302, base), sent.text
    page = browser.get(other, base).text

    assert "Le document est en ligne" in page
    assert "Le document est en ligne" not in browser.get(one, base).text
    path = re.search(r'href="(/fichiers/[^"]+)"', browser.get(other, base).text)
    link = path or re.search(
        r'href="(/fichiers/[^"]+)"', browser.get(other, consultation.get_absolute_url()).text
    )
    assert link is not None
    for replica in (other, one):
        assert browser.get(replica, link[1]).content == PDF


def a_change_of_the_city_is_soon_seen_everywhere(city, one, other):
    visitor = Browser(city.host)
    assert [visitor.get(replica, "/").status_code for replica in (one, other)] == [200, 200]
    with public():
        row = City.objects.get(pk=city.id)
        outside(lambda: _suspend(row))

    until = time.monotonic() + EPOCH_SECONDS + SLACK
    while time.monotonic() < until:
        seen = [visitor.get(replica, "/").status_code for replica in (one, other)]
        if seen == [503, 503]:
            break
        time.sleep(0.2)
    assert seen == [503, 503]


def _suspend(row):
    with public():
        of_cities.suspend_city(actor=SYSTEM, city=row, reason="essai")
