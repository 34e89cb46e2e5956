"""`agora demonstrate`: all of it, from an empty folder to open doors, in one process to stop.

It starts the embedded database, fills it once, then keeps a web server and a worker on a leash:
when this process ends, in whatever way, they end too.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from agora.cli import CHECKOUT, runs_file
from agora.cli.roles import prepare
from agora.devdb import DevDatabaseError, Params, Server, leashed, let_go

DATABASE = "agora"
STRIPE_SECRET = "whsec_demonstration"  # noqa: S105 - public: it signs what a simulation says
STATIC = CHECKOUT / "build" / "static"


class Stopped(Exception):
    """Somebody asked the demonstration to stop."""


class Broken(Exception):
    """A part of the demonstration ended by itself."""


def demonstrate(arguments: list[str]) -> int:
    """Run the demonstration until Ctrl-C; the exit code says whether it ended as asked."""
    parser = argparse.ArgumentParser(prog="agora demonstrate", description=demonstrate.__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--reset", action="store_true", default=bool(os.environ.get("RESET")))
    asked = parser.parse_args(arguments)
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    demo = Demo(runs_file().parent, asked.port)
    try:
        demo.run(reset=asked.reset)
    except (Broken, DevDatabaseError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except Stopped:
        print("\nAgora s’arrête. Les données restent.", flush=True)
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        demo.close()
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


class Demo:
    """The database, the web server and the worker of one demonstration."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.server = Server(home / "database")
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *, reset: bool) -> None:
        """Open everything, say so, and watch."""
        self._refuse_taken_port()
        if reset:
            self.server.destroy()
            shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True, exist_ok=True)
        _say("La base de données démarre…")
        params = self.server.start()
        prepare(params.url(), DATABASE, passwords={})
        owner = self._environment(params, "agora_owner")
        runs_file().write_text(json.dumps(owner), encoding="utf-8")
        if statics_are_stale():
            _say("Les feuilles de style se préparent…")
            self._once(owner, ["collectstatic", "--noinput", "-v0", "-i", "rest_framework"])
        rail = self._simulate_stripe()
        owner |= rail
        self._once(owner, ["release", "-v0"])
        app = self._environment(params, "agora_app") | rail
        # It reads its code while the cities are looked after.
        self.children["web"] = self._start(_agora("serve"), app | self._web())
        accounts = self._once(owner, ["demo"], ["demo_billing"], ["demo_club"])
        self.children["worker"] = self._start(_agora("work"), owner)
        self.children["scheduler"] = self._start(_agora("schedule"), app)
        self._wait_for_first_page()
        print(f"\nAgora est prêt : http://console.localhost:{self.port}/\n{accounts}", flush=True)
        while True:
            self._watch()
            time.sleep(0.5)

    def close(self) -> None:
        """Leave no process behind; the database last."""
        for child in reversed(self.children.values()):
            let_go(child, patience=10)
        self.children.clear()
        self.server.stop()
        runs_file().unlink(missing_ok=True)

    def _environment(self, params: Params, login: str) -> dict[str, str]:
        return {
            "AGORA_DATABASE_URL": params.url(user=login, dbname=DATABASE),
            "AGORA_DATA_DIR": str(self.home),
            "AGORA_DEMO": "1",
            "AGORA_LOG_LEVEL": os.environ.get("AGORA_LOG_LEVEL", "WARNING"),
            "AGORA_LOG_STYLE": os.environ.get("AGORA_LOG_STYLE", "text"),
            "AGORA_PUBLIC_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
        }

    def _simulate_stripe(self) -> dict[str, str]:
        """Start the simulation that only a checkout has; a key of one's own is used instead."""
        if os.environ.get("AGORA_STRIPE_KEY") or not (CHECKOUT / "tests" / "fakestripe").is_dir():
            return {}
        port = _free_port()
        command = [sys.executable, "-m", "tests.fakestripe", "--port", str(port)]
        command += ["--webhook", f"http://console.localhost:{self.port}/stripe/webhook"]
        command += ["--secret", STRIPE_SECRET, "--file", str(self.home / "stripe.json")]
        where = {"PYTHONPATH": str(CHECKOUT)}
        self.children["stripe"] = self._start(command, where, stdout=subprocess.DEVNULL)
        return {
            "AGORA_STRIPE_API": f"http://127.0.0.1:{port}",
            "AGORA_STRIPE_KEY": "sk_test_demonstration",
            "AGORA_STRIPE_WEBHOOK_SECRET": STRIPE_SECRET,
        }

    def _web(self) -> dict[str, str]:
        return {
            "AGORA_BIND": f"127.0.0.1:{self.port}",
            "AGORA_INTERNAL_BIND": f"127.0.0.1:{_free_port()}",
            "AGORA_WEB_WORKERS": "2",
            "AGORA_DRAIN": "0",
            "AGORA_GRACE": "5",
        }

    def _start(
        self, command: list[str], env: dict[str, str], **options: Any
    ) -> "subprocess.Popen[bytes]":
        return leashed(command, stop=signal.SIGTERM, env={**os.environ, **env}, **options)

    def _once(self, env: dict[str, str], *verbs: list[str]) -> str:
        """Run commands to their end, in one process; what they print comes back."""
        child = self._start(_one_after_the_other(verbs), env, stdout=subprocess.PIPE)
        self.children["command"] = child
        assert child.stdout is not None
        with child.stdout:
            printed = child.stdout.read().decode()
        failed = child.wait()
        let_go(child)
        del self.children["command"]
        if failed:
            names = ", ".join(verb[0] for verb in verbs)
            raise Broken(f"« agora {names} » a échoué (voir ci-dessus).")
        return printed

    def _watch(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise Broken(f"Le processus « {name} » s’est arrêté tout seul.")
        if not self.server.running():
            raise Broken(f"La base de données s’est arrêtée : voir {self.server.log}")

    def _wait_for_first_page(self) -> None:
        while True:
            self._watch()
            page = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                page.request("GET", "/", headers={"Host": f"console.localhost:{self.port}"})
                status = page.getresponse().status
            except OSError:
                time.sleep(0.05)
                continue
            finally:
                page.close()
            if status >= 400:
                raise Broken(f"La première page répond {status}.")
            return

    def _refuse_taken_port(self) -> None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                raise Broken(
                    f"Le port {self.port} est déjà pris. "
                    f"Choisissez-en un autre : make demo PORT={self.port + 1}"
                )


def statics_are_stale() -> bool:
    """True if a style sheet, a script or a package changed after the last collection."""
    manifest = STATIC / "staticfiles.json"
    if not manifest.is_file():
        return True
    collected = manifest.stat().st_mtime
    sources = [CHECKOUT / "requirements.lock"]
    for part in ("platform", "tenants", "participation", "billing", "club_utilisateurs"):
        sources += (CHECKOUT / part).glob("**/static/**/*")
    return any(source.stat().st_mtime > collected for source in sources if source.exists())


def _agora(*verb: str) -> list[str]:
    return [sys.executable, "-m", "agora.cli", *verb]


def _one_after_the_other(verbs: Iterable[list[str]]) -> list[str]:
    lines = ["from agora.cli import main", *(f"main({verb!r})" for verb in verbs)]
    return [sys.executable, "-c", "\n".join(lines)]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
