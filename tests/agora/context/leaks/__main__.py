"""Runs the leak fuzzer on one subject: `python -m tests.agora.context.leaks ours`.

The subject is `ours`, a mutant of ours, or stock django-tenants. Prints one line of JSON.
"""

import argparse
import json
import os
import threading
import time
from typing import Any


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("subject")
    parser.add_argument("--host", required=True, help="socket folder of the server")
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--pool", type=int, default=0)
    parser.add_argument("--seed", default="0")
    return parser.parse_args()


def main() -> None:
    """Make the world, let the threads walk, sweep, say what leaked."""
    asked = parse()
    database = f"leaks_{asked.subject}_{asked.pool}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.agora.context.leaks.settings",
        "LEAKS_SUBJECT": asked.subject,
        "LEAKS_HOST": asked.host,
        "LEAKS_DATABASE": database,
        "LEAKS_POOL": str(asked.pool),
    }
    import django  # noqa: PLC0415  (after the environment)

    django.setup()
    from tests.agora.context.leaks import world  # noqa: PLC0415

    world.make(asked.host, database)
    started = time.monotonic()
    walks, leaks = walk(asked)
    kept: dict[str, set[str]] = {city: set() for city in world.CITIES}
    for each in walks:
        for city, words in each.kept.items():
            kept[city] |= words
    if asked.subject == "ours":
        leaks += world.strangers(asked.host, database, kept)
        leaks += world.mixed_pairs(asked.host, database)
    print(
        json.dumps(
            {
                "subject": asked.subject,
                "seed": asked.seed,
                "pool": asked.pool,
                "operations": sum(each.done for each in walks),
                "seconds": round(time.monotonic() - started, 1),
                "leaks": leaks[:20],
            }
        )
    )


def walk(asked: argparse.Namespace) -> tuple[list[Any], list[str]]:
    """Let every thread walk until all is done or one of them found a leak."""
    from tests.agora.context.leaks.program import Walk  # noqa: PLC0415

    facts = subject(asked.subject)
    walks = [
        Walk(**facts, seed=f"{asked.seed}:{number}", pooled=bool(asked.pool))
        for number in range(asked.threads)
    ]
    leaks: list[str] = []

    def run(each: Any) -> None:
        try:
            each.run(asked.operations // asked.threads, stopped=lambda: bool(leaks))
        except Exception as problem:
            leaks.append(f"seed {each.seed} at {each.done}: {type(problem).__name__}: {problem}")
            if os.environ.get("LEAKS_TRACE"):
                raise

    threads = [threading.Thread(target=run, args=(each,)) for each in walks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return walks, leaks


def subject(name: str) -> dict[str, Any]:
    """What the programs walk through, and what they may do there."""
    from tests.agora.context.leaks.acts import ACTS  # noqa: PLC0415
    from tests.agora.context.leaks.world import CITIES  # noqa: PLC0415

    if name.startswith("stock"):
        from tests.agora.context.leaks import stock  # noqa: PLC0415

        return {
            "door": stock.DOORS[name],
            "cities": CITIES,
            "acts": stock.ACTS[name],
            "nowhere": {},
            "refusals": (),
        }
    from agora.context import (  # noqa: PLC0415
        CityRef,
        CitySwitchRefused,
        ForeignInstance,
        NoCurrentCity,
    )
    from tests.agora.context.leaks import house_acts, mutants  # noqa: PLC0415

    refs = {
        city: CityRef(schema=city, id=number, state="live", name=city, host=f"{city}.localhost")
        for number, city in enumerate(CITIES)
    }
    house_acts.answer_hosts(refs)
    if name != "ours":
        mutants.MUTANTS[name]()
    return {
        "door": house_acts.doors(refs),
        "cities": CITIES,
        "acts": ACTS | house_acts.HOUSE_ACTS,
        "nowhere": house_acts.NOWHERE,
        "refusals": (NoCurrentCity, CitySwitchRefused, ForeignInstance),
    }


if __name__ == "__main__":
    main()
