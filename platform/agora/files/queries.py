"""Reading files of the current city."""

import uuid
from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from agora.files.models import StoredFile


def file_or_404(uid: uuid.UUID) -> StoredFile:
    """Return a file of this city; the schema itself keeps those of the others out of reach."""
    file = StoredFile.objects.filter(uid=uid).first()
    if file is None:
        raise Http404(_("Ce fichier n’existe pas, ou n’existe plus."))
    return file


def without_row(keys: Iterable[str]) -> set[str]:
    """Return the stored keys no row answers for."""
    by_uid: dict[str, set[str]] = {}
    for key in keys:
        by_uid.setdefault(key.rpartition("/")[2][:32], set()).add(key)
    known = StoredFile.objects.filter(uid__in=by_uid).values_list("uid", flat=True)
    for uid in known:
        by_uid.pop(uid.hex, None)
    return {key for keys_of_one in by_uid.values() for key in keys_of_one}
