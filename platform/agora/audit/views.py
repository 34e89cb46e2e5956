"""The journal's page, in a city and at the provider's."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from agora.audit.forms import JournalForm
from agora.audit.queries import journal
from agora.audit.rules import can_read_journal
from agora.context import state
from agora.rules import door
from agora.ui import page


@door(can_read_journal)
@require_GET
def journal_page(request: HttpRequest) -> HttpResponse:
    """Who did what, filtered in the URL, by pages that cost the same however old."""
    form = JournalForm(request.GET)
    valid = form.is_valid()
    filters = form.cleaned_data if valid else {}
    kept = [(key, value) for key, value in request.GET.items() if key in form.fields and value]
    return page(
        request,
        "audit/journal.html",
        status=200 if valid else 422,
        form=form,
        found=journal(filters, before=_number(request, "avant"), after=_number(request, "apres")),
        kept=urlencode(kept),
        base="ui/provider.html" if state() == "public" else "ui/staff.html",
    )


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdigit() and len(asked) < 19 else None
