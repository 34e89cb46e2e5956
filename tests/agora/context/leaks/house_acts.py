"""Acts that only our own context knows: refused switches, requests, jobs, files, nowhere."""

import asyncio
from collections.abc import Iterator
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection, connections
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from agora.context import CitySwitchRefused, NoCurrentCity, directory, enter, public, state
from agora.context.keys import cache_key, storage_prefix
from agora.context.middleware import CityMiddleware
from agora.context.threads import executor, spawn
from tests.agora.context.leaks.acts import ASK, _cities, _rows, read, sql
from tests.agora.context.leaks.models import Note
from tests.agora.context.leaks.program import Leak, Undo, Walk


def switch(walk: Walk) -> None:
    """Another city inside this one is refused, and this one goes on."""
    other = walk.random.choice([city for city in walk.cities if city != walk.expected])
    try:
        with walk.door(other):
            raise Leak(f"entered {other} inside {walk.expected}")
    except CitySwitchRefused:
        read(walk)


def again(walk: Walk) -> None:
    with walk.visit(walk.expected):
        walk.something()
    read(walk)


def visit_public(walk: Walk) -> None:
    if connection.in_atomic_block:
        walk.refused(lambda: public().__enter__())
        return
    home = walk.expected
    with public():
        walk.expected = "public"
        read(walk)
        walk.expected = home
    sql(walk)


def thread(walk: Walk) -> None:
    if walk.pooled:
        return
    found: list[str] = []
    spawn(lambda: found.extend(_cities())).join()
    walk.here(found)


def threads(walk: Walk) -> None:
    if walk.pooled:
        return
    with executor(2) as pool:
        for found in [pool.submit(_cities) for _number in range(3)]:
            walk.here(found.result())


def files(walk: Walk) -> None:
    walk.here([storage_prefix().rstrip("/"), cache_key("a").split(":")[0]])


# --- From nowhere -------------------------------------------------------------------------------
def _ask() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        return _rows(cursor)


def nothing(walk: Walk) -> None:
    """No city: models, SQL, cache and files all refuse."""
    walk.refused(_cities)
    walk.refused(_ask)
    for attempt in (cache_key, storage_prefix):
        try:
            attempt()
        except NoCurrentCity:
            continue
        raise Leak(f"{attempt.__name__} answered nowhere")


def leftovers(walk: Walk) -> None:
    """What was made in a city answers nobody outside."""
    for kind in ("queryset", "iterator", "rows"):
        if found := walk.pick(kind):
            home, thing = found
            walk.of(home, lambda thing=thing: [row.city for row in thing])  # type: ignore[misc]


def tasks(walk: Walk) -> None:
    """Coroutines of several cities at once."""

    async def story(city: str) -> tuple[str, list[str]]:
        with walk.door(city):
            await asyncio.sleep(0)
            found = await sync_to_async(_cities)()
            found += [note.city async for note in Note.objects.all()[:2]]
        return city, found

    async def together() -> list[Any]:
        return await asyncio.gather(*(story(city) for city in walk.random.sample(walk.cities, 3)))

    for city, found in async_to_sync(together)():
        walk.expected = city
        walk.here(found)
    walk.expected = ""


def request(walk: Walk) -> None:
    """A page whose body is streamed after the middleware is gone, or whose view fails."""
    city = walk.random.choice(walk.cities)
    fails = walk.random.random() < 0.3

    def body() -> Iterator[str]:
        for note in Note.objects.order_by("pk")[:3]:
            yield f"{note.city} "
        yield " ".join(_cities())

    def view(_request: Any) -> StreamingHttpResponse:
        if fails:
            _cities()
            raise Undo
        return StreamingHttpResponse(body())

    sent = RequestFactory(headers={"host": f"{city}.localhost"}).get("/")
    try:
        response: Any = CityMiddleware(view)(sent)
        walk.expected = city
        walk.here(b"".join(response.streaming_content).decode().split())
        response.close()
    except Undo:
        pass
    walk.expected = ""
    if state() != "none":
        raise Leak(f"a request left its process in state {state()}")
    nothing(walk)


def job(walk: Walk) -> None:
    """A reused worker thread: each job in its city, nothing between two."""
    if walk.pooled:
        return
    walk.hang_up()

    def run(city: str) -> tuple[str, list[str]]:
        with walk.door(city):
            return city, _cities()

    with executor(1) as worker:
        for city in walk.random.sample(walk.cities, 2):
            walk.expected, found = worker.submit(run, city).result()
            walk.here(found)
        walk.expected = ""
        walk.refused(worker.submit(_cities).result)
    connections.close_all()


def answer_hosts(refs: dict[str, Any]) -> None:
    """Tell the directory our hosts."""
    directory.set_source(lambda host: refs.get(host.removesuffix(".localhost")), epoch=lambda: 1)


def doors(refs: dict[str, Any]) -> Any:
    """Our door."""
    return lambda city: enter(refs[city])


HOUSE_ACTS = {
    "switch": (2, switch),
    "again": (3, again),
    "visit_public": (2, visit_public),
    "thread": (0.3, thread),
    "threads": (0.2, threads),
    "files": (2, files),
}
NOWHERE = {
    "nothing": (8, nothing),
    "leftovers": (4, leftovers),
    "tasks": (0.6, tasks),
    "request": (3, request),
    "job": (0.3, job),
}
