"""The search page."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agora.rules import SYSTEM, Refused, anyone, door
from agora.search.actions import note_fruitless
from agora.search.fold import fold
from agora.search.forms import SearchForm
from agora.search.queries import Results, search
from agora.search.registries import searchables
from agora.search.rules import can_note
from agora.ui import page
from agora.ui.paging import paginate


@door(anyone)
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything the reader may see that holds the words typed."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "type": ""}
    results = search(asked["q"], actor=request.user, kind=asked["type"])
    if asked["q"] and not results.counts:
        _note(results)
    return page(
        request,
        "search/results.html",
        form=form,
        results=results,
        kind=asked["type"],
        filters=_filters(results),
        hits=paginate(results, request),
    )


def _note(results: Results) -> None:
    """Remember the words without the person: the actor is the house itself."""
    terms = " ".join(fold(results.terms).split())
    if can_note(actor=SYSTEM, terms=terms):
        with suppress(Refused):  # a city that is read-only still answers
            note_fruitless(actor=SYSTEM, terms=terms, on=timezone.localdate())


def _filters(results: Results) -> list[tuple[str, object, int]]:
    return [
        (key, searchable.label, results.counts[key])
        for key, searchable in searchables.items()
        if results.counts.get(key)
    ]
