"""Tags of billing's pages: the tabs, amounts to the cent."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from agora.ui import french
from agora.ui.templatetags.ui import badge
from billing import badges, money, tabs
from billing.einvoice import wording
from billing.why import Line, why

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


@register.simple_tag
def state_badge(thing: Any) -> SafeString:
    """The state of a quote, a contract, a due item or an order, as the books or a city see it."""
    tone, icon = badges.ALL[thing._meta.model_name.removeprefix("own")].get(thing.state, ("", ""))
    return badge(tone, thing.get_state_display(), icon)


@register.filter
def days(amount: Any) -> str:
    """Days as people read them: `1,5`."""
    return french.number(amount, 1).removesuffix(",0").removesuffix(".0")


@register.filter
def in_order(facts: Iterable[Any]) -> list[Line]:
    """Facts of an invoice in order, each with what is owed after it."""
    return why(facts)
