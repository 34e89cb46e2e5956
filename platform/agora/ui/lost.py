"""A form lost with its session comes back on its page, every control as it was left."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


def give_back(request: HttpRequest, shown: Iterable[Any]) -> None:
    """Begin the blank forms among `shown` with what this page received when nobody was in.

    `request.lost_form` is put there by the accounts: a call that gives it once, or None.
    """
    take = getattr(request, "lost_form", None)
    if take is None or request.method != "GET":
        return
    blank = [one for one in shown if isinstance(one, BaseForm) and not one.is_bound]
    lost: QueryDict | None = take() if blank else None
    if lost is not None:
        for form in blank:
            refill(form, lost)


def refill(form: BaseForm, lost: QueryDict) -> None:
    """Ask each control what it would read of `lost`: three fields make a date, no tick is a no.

    A form none of whose names was sent is another one of the same page: it stays as it is.
    """
    if not any(name in lost for bound in form for name in _names(bound)):
        return
    for name, field in form.fields.items():
        widget, sent_as = field.widget, form.add_prefix(name)
        if widget.needs_multipart_form or widget.value_omitted_from_data(lost, {}, sent_as):
            continue
        form.initial[name] = widget.value_from_datadict(lost, {}, sent_as)


def _names(bound: Any) -> tuple[str, ...]:
    return (bound.html_name, f"{bound.html_name}_day")
