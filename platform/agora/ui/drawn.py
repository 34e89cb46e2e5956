"""Parts of a page drawn once for as long as they show the same: cards, comments.

    drawn("idea", [(facts_of(word), word) for word in rows], lambda missing: [...])

A part is kept under *all* that it shows, in the memory of the process and in its own house: other
facts give another part, so nothing is ever out of date and nothing has to be forgotten.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from agora.context import house

KEPT_FOR = 600
# Stands for the token of a form in what is kept. Drawn at random: nobody can write it in a text
# and have a reader's own token put in its place.
TOKEN = secrets.token_hex(32)

Thing = TypeVar("Thing")


def drawn(
    name: str,
    parts: Sequence[tuple[Any, Thing]],
    draw: Callable[[list[Thing]], Sequence[str]],
) -> list[SafeString]:
    """Return each part, in order; `draw` is called once, with the things not drawn yet.

    A part is `(facts, thing)`: `facts` have a `repr` that tells all the part depends on, apart
    from the language and the year (days of this year are written without it).
    """
    if not house():  # nothing is kept outside every house
        return [mark_safe(part) for part in draw([thing for _facts, thing in parts])]  # noqa: S308
    common = f"{get_language()}|{timezone.localdate().year}|"
    keys = [_key(name, common, facts) for facts, _thing in parts]
    kept: dict[str, str] = caches["local"].get_many(keys)
    missing = {key: thing for key, (_, thing) in zip(keys, parts, strict=True) if key not in kept}
    if missing:
        made = dict(zip(missing, map(str, draw(list(missing.values()))), strict=True))
        caches["local"].set_many(made, KEPT_FOR)
        kept |= made
    return [mark_safe(kept[key]) for key in keys]  # noqa: S308  (our templates have escaped)


def with_token(html: str, context: Mapping[str, Any]) -> SafeString:
    """Put the reader's token into forms that were drawn with `TOKEN` in its place."""
    if TOKEN in html:
        html = html.replace(TOKEN, str(context.get("csrf_token") or ""))
    return mark_safe(html)  # noqa: S308  (drawn, hence escaped)


def _key(name: str, common: str, facts: Any) -> str:
    told = blake2b((common + repr(facts)).encode(), digest_size=16).hexdigest()
    return f"drawn:{name}:{told}"
