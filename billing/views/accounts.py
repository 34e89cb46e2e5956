"""Payers, at /facturation/comptes/."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agora.exports.registries import INTEGER, Column
from agora.exports.writers import write_csv
from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing.actions import accounts as actions
from billing.actions.quotes import draft_quote
from billing.actions.services import ask_service
from billing.answers import can, form_page, tried
from billing.forms.fields import said_at
from billing.forms.parties import AccountForm, LinkForm
from billing.models import BillingAccount
from billing.queries import accounts as queries
from billing.queries.contracts import contracts_of, orders_of
from billing.queries.due import open_due_of
from billing.queries.offers import quotes_of
from billing.rules import reads_billing, runs_billing

COLUMNS = (
    Column("name", gettext_lazy("Compte")),
    Column("siret", gettext_lazy("SIRET")),
    Column("territory", gettext_lazy("Territoire")),
    Column("town", gettext_lazy("Ville du siège")),
    Column("contact_email", gettext_lazy("Adresse e-mail")),
    Column("rail", gettext_lazy("Mode de règlement")),
    Column("n_cities", gettext_lazy("Villes payées"), INTEGER),
)


@door(reads_billing)
def accounts(request: HttpRequest) -> HttpResponse:
    """Payers by name; above them, the cities that nobody pays for yet."""
    words = request.GET.get("q", "").strip()[:80]
    return page(
        request,
        "billing/accounts.html",
        words=words,
        rows=paginate(queries.accounts(words), request, per_page=30),
        orphans=list(queries.cities_without_payer()),
        us=queries.provider(),
        can=can(request.user, open=actions.open_account),
    )


@door(reads_billing)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Payers as a spreadsheet."""
    rows = queries.accounts(request.GET.get("q", "").strip()[:80]).values(
        *(column.key for column in COLUMNS)
    )
    answer = StreamingHttpResponse(
        write_csv(COLUMNS, rows, bom=True), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = content_disposition_header(True, "comptes.csv")
    answer["Cache-Control"] = "no-store"
    return answer


@door(runs_billing)
def new(request: HttpRequest) -> HttpResponse:
    """Note a payer; `?ville=` names the city it is for."""
    city = queries.city_to_link(request.GET.get("ville", ""))
    form = AccountForm(request.POST or None, city=city)
    if form.is_valid():
        with said_at(form):
            made = actions.open_account(actor=request.user, fields=form.cleaned_data, city=city)
            messages.success(request, _("Le compte est créé."))
            return redirect("billing:account", made.uid)
    return form_page(
        request,
        form,
        title=_("Nouveau compte payeur"),
        lead=_("Pour la ville de %(city)s.") % {"city": city.name} if city else "",
        submit=_("Créer le compte"),
        back=reverse("billing:accounts"),
        crumbs=_crumbs(),
    )


@door(reads_billing)
def account(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One payer: what Chorus demands of it, its cities, offers, contracts and what is due."""
    found = queries.account_or_404(uid)
    return page(
        request,
        "billing/account.html",
        account=found,
        links=list(queries.links_of(found)),
        quotes=list(quotes_of(found)[:10]),
        contracts=list(contracts_of(found)),
        orders=list(orders_of(found)[:10]),
        due=list(open_due_of(found)[:10]),
        can=can(
            request.user, describe=actions.describe_account, quote=draft_quote, ask=ask_service
        ),
    )


@door(runs_billing)
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Correct a payer."""
    found = queries.account_or_404(uid)
    form = AccountForm(request.POST or None, instance=found)
    if form.is_valid():
        with said_at(form):
            actions.describe_account(actor=request.user, account=found, fields=form.cleaned_data)
            messages.success(request, _("C’est enregistré."))
            return redirect("billing:account", uid)
    return form_page(
        request,
        form,
        title=_("Corriger le compte"),
        submit=_("Enregistrer"),
        back=reverse("billing:account", args=[uid]),
        crumbs=_crumbs(found),
    )


@door(runs_billing)
def link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that this account pays for one city more."""
    found = queries.account_or_404(uid)
    form = LinkForm(request.POST or None, cities=queries.cities_to_link())
    if form.is_valid():
        actions.link_city(actor=request.user, account=found, **form.cleaned_data)
        messages.success(request, _("La ville est reliée à ce compte."))
        return redirect("billing:account", uid)
    return form_page(
        request,
        form,
        title=_("Relier une ville"),
        submit=_("Relier cette ville"),
        back=reverse("billing:account", args=[uid]),
        crumbs=_crumbs(found),
    )


@door(runs_billing)
def unlink(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Say that this account no longer pays for a city."""
    found = queries.link_or_404(queries.account_or_404(uid), pk)
    tried(
        request,
        _("La ville est détachée de ce compte."),
        lambda: actions.unlink_city(actor=request.user, link=found),
    )
    return redirect("billing:account", uid)


def _crumbs(account: BillingAccount | None = None) -> list[tuple[Any, str]]:
    steps = [(_("Comptes"), reverse("billing:accounts"))]
    if account is not None:
        steps.append((account.name, reverse("billing:account", args=[account.uid])))
    return steps
