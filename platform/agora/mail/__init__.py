"""Letters by e-mail: `send(to=user, template="proposals/mail/answered", context={...})`.

The letter is written now, in the caller's transaction, and leaves by a job: what is rolled back is
never sent, and a mail server that is down loses nothing. `gateway.py` is the only door to SMTP.

A template `<template>.html` extends `ui/mail/base.html` and fills its blocks `subject`, `title`,
`content`, and `action` (one only). The text part says the same, made from the page; a
`<template>.txt` beside it replaces it.
"""

from collections.abc import Mapping
from typing import Any


def send(
    *,
    to: Any,
    template: str,
    context: Mapping[str, Any] | None = None,
    reply_to: str = "",
    unsubscribe_url: str = "",
    bulk: bool = False,
) -> None:
    """Write a letter to an address or to a user, and have it leave; `bulk` gives way to others."""
    from agora.mail.writing import write  # noqa: PLC0415  (models are not ready at import)

    write(
        to=to,
        template=template,
        context=context or {},
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
        bulk=bulk,
    )
