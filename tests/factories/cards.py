"""What cities put on their cards, and many cities at once; called outside every house."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agora.context import CityRef, enter, public
from agora.rules import SYSTEM
from tenants.actions.sharing import share_value
from tenants.models import City, CityState, Disclosure, Domain


def share_card(city: CityRef, **values: Any) -> None:
    """Share values of a city's card: `presentation="…"`, `modules=[…]`, `contact={…}`."""
    with enter(city):
        for name, value in values.items():
            subject = "card:1" if name == "contact" else "card"
            share_value(actor=SYSTEM, subject=subject, key=f"card.{name}", value=value)


def make_cities(count: int) -> None:
    """Plant so many cities with whole cards, without schema: the club knows no difference."""
    now = timezone.now()
    with public():
        rows = City.objects.bulk_create(
            City(
                name=f"Ville {number:03}",
                population=1_000 * (number % 90 + 1),
                insee=f"{number % 95 + 1:02}001",
                reference_prefix=f"V{number}",
                state=CityState.LIVE,
                provisioned_at=now,
            )
            for number in range(count)
        )
        Domain.objects.bulk_create(
            Domain(city=one, host=f"ville{number}.exemple.fr") for number, one in enumerate(rows)
        )
        Disclosure.objects.bulk_create(
            Disclosure(
                city=one, subject_ref="card", key=f"card.{key}", value=value, level="named",
                text_version="2026-11", by_ref="", by_label="Ana",
            )
            for number, one in enumerate(rows)
            for key, value in (
                ("presentation", f"La ville {number} écoute."),
                ("modules", ["proposals", "debates"]),
                ("programmes", [f"Le parc {number}"]),
                ("place", [43 + number % 70 / 10, -1 + number % 80 / 10]),
                ("answers", True),
            )
        )  # fmt: skip
