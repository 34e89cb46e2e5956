"""Finding a list by its address."""

from django.http import Http404
from django.utils.translation import gettext as _

from agora.exports.registries import Export, exports
from agora.exports.writers import WRITERS, Writer


def export_or_404(key: str, format: str) -> tuple[Export, Writer]:
    """Return a list and the writer of a format; an address with either unknown is a 404."""
    if key not in exports or format not in WRITERS:
        raise Http404(_("Cet export n’existe pas."))
    return exports.get(key), WRITERS[format]
