"""« Mon espace »: what I wrote, what others read of me, my data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agora.context.router import lives_here
from agora.rules import door, post_only, signed_in
from agora.ui import page

from .. import actions, forms, queries
from ..registries import my_blocks
from .parts import person

SHOWN = 30  # rows of each part on the page; the file has them all


@door(signed_in)
def me(request: HttpRequest) -> HttpResponse:
    """The person's own page, made of what the slices know of them."""
    here = [block for block in my_blocks.values() if lives_here(block.context)]
    found = [(block, block.context(request)) for block in here]
    blocks = [
        render_to_string(block.template, context, request)
        for block, context in found
        if context is not None
    ]
    return page(request, "accounts/me.html", blocks=blocks)


@door(signed_in)
def profile(request: HttpRequest) -> HttpResponse:
    """Change my public name, my language, my full name."""
    form = forms.ProfileForm(request.POST or None, user=person(request))
    if request.method == "POST" and form.is_valid():
        actions.change_profile(actor=request.user, user=person(request), **form.cleaned_data)
        messages.success(request, _("Votre profil est enregistré."))
        return redirect("accounts:me")
    return page(request, "accounts/profile.html", status=_status(form), form=form)


@never_cache
@door(signed_in)
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is held on me, in words; and the two ways out."""
    parts = queries.my_data(person(request)).values()
    told = [
        {
            "label": part["label"],
            "rows": [_in_words(row) for row in part["rows"][:SHOWN]],
            "more": max(0, len(part["rows"]) - SHOWN),
        }
        for part in parts
        if part["rows"]
    ]
    empty = [part["label"] for part in parts if not part["rows"]]
    return page(request, "accounts/my_data.html", parts=told, empty_parts=empty)


@post_only
@door(signed_in)
def take_data(request: HttpRequest) -> HttpResponse:
    """Hand over the same as a file machines read."""
    actions.note_data_taken(actor=request.user, user=person(request))
    return JsonResponse(
        queries.my_data(person(request)),
        headers={"Content-Disposition": 'attachment; filename="mes-donnees.json"'},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


@door(signed_in)
def erase(request: HttpRequest) -> HttpResponse:
    """Close the account for ever, once a word has been typed in full."""
    form = forms.EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase_account(actor=request.user, user=person(request))
        logout(request)
        messages.success(
            request, _("Votre compte est supprimé. Ce que vous avez publié reste, sans votre nom.")
        )
        return redirect("/")
    return page(request, "accounts/erase.html", status=_status(form), form=form)


def _in_words(row: dict[str, Any]) -> dict[str, str]:
    """Write one row for people: what is empty goes, lists and dates become text."""
    return {
        name.replace("_", " "): _text(value)
        for name, value in row.items()
        if value not in (None, "", [], {})
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value))
    return str(value)


def _status(form: Any) -> int:
    return 422 if form.errors else 200
