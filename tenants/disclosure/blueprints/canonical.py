"""One way to write JSON, and a reader that takes no other: same facts, same bytes."""

import json
import math
import re
from typing import Any

from tenants.disclosure.blueprints.errors import Misshapen

DEEPEST = 12


def dump(value: Any) -> bytes:
    """Write sorted keys, UTF-8, no spaces; not a number is refused."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def load(raw: bytes) -> Any:
    """Read what `dump` wrote; anything else, too deep or written otherwise, is `Misshapen`."""
    if depth(raw) > DEEPEST:
        raise Misshapen
    try:
        value = json.loads(
            raw.decode(), parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_once
        )
        again = dump(value)
    except (ValueError, RecursionError) as error:
        raise Misshapen from error
    if again != raw:
        raise Misshapen
    return value


def depth(raw: bytes) -> int:
    """Count how deep brackets go, without reading any further than they open."""
    now = deepest = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", raw)):
        now += 1 if bracket[0] in b"[{" else -1
        deepest = max(deepest, now)
    return deepest


_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKET = re.compile(rb"[\[{\]}]")


def _refuse(name: str) -> Any:
    raise Misshapen


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Misshapen
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Misshapen
    return found
