"""Measures a five-query page through our context and through plain Django, turn by turn.

`python -m tests.agora.context.leaks.tax HOST` prints one line of JSON.
"""

import gc
import json
import os
import statistics
import sys
import time
from typing import Any

ROUNDS = 500
PASSES = 7
WARM = 100
PAGE = """<!doctype html><title>{{ city }}</title><h1>{{ one.city }} {{ total }}</h1>
<ul>{% for note in notes %}<li id="n{{ note.pk }}">{{ note.city }} {{ note.body }}</li>{% endfor %}
</ul><ol>{% for reply in replies %}<li>{{ reply.city }}: {{ reply.note.city }}</li>{% endfor %}</ol>
{% if any %}<p>{{ any }}</p>{% endif %}"""


def page(notes: Any, replies: Any) -> Any:
    """Build the view over one pair of models."""
    from django.http import HttpResponse  # noqa: PLC0415
    from django.template import engines  # noqa: PLC0415

    template = engines["django"].from_string(PAGE)

    def view(request: Any) -> HttpResponse:
        found = {
            "notes": list(notes.objects.order_by("-pk")[:20]),
            "total": notes.objects.count(),
            "one": notes.objects.get(pk=3),
            "replies": list(replies.objects.select_related("note").order_by("pk")[:10]),
            "any": notes.objects.filter(seen__gt=10).exists(),
        }
        return HttpResponse(template.render(found, request))

    return view


def main(host: str) -> None:
    """Prepare both sides and measure."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.agora.context.leaks.settings",
        "LEAKS_SUBJECT": "tax",
        "LEAKS_HOST": host,
        "LEAKS_DATABASE": "leaks_tax",
    }
    import django  # noqa: PLC0415

    django.setup()
    from tests.agora.context.leaks import world  # noqa: PLC0415

    world.make(host, "leaks_tax")
    print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    """Compare both sides in several passes; the middle one speaks, for machines are noisy."""
    from django.test import RequestFactory  # noqa: PLC0415

    from agora.context import CityRef  # noqa: PLC0415
    from agora.context.middleware import CityMiddleware  # noqa: PLC0415
    from tests.agora.context.leaks import house_acts, models, world  # noqa: PLC0415

    house_acts.answer_hosts(
        {
            city: CityRef(schema=city, id=number, state="live", name=city)
            for number, city in enumerate(world.CITIES)
        }
    )
    sides = {
        "with": CityMiddleware(page(models.Note, models.Reply)),
        "without": page(models.PlainNote, models.PlainReply),
    }
    requests = [
        RequestFactory(headers={"host": f"{city}.localhost"}).get("/") for city in world.CITIES
    ]
    for number in range(WARM):
        for ask in sides.values():
            ask(requests[number % len(requests)])
    queries = {name: count(ask, requests[0]) for name, ask in sides.items()}
    passes = sorted((one_pass(sides, requests) for _pass in range(PASSES)), key=_ratio)
    middle = passes[PASSES // 2]
    return {
        "ratio": _ratio(middle),
        "passes": [round(_ratio(each), 3) for each in passes],
        "more_queries": queries["with"] - queries["without"],
        "queries": queries["with"],
        "milliseconds": {name: round(found * 1000, 3) for name, found in middle.items()},
    }


def one_pass(sides: dict[str, Any], requests: list[Any]) -> dict[str, float]:
    """Ask both sides in turn, each first every other time; return the medians."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    gc.collect()
    gc.disable()
    for number in range(ROUNDS):
        request = requests[number % len(requests)]
        order = list(sides.items())
        for name, ask in order if number % 2 else reversed(order):
            started = time.perf_counter()
            ask(request)
            times[name].append(time.perf_counter() - started)
    gc.enable()
    return {name: statistics.median(found) for name, found in times.items()}


def _ratio(medians: dict[str, float]) -> float:
    return medians["with"] / medians["without"]


def count(ask: Any, request: Any) -> int:
    """Count the queries of one page, on either connection."""
    from django.db import connections  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with (
        CaptureQueriesContext(connections["default"]) as ours,
        CaptureQueriesContext(connections["plain"]) as plain,
    ):
        ask(request)
    return len(ours) + len(plain)


if __name__ == "__main__":
    main(sys.argv[1])
