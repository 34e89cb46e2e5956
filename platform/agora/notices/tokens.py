"""The link that stops a kind of mail without signing in: signed, of this house alone, for ever."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from agora.context import house

EVERYTHING = "*"


def stop_url(person: Any, kind: str) -> str:
    """Return the path that stops this kind of mail (or all of it) for this person."""
    return reverse("notices:stop", args=[_signer().sign_object([str(person.uid), kind])])


def read_token(token: str) -> tuple[Any, str] | None:
    """Return the person and the kind a link names, or None if it is not one of ours."""
    try:
        uid, kind = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = get_user_model()._default_manager.filter(uid=uid).first()
    return (person, str(kind)) if person is not None else None


def _signer() -> signing.Signer:
    # The house is part of the salt: the link of one city says nothing to another.
    return signing.Signer(salt=f"agora.notices.stop:{house()}")
