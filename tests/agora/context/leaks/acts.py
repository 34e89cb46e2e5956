"""What a program may do in a city, and what it may try from nowhere."""

import threading
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.db.models import F

from tests.agora.context.leaks.models import Note, Reply
from tests.agora.context.leaks.program import Walk

ASK = "SELECT city FROM leaks_note LIMIT 4"


def _cities(limit: int = 4) -> list[str]:
    return [note.city for note in Note.objects.all()[:limit]]


def _rows(cursor: Any) -> list[str]:
    return [row[0] for row in cursor.fetchall()]


# --- Plain reads and writes ---------------------------------------------------------------------
def read(walk: Walk) -> None:
    walk.here(_cities())


def count(walk: Walk) -> None:
    if strangers := Note.objects.exclude(city=walk.expected).count():
        walk.here([f"{strangers} strangers"])


def sql(walk: Walk) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        walk.here(_rows(cursor))


def call(walk: Walk) -> None:
    with connection.cursor() as cursor:
        cursor.callproc("leaks_where")
        walk.here(_rows(cursor))


def write(walk: Walk) -> None:
    Note.objects.create(city=walk.expected, body=walk.word())


def write_many(walk: Walk) -> None:
    Note.objects.bulk_create([Note(city=walk.expected, body=walk.word()) for _number in range(3)])


def write_raw(walk: Walk) -> None:
    with connection.cursor() as cursor:
        rows = [(walk.expected, walk.word()) for _number in range(2)]
        cursor.executemany("INSERT INTO leaks_note (city, body) VALUES (%s, %s)", rows)


def change(walk: Walk) -> None:
    number = walk.random.randint(1, 12)
    changed = Note.objects.filter(pk=number, city=walk.expected).update(seen=F("seen") + 1)
    walk.here([walk.expected] if changed else [])


def copy_out(walk: Walk) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY ({ASK}) TO STDOUT") as lines:
        walk.here([row[0] for row in lines.rows()])


def copy_in(walk: Walk) -> None:
    statement = "COPY leaks_note (city, body) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as lines:
        lines.write_row((walk.expected, walk.word()))


def stream(walk: Walk) -> None:
    with connection.cursor() as cursor:
        walk.here([row[0] for row in cursor.cursor.stream(ASK)])


# --- Transactions, errors, reconnections --------------------------------------------------------
def block(walk: Walk) -> None:
    if len(walk.blocks) < 3:
        walk.block()


def fail(walk: Walk) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except walk.refusals:
        pass
    read(walk)


def reconnect(walk: Walk) -> None:
    if not connection.in_atomic_block:
        walk.hang_up()
    read(walk)


def provider_table(walk: Walk) -> None:
    """A table this city lacks and the provider has: the path falls through, the role refuses."""

    def attempt() -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT city FROM leaks_provider")
            return _rows(cursor)

    walk.refused(attempt)


# --- Things made in one city and used in another ------------------------------------------------
def keep_queryset(walk: Walk) -> None:
    walk.put("queryset", Note.objects.filter(seen__gte=0)[:3])


def use_queryset(walk: Walk) -> None:
    if found := walk.pick("queryset"):
        home, rows = found
        walk.of(home, lambda: [note.city for note in rows])


def keep_iterator(walk: Walk) -> None:
    if connection.in_atomic_block:
        return  # gone with its transaction
    rows = Note.objects.order_by("pk").iterator(chunk_size=2)
    walk.here([next(rows).city])
    walk.put("iterator", rows)


def use_iterator(walk: Walk) -> None:
    if found := walk.pick("iterator"):
        home, rows = found
        walk.of(home, lambda: [next(rows).city for _number in range(3)])


def keep_cursor(walk: Walk) -> None:
    walk.put("cursor", (connection.connection, connection.cursor()))


def use_cursor(walk: Walk) -> None:
    """An open cursor asked again speaks of the city of now."""
    if found := walk.pick("cursor"):
        link, cursor = found[1]
        if link is connection.connection and link is not None:
            cursor.execute(ASK)
            walk.here(_rows(cursor))


def keep_rows(walk: Walk) -> None:
    cursor = connection.cursor()
    cursor.execute(ASK)
    walk.here([cursor.fetchone()[0]])
    walk.put("rows", cursor)


def use_rows(walk: Walk) -> None:
    if found := walk.pick("rows"):
        home, cursor = found
        walk.of(home, lambda: _rows(cursor))


def keep_object(walk: Walk) -> None:
    walk.put("object", Reply.objects.order_by("pk")[0])


def use_object(walk: Walk) -> None:
    """Save, follow or relate an object of another city; its number exists here too."""
    if not (found := walk.pick("object")):
        return
    home, reply = found
    way = walk.random.choice(("follow", "save", "relate"))
    if way == "follow":
        walk.of(home, lambda: [reply.note.city])
    elif home != walk.expected:
        saved = reply if way == "save" else Reply(city=walk.expected, note_id=reply.note_id)
        if way == "relate":
            walk.of(home, lambda: [row.city for row in Note.objects.filter(replies=reply)])
        else:
            walk.refused(saved.save)


# --- Threads and coroutines ---------------------------------------------------------------------
def bare_thread(walk: Walk) -> None:
    """A thread nobody gave a context is nowhere."""
    if walk.pooled:
        return
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(_cities())
        except walk.refusals:
            pass
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if settings.OURS and found:
        walk.here(["a bare thread read", *found[0]])


def coroutines(walk: Walk) -> None:
    def elsewhere() -> list[str]:
        try:
            return _cities()
        finally:
            connections.close_all()

    async def story() -> list[str]:
        found = [note.city async for note in Note.objects.all()[:3]]
        found += await sync_to_async(_cities)()
        if not walk.pooled:
            found += await sync_to_async(elsewhere, thread_sensitive=False)()
        return found

    walk.here(async_to_sync(story)())


def cached(walk: Walk) -> None:
    known = cache.get_or_set("city", walk.expected)
    walk.here([known])


ACTS = {
    "read": (24, read),
    "count": (8, count),
    "sql": (12, sql),
    "call": (3, call),
    "write": (8, write),
    "write_many": (2, write_many),
    "write_raw": (3, write_raw),
    "change": (5, change),
    "copy_out": (4, copy_out),
    "copy_in": (3, copy_in),
    "stream": (3, stream),
    "block": (9, block),
    "fail": (3, fail),
    "reconnect": (1, reconnect),
    "provider_table": (2, provider_table),
    "keep_queryset": (4, keep_queryset),
    "use_queryset": (4, use_queryset),
    "keep_iterator": (3, keep_iterator),
    "use_iterator": (3, use_iterator),
    "keep_cursor": (3, keep_cursor),
    "use_cursor": (4, use_cursor),
    "keep_rows": (3, keep_rows),
    "use_rows": (3, use_rows),
    "keep_object": (3, keep_object),
    "use_object": (4, use_object),
    "bare_thread": (0.3, bare_thread),
    "coroutines": (0.5, coroutines),
    "cached": (2, cached),
}
