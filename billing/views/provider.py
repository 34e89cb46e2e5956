"""Who we are, at /facturation/prestataire/."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from billing.actions import provider as actions
from billing.answers import can, form_page, status, tried
from billing.einvoice.wording import grouped
from billing.forms.parties import BankForm, ProviderForm
from billing.queries.accounts import provider as found_provider
from billing.rules import approves_billing, reads_billing, runs_billing


@door(reads_billing)
def provider(request: HttpRequest) -> HttpResponse:
    """Identity as printed on every document, and the account money comes to."""
    us = found_provider()
    form = ProviderForm(request.POST or None, instance=us)
    if form.is_valid():
        actions.describe_provider(actor=request.user, fields=form.cleaned_data)
        messages.success(request, _("C’est enregistré. Les factures déjà émises ne changent pas."))
        return redirect("billing:provider")
    return page(
        request,
        "billing/provider.html",
        status=status(form),
        form=form,
        us=us,
        iban=_spaced(us.iban) if us else "",
        pending=_spaced(us.pending_iban) if us else "",
        own=bool(us) and us.pending_by_ref == getattr(request.user, "reference", None),
        can=can(
            request.user,
            describe=actions.describe_provider,
            propose=actions.propose_bank,
            confirm=actions.confirm_bank,
        ),
    )


@door(runs_billing)
def bank(request: HttpRequest) -> HttpResponse:
    """Propose another account; a second person confirms it."""
    if found_provider() is None:
        messages.error(request, _("Écrivez d’abord qui vous êtes."))
        return redirect("billing:provider")
    form = BankForm(request.POST or None)
    if form.is_valid():
        actions.propose_bank(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Un second responsable doit confirmer ce RIB."))
        return redirect("billing:provider")
    return form_page(
        request,
        form,
        title=_("Proposer un nouveau RIB"),
        lead=_("Les factures gardent l’ancien RIB jusqu’à ce qu’une autre personne confirme."),
        submit=_("Proposer ce RIB"),
        back=reverse("billing:provider"),
        crumbs=[(_("Prestataire"), reverse("billing:provider"))],
    )


@door(approves_billing)
def confirm(request: HttpRequest) -> HttpResponse:
    """Agree on the account proposed by somebody else."""
    tried(
        request,
        _("Le RIB est confirmé\u00a0: les prochaines factures le portent."),
        lambda: actions.confirm_bank(actor=request.user),
    )
    return redirect("billing:provider")


@door(runs_billing)
def drop(request: HttpRequest) -> HttpResponse:
    """Withdraw the account proposed."""
    tried(
        request,
        _("Le RIB proposé est retiré."),
        lambda: actions.drop_bank(actor=request.user),
    )
    return redirect("billing:provider")


def _spaced(iban: str) -> str:
    """By fours, with spaces that may break on a narrow screen."""
    return grouped(iban).replace("\u00a0", " ")
