"""The WSGI entry: probes are answered before the city middleware, which knows hosts, not pods."""

import gc
import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

from agora.context import public
from agora.context.probe import verify_at_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agora.conf.settings")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]


def database_answers() -> bool:
    """True if a connection of the pool reaches the database."""
    try:
        with public(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError):
        return False
    finally:
        connection.close()
    return True


def with_probes(site: Wsgi, ready: Callable[[], bool] = database_answers) -> Wsgi:
    """The site, with `/-/live` (the process runs) and `/-/ready` (it can serve) in front of it."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path not in {"/-/live", "/-/ready"}:
            return site(environ, start_response)
        ok = path == "/-/live" or ready()
        status, body = ("200 OK", b"ok\n") if ok else ("503 Service Unavailable", b"not ready\n")
        start_response(status, [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
        return [body]

    return application


gc.disable()  # while the program loads, almost nothing of what it makes is to be thrown away
application = with_probes(get_wsgi_application())
verify_at_start()  # a pooler that mixes two houses stops the process here

# Every page is read now, in no house: a form read during a request would keep, in the querysets
# of its fields, the city of whoever came first.
for urlconf in settings.HOUSE_URLCONFS.values():
    import_module(urlconf)

# What is loaded stays: the collector need not walk through it again, nor come so often for the
# many small things each page makes and drops.
gc.freeze()
gc.set_threshold(10_000, 10, 10)
gc.enable()
