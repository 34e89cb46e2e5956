"""Tags of billing's pages: the tabs, amounts to the cent."""

from typing import Any

from django import template

from billing import money, tabs
from billing.einvoice import wording

register = template.Library()


@register.inclusion_tag("billing/_tabs.html", takes_context=True)
def billing_tabs(context: Any) -> dict[str, Any]:
    """The pages of billing, side by side."""
    return {"links": tabs.tabs(context["request"])}


@register.inclusion_tag("billing/_tabs.html", takes_context=True)
def billing_city_tabs(context: Any) -> dict[str, Any]:
    """The pages of a city's side, side by side."""
    return {"links": tabs.tabs(context["request"], tabs.CITY_TABS)}


@register.filter
def grouped(code: str) -> str:
    """An IBAN as people copy it, by fours."""
    return wording.grouped(code)


@register.filter
def cents(amount: int | None) -> str:
    """Cents as people read them: `14 100,00 €`, with spaces that do not break."""
    if amount is None:
        return ""
    whole, part = money.comma(abs(amount)).split(",")
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    return f"{'-' if amount < 0 else ''}{grouped},{part}\u00a0€"
