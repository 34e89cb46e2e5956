"""Tags of billing's pages: the tabs, amounts to the cent."""

from collections.abc import Iterable
from typing import Any

from django import template

from billing import money, tabs
from billing.why import Line, why

register = template.Library()


@register.inclusion_tag("billing/_tabs.html", takes_context=True)
def billing_tabs(context: Any) -> dict[str, Any]:
    """The pages of billing, side by side."""
    return {"links": tabs.tabs(context["request"])}


@register.filter
def cents(amount: int | None) -> str:
    """Cents as people read them: `14 100,00 €`, with spaces that do not break."""
    if amount is None:
        return ""
    whole, part = money.comma(abs(amount)).split(",")
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    return f"{'-' if amount < 0 else ''}{grouped},{part}\u00a0€"


@register.filter
def in_order(facts: Iterable[Any]) -> list[Line]:
    """Facts of an invoice in order, each with what is owed after it."""
    return why(facts)
