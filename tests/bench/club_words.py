"""`python -m tests.bench.club_words WORD…`: find words in the club, beside the bare index.

It prints, as JSON, the seconds of a first page of results and of the index that gives the numbers
of all the posts that match, word by word and turn by turn, in one process.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

TURNS = 3
BARE = """
SELECT id FROM club_utilisateurs_post
 WHERE search @@ websearch_to_tsquery('pg_catalog.french', %s)
"""


def main(words: list[str]) -> None:
    """Warm up, then measure both, the bare index first."""
    django.setup()
    from django.db import connection  # noqa: PLC0415  (needs the settings)

    from agora.context import club  # noqa: PLC0415
    from agora.search.fold import fold  # noqa: PLC0415
    from club_utilisateurs.queries.search import posts_with  # noqa: PLC0415

    def bare(word: str) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [fold(word)])
            return cursor.fetchall()

    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    with club():
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
        for turn in range(TURNS + 1):
            for word in words:
                for name, ask in (("bare", bare), ("ours", lambda one: posts_with(one)[0:20])):
                    spent = _seconds(ask, word)
                    if turn:  # the first one warms up
                        taken[name].append(spent)
    print(json.dumps(taken))


def _seconds(ask: Callable[[str], Any], word: str) -> float:
    started = time.perf_counter()
    ask(word)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1:])
