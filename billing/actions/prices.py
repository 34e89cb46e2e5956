"""The price grid: a change closes the former price the day before, and opens a new one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from billing import rules
from billing.clock import today
from billing.models import UNIT_OF, Kind, PriceItem
from billing.prices import DEMO_GRID, Price
from billing.refusals import NotPossible

_DAY = timedelta(days=1)


@action("prices.grid_set", rule=rules.approves_billing, operator=True)
def set_grid(*, actor: Any, valid_from: date, grid: Sequence[Price] = DEMO_GRID) -> list[PriceItem]:
    """Put a whole grid in force from a day on; asked twice, it changes nothing."""
    return [_put(price, valid_from) for price in grid]


@action("prices.changed", rule=rules.approves_billing, operator=True)
def change_price(*, actor: Any, price: PriceItem, cents: int | None, valid_from: date) -> PriceItem:
    """Change one price from a day on; None means « sur devis ». Raises NotPossible."""
    if valid_from < today():
        raise NotPossible(
            "past",
            "valid_from",
            _("Un prix passé ne change plus\u00a0: choisissez aujourd’hui ou plus tard."),
        )
    return _put(Price(price.kind, price.pop_min, price.pop_max, cents), valid_from)


@action("prices.change_dropped", rule=rules.approves_billing, operator=True)
def drop_change(*, actor: Any, price: PriceItem) -> PriceItem:
    """Give up a change that is not in force yet; the price before it goes on."""
    found = PriceItem.objects.select_for_update().get(pk=price.pk)
    before = _band(found).filter(valid_to=found.valid_from - _DAY).first()
    if found.valid_from <= today() or before is None:
        raise NotPossible(
            "in_force", "price", _("Ce prix est en vigueur\u00a0: prévoyez un changement.")
        )
    until = found.valid_to
    found.delete()
    before.valid_to = until
    before.save(update_fields=["valid_to"])
    return before


def _band(price: Any) -> Any:
    return PriceItem.objects.select_for_update().filter(
        kind=price.kind, pop_min=price.pop_min, pop_max=price.pop_max
    )


def _put(price: Price, valid_from: date) -> PriceItem:
    """Cut the row in force on that day, up to where it was to end."""
    current = (
        _band(price)
        .filter(valid_from__lte=valid_from)
        .exclude(valid_to__lt=valid_from)
        .order_by("valid_from")
        .last()
    )
    if current is not None and current.cents == price.cents:
        return current
    if current is not None and current.valid_from == valid_from:
        current.cents = price.cents
        current.save(update_fields=["cents"])
        return current
    until = _until(price, valid_from) if current is None else current.valid_to
    if current is not None:
        current.valid_to = valid_from - _DAY
        current.save(update_fields=["valid_to"])
    return PriceItem.objects.create(
        kind=price.kind,
        unit=UNIT_OF[Kind(price.kind)],
        pop_min=price.pop_min,
        pop_max=price.pop_max,
        cents=price.cents,
        valid_from=valid_from,
        valid_to=until,
    )


def _until(price: Price, valid_from: date) -> date | None:
    """The day before the next price of this band, if there is one already."""
    after = _band(price).filter(valid_from__gt=valid_from).order_by("valid_from").first()
    return after.valid_from - _DAY if after else None
