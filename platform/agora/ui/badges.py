"""The tone and the icon of each state, said once for all pages."""

from typing import Final, NamedTuple


class Look(NamedTuple):
    """How a badge is drawn; no tone is the sunken one."""

    tone: str
    icon: str


STATES: Final = {
    "draft": Look("", "pen"),
    "soon": Look("", "clock"),
    "scheduled": Look("", "clock"),
    "archived": Look("", "doc"),
    "refused": Look("", "cross"),
    "rejected": Look("", "cross"),
    "cancelled": Look("", "cross"),
    "sunken": Look("", "minus"),
    "neutral": Look("", "minus"),
    "blocked": Look("", "wait"),
    "": Look("", "minus"),
    "open": Look("city", "check"),
    "now": Look("city", "clock"),
    "city": Look("city", "check"),
    "study": Look("info", "search"),
    "evaluating": Look("info", "search"),
    "info": Look("info", "search"),
    "todo": Look("warn", "pen"),
    "reported": Look("warn", "flag"),
    "owed": Look("warn", "wait"),
    "warn": Look("warn", "warn"),
    "late": Look("bad", "wait"),
    "bad": Look("bad", "warn"),
    "failed": Look("bad", "warn"),
    "ok": Look("ok", "check"),
    "accepted": Look("ok", "check"),
    "restituted": Look("ok", "check"),
    "done": Look("ok", "check"),
}  # fmt: skip


def look_of(state: str) -> Look:
    """The look of a state; an unknown word is drawn as a neutral one."""
    return STATES.get(str(state), STATES[""])
