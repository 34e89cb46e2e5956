"""What a house may say about how its people are written to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from agora.registry import Registry


@dataclass(frozen=True)
class Correspondence:
    """How people of one house get their letters, where an account's own address does not do.

    `address(user)` is where to write, "" when nobody may be written to: then no letter is written,
    and one that waits never leaves. `link(user, path)` is the whole address of a page of the house
    as a letter to this person gives it.
    """

    address: Callable[[Any], str]
    link: Callable[[Any, str], str]


houses: Registry[Correspondence] = Registry("mail.houses")
"""By connection state ("club"); a house that registers nothing writes to `user.email`."""
