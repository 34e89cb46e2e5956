"""What views share: a verb tried from a button, a form's page, a kept file given back."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from agora.action import may
from agora.ui import page
from billing.models import Paper
from billing.refusals import NotPossible


def tried(request: HttpRequest, done: Any, step: Callable[[], Any]) -> Any:
    """Do what a button asks on POST; say `done`, or why not. None when it was not done."""
    if request.method != "POST":
        return None
    try:
        result = step()
    except NotPossible as refusal:
        messages.error(request, refusal.message)
        return None
    if done:
        messages.success(request, str(done))
    return result


def status(form: Any) -> int:
    """422 for a form sent back."""
    return 422 if form.is_bound and not form.is_valid() else 200


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: Any,
    submit: Any,
    back: str,
    crumbs: Sequence[tuple[Any, str]],
    lead: Any = "",
    danger: bool = False,
) -> HttpResponse:
    """A page that is one form; `crumbs` are (label, address), `back` changes nothing."""
    return page(
        request,
        "billing/form.html",
        status=status(form),
        form=form,
        heading=title,
        submit=submit,
        back=back,
        steps=crumbs,
        lead=lead,
        danger=danger,
        sends_files=form.is_multipart(),
    )


def paper_sent(paper: Paper) -> HttpResponse:
    """A kept file, never shown inside our pages nor kept on the way."""
    answer = HttpResponse(bytes(paper.content), content_type=paper.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, paper.name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def can(actor: Any, **actions: Callable[..., Any]) -> dict[str, bool]:
    """Which of these actions a person may do, by the names a template asks."""
    return {name: may(one, actor=actor) for name, one in actions.items()}
