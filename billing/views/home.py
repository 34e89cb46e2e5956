"""« Tableau de bord »: what to do first, then how the books stand."""

from django.http import HttpRequest, HttpResponse

from agora.rules import door
from agora.ui import page
from billing.board import board
from billing.clock import today
from billing.rules import reads_billing


@door(reads_billing)
def home(request: HttpRequest) -> HttpResponse:
    """The dashboard of whoever works on billing."""
    return page(request, "billing/home.html", board=board(today()), on=today())
