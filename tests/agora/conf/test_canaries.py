"""A secret planted in each setting appears nowhere, whatever goes wrong.

Three true processes on this test's database; then mail, storage, a table and at last the whole
database fail them. Each surface has a word that must be found there, or we looked at nothing.
"""

import gzip
import http.client
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections

from agora import mail
from agora.context import public
from tests.harness.clients import outside
from tests.harness.cluster import admin
from tests.harness.processes import Process, database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Each unlike the others, and good enough to start with.
CANARIES = {
    "secret-key": "cAnAri1Qm3vT8yLr2ZxWc7NpKd5HsJf9BgUe4AaXo6RtYi1MqVn0Dw",
    "fallback": "cAnAri2Jf9BgUe4AaXo6RtYi1MqVn0DwQm3vT8yLr2ZxWc7NpKd5Hs",
    "database": "cAnAri3-p&ss%wörd",
    "smtp": "cAnAri4+mot/de-passe",
    "s3-key": "CANARI5AKIDXYZ",
    "s3-secret": "cAnAri6wJalrXUtnFEMIbPxRfiCY",
    "stripe": "sk_test_cAnAri7aBcDeF",
    "webhook": "whsec_cAnAri8aBcDeF",
    "sentry": "cafe9cafe9cafe9cafe9cafe9cafe9ca",
    "seed": "5eed0a1b2c3d4e5f60718293a4b5c6d7e8f9012345678abcdef00112233445ee",
}
MUST_BE_FOUND = {
    "logs": "ProgrammingError",
    "command lines": "agora.cli",
    "environment": "AGORA_SECRET_KEY_FILE",
    "figures": "# HELP",
    "pages": "Villeneuve",
    "jobs": "mail.send",
    "errors": "ProgrammingError",
    "sessions of the database": "agora",
    "verdicts": "AGORA_DATABASE_URL",
}


class Outside:
    """Stripe, a storage that refuses, and whoever collects errors: one server for all."""

    def __init__(self):
        self.events = []

    def answer(self, path, body):
        if path.endswith("/envelope/"):
            # The first line is between Sentry and its client: it names the project's key.
            self.events.append(body.partition(b"\n")[2].decode(errors="replace"))
            return 200, b"{}"
        return 403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>"


@contextmanager
def listening(world):
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            if "chunked" in self.headers.get("Transfer-Encoding", ""):
                self.close_connection = True
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            status, said = world.answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def told(home, port, smtp_url):
    """The settings: each secret in a file, as a pod and a server have them."""
    smtp = smtp_url.replace("://", f"://agora:{quote(CANARIES['smtp'], safe='')}@")
    values = {
        "AGORA_SECRET_KEY": CANARIES["secret-key"],
        "AGORA_SECRET_KEY_FALLBACKS": CANARIES["fallback"],
        "AGORA_DATABASE_URL": database_url(password=CANARIES["database"]),
        "AGORA_SMTP_URL": smtp,
        "AGORA_STRIPE_KEY": CANARIES["stripe"],
        "AGORA_STRIPE_WEBHOOK_SECRET": CANARIES["webhook"],
        "AGORA_SENTRY_DSN": f"http://{CANARIES['sentry']}@127.0.0.1:{port}/1",
        "AGORA_BLUEPRINT_SEEDS": CANARIES["seed"],
    }
    found = {"AGORA_ENVIRONMENT": "staging", "AGORA_STRIPE_API": f"http://127.0.0.1:{port}"}
    found |= {"AGORA_DRAIN": "0", "AGORA_GRACE": "5", "AGORA_STATIC_ROOT": str(home / "static")}
    found |= {"AGORA_LOG_LEVEL": "INFO", "AGORA_SENTRY_TRACES": "1.0"}
    for name, value in values.items():
        file = home / name.lower()
        file.write_text(value)
        file.chmod(0o600)
        found |= {name: "", f"{name}_FILE": str(file)}
    keys = home / "aws"
    keys.write_text(
        f"[default]\naws_access_key_id = {CANARIES['s3-key']}\n"
        f"aws_secret_access_key = {CANARIES['s3-secret']}\n"
    )
    found["AWS_SHARED_CREDENTIALS_FILE"] = str(keys)
    return found


def with_storage(settings, endpoint):
    return {**settings, "AGORA_S3_BUCKET": "agora", "AGORA_S3_ENDPOINT": endpoint}


def family(*processes):
    """The identifiers of the processes and of their children."""
    pids = [process.child.pid for process in processes]
    for pid in pids:
        pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return pids


def of_all(pids, name):
    return "\n".join(Path(f"/proc/{pid}/{name}").read_bytes().decode() for pid in pids)


