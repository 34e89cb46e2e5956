"""`python -m tests.running.fill`: four cities in which everything carries its city's mark, as JSON.

A *mark* is a word no other city holds: wherever another city shows it, something has leaked.
"""

import json
from typing import Any

import django

CITIES = ("villeneuve", "montclair", "roquebrune", "sainteorse")
PEOPLE, IDEAS = 24, 8


def mark(city: str) -> str:
    """The word of a city."""
    return f"zq{city[:4]}"


def main() -> None:
    """Our applications first, then the data that need them."""
    django.setup()
    print(json.dumps(fill()))


def fill() -> dict[str, Any]:
    """Open two cities more, write in the four, and say where things are."""
    from agora.context import enter, public  # noqa: PLC0415  after the applications
    from tenants import spares  # noqa: PLC0415
    from tenants.directory import source  # noqa: PLC0415
    from tenants.models import City, CitySettings, CityState, Domain, Epoch  # noqa: PLC0415

    for key in CITIES[2:]:
        with public():
            city = City.objects.create(name=key.title(), reference_prefix=key[:2].upper())
            Domain.objects.create(city=city, host=f"{key}.localhost", is_primary=True)
            CitySettings.objects.get_or_create(city=city)
        spares.take(city)
    with public():
        from django.utils import timezone  # noqa: PLC0415

        City.objects.update(state=CityState.LIVE, provisioned_at=timezone.now())
        for number, key in enumerate(CITIES):
            told = {"theme_colour": f"#{3 + number}A3{number + 2}6E", "tagline": mark(key)}
            told |= {"contact_email": f"contact@{key}.example"}
            City.objects.filter(domains__host=f"{key}.localhost").update(
                name=f"{key.title()} {mark(key)}"
            )
            CitySettings.objects.filter(city__domains__host=f"{key}.localhost").update(**told)
        Epoch.objects.filter(pk=1).update(value=7)
        refs = {key: source(f"{key}.localhost") for key in CITIES}
    facts = {}
    for key, ref in refs.items():
        assert ref is not None, key
        with enter(ref):
            facts[key] = {"host": f"{key}.localhost", "schema": ref.schema, **_write(key)}
    return facts


def _write(key: str) -> dict[str, Any]:
    from tests.bench.data import _session  # noqa: PLC0415
    from tests.factories.consultations import (  # noqa: PLC0415
        make_component,
        make_consultation,
    )
    from tests.factories.people import make_user  # noqa: PLC0415
    from tests.factories.tools import make_proposal  # noqa: PLC0415

    word = mark(key)
    asked = make_consultation(title=f"Le parc {word}", slug=f"parc-{word}")
    tool = make_component(asked, title=f"Vos idées {word}")
    people = [make_user(pseudonym=f"{word} {number}") for number in range(PEOPLE)]
    ideas = [
        make_proposal(tool, title=f"Un banc {word} {number}", body=f"Près du lac {word}.")
        for number in range(IDEAS)
    ]
    return {
        "mark": word,
        "slug": asked.slug,
        "tool": tool.pk,
        "ideas": [idea.pk for idea in ideas],
        "sessions": [_session(person) for person in people],
        "addresses": [person.email for person in people],
    }


if __name__ == "__main__":
    main()
