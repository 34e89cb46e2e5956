"""What a visitor's city would pay: the grid read for a population, told in words and as a page.

Nothing of it is kept: all it needs is in the address of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from billing import money
from billing.costing import Cost, cost
from billing.einvoice import wording
from billing.einvoice.document import Party
from billing.einvoice.page import Offer
from billing.models import Provider
from billing.offers import paper, told
from billing.prices import Row, offered
from billing.vat import Territory


@dataclass(frozen=True)
class Estimate:
    """A cost, and what a mayor asks of it."""

    cost: Cost
    population: int
    threshold_cents: int

    @property
    def per_head(self) -> Decimal:
        """Euros a year and an inhabitant, to the cent."""
        return (money.euros(self.cost.yearly_cents) / self.population).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )

    @property
    def yearly_euros(self) -> Decimal:
        """A whole year, in euros."""
        return money.euros(self.cost.yearly_cents)

    @property
    def is_dispensed(self) -> bool:
        """Whether all renewals together stay under the threshold of dispense."""
        return self.cost.whole_cents < self.threshold_cents

    @property
    def years(self) -> list[tuple[str, int]]:
        """Whole euros of each calendar year, set-up and days in the first."""
        period = self.cost.period
        assert period is not None
        first = period.start.year
        amounts = [self.cost.first_cents, *[self.cost.yearly_cents] * self.cost.renewals]
        return [(str(first + n), money.whole(Decimal(c) / 100)) for n, c in enumerate(amounts)]


def estimate(said: Mapping[str, Any], rows: Sequence[Row], provider: Provider) -> Estimate:
    """Read the grid for what was typed. Raises OnQuote."""
    items = offered(
        rows,
        said["population"],
        training_days=said["training_days"],
        advice_days=said["advice_days"],
    )
    found = cost(items, starts_on=said["starts_on"], renewals=said["renewals"])
    return Estimate(found, said["population"], provider.dispense_threshold_cents)


def indicative(found: Estimate, *, provider: Provider, on: date) -> Offer:
    """The page of an estimate: no number, nobody named, nothing to sign."""
    heads = f"{found.population:,}".replace(",", "\u00a0")
    return paper(
        told(found.cost, territory=Territory.METROPOLE, provider=provider, on=on),
        number="",
        on=on,
        valid_until=on + timedelta(days=provider.quote_days),
        provider=provider,
        buyer=Party(name=f"Une commune de {heads} habitants", siret=""),
        notes=[
            f"Estimation établie par le site, d’après la grille en vigueur le {wording.day(on)}"
            " et la TVA de la France métropolitaine. Elle n’engage personne\u00a0: demandez un"
            " devis numéroté à votre nom."
        ],
    )