def jobs():
    def ask():
        with public(), connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(json_agg(j)::text, '') FROM procrastinate_jobs j")
            return cursor.fetchone()[0]

    return outside(ask)


def sessions(server):
    with admin(server) as link:
        rows = link.execute("SELECT application_name, usename, query FROM pg_stat_activity")
        return "\n".join(map(str, rows.fetchall()))


def page(web, path, host):
    """A page whole: its headers speak too."""
    link = http.client.HTTPConnection(web.env["AGORA_BIND"], timeout=60)
    try:
        link.request("GET", path, headers={"Host": host})
        answer = link.getresponse()
        return f"{answer.status} {answer.headers}\n{answer.read().decode()}"
    finally:
        link.close()


def leaks(surfaces):
    """Every place where a canary is, however it is written."""
    return [
        (place, name)
        for place, text in surfaces.items()
        for name, value in CANARIES.items()
        for written in {value, quote(value), quote(value, safe=""), json.dumps(value)[1:-1]}
        if written.lower() in text.lower()
    ]


def test_a_canary_is_found_where_there_is_one():
    assert leaks({"logs": f"x {quote(CANARIES['database'])} y"}) == [("logs", "database")]
    assert leaks({"logs": "nothing"}) == []


def test_secrets_appear_nowhere(tmp_path, cities, city, server, smtp):
    world = Outside()
    mail.send(to="lila@exemple.fr", template="accounts/mail/security", context={"change": "x"})
    surfaces = {}
    with listening(world) as port:
        # The mail server knows no log-in: every letter fails, with our password in hand.
        settings = told(tmp_path, port, django_settings.SMTP_URL)
        down = with_storage(settings, "http://127.0.0.1:1")
        with Process(tmp_path, "collectstatic", "--noinput", "-v0", **settings) as done:
            assert done.ended() == 0, done.words
        with (
            Process(tmp_path, "serve", **down) as web,
            Process(tmp_path, "work", "--queues", "default,mail", **down) as worker,
            Process(tmp_path, "schedule", **settings) as clock,
        ):
            for process in (web, worker, clock):
                process.until_ready()
            refused = with_storage(settings, f"http://127.0.0.1:{port}")
            verdicts = [verdict(tmp_path, refused)]
            with_break(server, "t_villeneuve00")
            surfaces["pages"] = "\n".join(
                page(web, path, host)
                for path, host in (
                    ("/", "montclair.localhost"),
                    ("/", city.host),
                    ("/concertations/", city.host),
                    ("/nowhere/", city.host),
                    ("/", "nowhere.localhost"),
                    ("/", "console.localhost"),
                    ("/compte/connexion/", "console.localhost"),
                )
            )
            worker.until(lambda: '"attempts":1' in jobs())
            web.until(lambda: any("ProgrammingError" in event for event in world.events))
            surfaces["jobs"] = jobs()
            surfaces["sessions of the database"] = sessions(server)
            surfaces["figures"] = "\n".join(
                process.ask("/-/metrics", inside=True)[1] for process in (web, worker, clock)
            )
            surfaces["command lines"] = of_all(family(web, worker, clock), "cmdline")
            surfaces["environment"] = of_all(family(web, worker, clock), "environ")
            without_database(server, lambda: outage(web, city, surfaces, verdicts, settings))
            stopped = [process.stop() for process in (web, worker, clock)]
        surfaces["logs"] = "\n".join(process.words for process in (web, worker, clock))
    surfaces["errors"] = "\n".join(world.events)
    surfaces["verdicts"] = "\n".join(verdicts)

    assert leaks(surfaces) == []
    assert [name for name, word in MUST_BE_FOUND.items() if word not in surfaces[name]] == []
    assert "500 " in surfaces["pages"]
    assert "AGORA_S3_BUCKET: the storage refuses our secret" in surfaces["verdicts"]
    assert stopped[0] == 0


def verdict(home, settings):
    with Process(home, "verify", **settings) as process:
        process.ended()
    return process.words


def with_break(server, schema):
    """Take a table away from a city: its page fails with the words of the database."""
    with admin(server, connections.settings["default"]["NAME"]) as link:
        link.execute(f"ALTER TABLE {schema}.consultations_consultation RENAME TO gone")


def outage(web, city, surfaces, verdicts, settings):
    surfaces["pages"] += page(web, "/concertations/", city.host)
    surfaces["pages"] += page(web, "/-/ready", city.host)
    verdicts.append(verdict(web.said.parent, settings))


def without_database(server, work):
    """Shut everybody out of the database for as long as `work` lasts."""
    name = connections.settings["default"]["NAME"]
    connections.close_all()
    with admin(server) as link:
        link.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            work()
        finally:
            link.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
