"""Words kept for someone who has no account yet, or whose session ended while they wrote.

A tool's view that gets a signed-out visitor's form says

    return redirect(pending.keep(request, "proposal:12", form.cleaned_data, url=here))

and, on the way back from sign-up or sign-in, `pending.take(request, "proposal:12")` gives the
words back, once. They wait in the session row, on our side: the cookie only holds its key, and
it is set by that first form, not before.
"""

import time
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

_KEY = "pending_words"
_FORM = "form:"
LONGEST = 200_000
MOST = 5
DAYS = 2


class TooLong(Exception):
    """More text than a form of ours accepts: the form itself says it to the person."""


def keep(request: HttpRequest, kind: str, data: dict[str, Any], *, url: str = "") -> str:
    """Keep `data` (texts, numbers, lists of them) and return where to sign up.

    `url` is where the person goes back afterwards; the present page unless told.
    """
    if len(repr(data)) > LONGEST:
        raise TooLong(kind)
    _put(request, kind, data)
    back = url or request.get_full_path()
    return f"{reverse('account_signup')}?{urlencode({'next': back})}"


def take(request: HttpRequest, kind: str) -> dict[str, Any] | None:
    """Give the words back and forget them; None when there are none, or they are too old."""
    kept = _kept(request)
    if kind not in kept:
        return None
    data: dict[str, Any] = kept.pop(kind)["data"]
    request.session[_KEY] = kept
    return data


def waiting(request: HttpRequest, kind: str = "") -> bool:
    """Say whether words wait for this visitor: the sign-up page tells them so."""
    kept = _kept(request)
    return kind in kept if kind else bool(kept)


def keep_form(request: HttpRequest) -> None:
    """Keep a whole posted form under its address: its session ended while it was being filled."""
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }
    if fields and len(repr(fields)) <= LONGEST:
        _put(request, _FORM + request.path, fields)  # not every house has a page to sign up


def restore(request: HttpRequest) -> QueryDict | None:
    """Give back, once, the form this page received when nobody was signed in any more."""
    fields = take(request, _FORM + request.path)
    if fields is None:
        return None
    form = QueryDict(mutable=True)
    for name, values in fields.items():
        form.setlist(name, values)
    return form


def texts(request: HttpRequest) -> list[str]:
    """Return the sentences of forms that wait, for a sign-in that begins another session."""
    forms = (words["data"] for kind, words in _kept(request).items() if kind.startswith(_FORM))
    typed = (text for fields in forms for values in fields.values() for text in values)
    return [text for text in typed if " " in text.strip()]


def _put(request: HttpRequest, kind: str, data: dict[str, Any]) -> None:
    kept = {name: words for name, words in _kept(request).items() if name != kind}
    newest = list(kept.items())[-(MOST - 1) :]
    request.session[_KEY] = {**dict(newest), kind: {"data": data, "at": int(time.time())}}


def _kept(request: HttpRequest) -> dict[str, Any]:
    oldest = time.time() - DAYS * 86400
    kept = request.session.get(_KEY) or {}
    return {kind: words for kind, words in kept.items() if words["at"] > oldest}
