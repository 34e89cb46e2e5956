"""Invoices at the provider's: what is to be invoiced, drafts, originals, credit notes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page, wants_fragment
from agora.ui.paging import paginate
from billing import clock, story
from billing.actions import drafts
from billing.answers import tried
from billing.forms.fields import said_at
from billing.forms.invoices import CreditForm
from billing.models import DueItem, InvoiceState
from billing.queries import invoices as books
from billing.rules import approves_billing, reads_billing, runs_billing

PDF_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


@door(reads_billing)
def invoices(request: HttpRequest) -> HttpResponse:
    """Drafts, then originals, each with its two states."""
    wanted = {
        "state": request.GET.get("etat", ""),
        "year": request.GET.get("annee", ""),
        "words": request.GET.get("q", "").strip()[:100],
    }
    rows = paginate(books.filtered(**wanted), request, per_page=50)
    return page(
        request,
        "billing/invoices/list.html",
        rows=rows,
        standings=[books.standing(row, clock.today()) for row in rows.items],
        batches=books.batches(books.ready_items()[:200]) if not any(wanted.values()) else [],
        wanted=wanted,
        years=books.years(),
        may_run=runs_billing(actor=request.user),
    )


@door(runs_billing)
def draft(request: HttpRequest) -> HttpResponse:
    """Put the chosen due items on a draft."""
    chosen = list(DueItem.objects.filter(uid__in=_uids(request.POST.getlist("item"))))
    made = tried(request, "", lambda: drafts.draft_invoice(actor=request.user, items=chosen))
    return redirect("billing:invoice", made.uid) if made else redirect("billing:invoices")


@door(reads_billing)
def invoice(request: HttpRequest, uid: Any) -> HttpResponse:
    """A draft with what prevents it, or an original with its story."""
    found = books.invoice_or_404(uid, clock.today())
    # Whoever watches a draft being issued is told in its own page that it is.
    draft = found.invoice.state == InvoiceState.DRAFT or wants_fragment(request)
    return page(
        request,
        "billing/invoices/draft.html" if draft else "billing/invoices/detail.html",
        fragment="state",
        standing=found,
        invoice=found.invoice,
        lines=found.invoice.lines.all(),
        may_run=runs_billing(actor=request.user),
        may_credit=approves_billing(actor=request.user),
        **({} if draft else story.of(found)),
    )


@door(runs_billing)
def issue(request: HttpRequest, uid: Any) -> HttpResponse:
    """« Émettre »."""
    found = books.invoice_or_404(uid, clock.today()).invoice
    tried(request, "", lambda: drafts.ask_issue(actor=request.user, invoice=found))
    return redirect("billing:invoice", uid)


@door(runs_billing)
def throw(request: HttpRequest, uid: Any) -> HttpResponse:
    """Throw a draft away."""
    found = books.invoice_or_404(uid, clock.today()).invoice
    done = _("Le brouillon est jeté. Ses échéances sont de nouveau prêtes.")
    if tried(request, done, lambda: drafts.throw_draft(actor=request.user, invoice=found)):
        return redirect("billing:invoices")
    return redirect("billing:invoice", uid)


@door(approves_billing)
def credit(request: HttpRequest, uid: Any) -> HttpResponse:
    """Prepare a credit note: an original is never edited."""
    found = books.invoice_or_404(uid, clock.today())
    form = CreditForm(request.POST or None, invoice=found.invoice)
    if form.is_valid():
        with said_at(form):
            made = drafts.draft_credit_note(
                actor=request.user,
                invoice=found.invoice,
                reason=form.cleaned_data["reason"],
                parts=form.parts,
            )
            return redirect("billing:invoice", made.uid)
    status = 422 if form.is_bound else 200
    context = {"form": form, "invoice": found.invoice, "standing": found}
    return page(request, "billing/invoices/credit.html", status=status, **context)


@door(reads_billing)
def artifact(request: HttpRequest, uid: Any, kind: str) -> HttpResponse:
    """The bytes as issued."""
    found = books.artifact_or_404(uid, kind)
    answer = HttpResponse(bytes(found.content), content_type=PDF_TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(kind == "xml", found.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _uids(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text) == 36 and text.count("-") == 4][:100]
