"""Which lists a person may take."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from agora.exports.registries import Export, exports
from agora.exports.rules import can_download
from agora.exports.writers import WRITERS, Writer


@dataclass(frozen=True)
class Offer:
    """A list on the exports page."""

    key: str
    export: Export


def offered_to(actor: Any) -> list[Offer]:
    """Lists `actor` may take, in their own order."""
    return [
        Offer(key, export)
        for key, export in exports.items()
        if can_download(actor=actor, export=export)
    ]


def export_or_404(key: str, format: str) -> tuple[Export, Writer]:
    """Return a list and the writer of a format; an address with either unknown is a 404."""
    if key not in exports or format not in WRITERS:
        raise Http404(_("Cet export n’existe pas."))
    return exports.get(key), WRITERS[format]
