"""A form sent twice does one thing: the second time leads to the first answer.

    form = CommentForm(request.POST or None)               # CommentForm(OnceForm, ...)
    if form.is_valid():
        return redirect(once(form, lambda: write(...).get_absolute_url()))

The key is hidden in the form, drawn when the page is shown. Two requests with the same key meet
on its primary key: the second waits for the first, then reads its answer. Other words under the
same key (« Back », a correction) are another form: they are written too.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from django import forms
from django.db import connection

from agora.action import one_piece
from agora.ui.forms import sent_key
from participation.contributions.models import SentForm


class OnceForm(forms.Form):
    """A form with a hidden one-use key; a page without one (API, old tab) gets a fresh key."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        if field_name == "form_key":
            return field.initial or uuid.uuid4()
        return super().get_initial_for_field(field, field_name)


def once(form: forms.Form, write: Callable[[], str], *, typed: bool = True) -> str:
    """Run `write` unless this very form has been received; return the URL it led to.

    Without `typed` the key alone counts: for what cannot be done again with other words.
    """
    key = form.cleaned_data.get("form_key")
    sent = sent_key(form) if typed else key
    with one_piece():
        if sent is None:
            return write()
        if not _first_time(key, sent):
            return SentForm.objects.values_list("url", flat=True).get(key=sent)
        url = write()
        # Not a business write: the keys live two days and say nothing of anybody.
        SentForm.objects.filter(key__in=(key, sent)).update(url=url)
        return url


def kept_as(key: uuid.UUID, write: Callable[[], str]) -> str:
    """Run `write`, which can succeed once only (it uses up `key`), and keep where it led."""
    with one_piece():
        url = write()
        SentForm.objects.create(key=key, url=url)
    return url


def led_to(*keys: object) -> str:
    """Say where a form led, if one of these keys has been received; empty when none has."""
    return SentForm.objects.filter(key__in=_uuids(keys)).values_list("url", flat=True).first() or ""


def _uuids(keys: Iterable[object]) -> Iterator[uuid.UUID]:
    for key in keys:
        with suppress(ValueError):
            yield uuid.UUID(str(key))


def _first_time(key: uuid.UUID, sent: uuid.UUID) -> bool:
    """Take both names in: by its key the page is found again, whatever was typed (`led_to`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {SentForm._meta.db_table} (key, url, created_at)"  # noqa: S608
            " VALUES (%s, '', now()), (%s, '', now()) ON CONFLICT DO NOTHING RETURNING key",
            [key, sent],
        )
        return (sent,) in cursor.fetchall()
