"""`{% load audit %}{% history object %}`: what was done to one object."""

from typing import Any

from django import template

from agora.audit.queries import history_of

register = template.Library()


@register.inclusion_tag("audit/history.html")
def history(thing: Any, limit: int = 20) -> dict[str, Any]:
    """Draw the thread of an object's life, newest first."""
    return {"lines": history_of(thing, limit=limit)}
