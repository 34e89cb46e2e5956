"""Notices: telling people what happened, in the site and by mail, as each of them wishes.

A slice registers its kinds (`registries.kinds`) and says `announce("reply.published", about=word)`
inside its action. A job finds the audience and tells each person once.
"""

from typing import Any


def announce(kind: str, *, about: Any, by: Any = None) -> None:
    """Announce, in the present transaction; whoever did it (`by`) is not told."""
    from agora.notices.delivery import announce  # noqa: PLC0415  (models are not ready at import)

    announce(kind, about=about, by=by)
