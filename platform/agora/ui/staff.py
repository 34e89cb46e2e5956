"""The gallery: every component in every state, and every letter, for the team's eyes."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse

from agora.rules import door, is_staff
from agora.ui import letters, page, sample
from agora.ui.paging import paginate


@door(is_staff)
def kit(request: HttpRequest) -> HttpResponse:
    """Components, as they are written in templates."""
    return page(
        request,
        "ui/kit/kit.html",
        form=sample.refused_form(),
        plain_form=sample.empty_form(),
        filter_form=sample.KitFilter(prefix="filtre"),
        listed=paginate(range(1, 161), request),
        sample=sample,
        sectors=sample.sector_rows(),
        filter_chips=[{"label": "« banc »", "url": "?"}, {"label": "Jeux et sport", "url": "?"}],
    )


@door(is_staff)
def mails(request: HttpRequest) -> HttpResponse:
    """The list of the letters, one shown."""
    names = letters.letter_names()
    shown = request.GET.get("lettre", names[0])
    return page(request, "ui/kit/mails.html", names=names, shown=shown)


@door(is_staff)
@csp_update({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One letter alone, for the frame: its style is within, as mail readers want it."""
    return HttpResponse(letters.draw_letter(name))
