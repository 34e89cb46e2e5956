"""The city's identity, under /gestion/identite/."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.files.actions import store
from agora.files.forms import said_at
from agora.rules import door
from agora.ui import page, theme
from tenants import identity, queries
from tenants.actions import cities as actions
from tenants.forms import IdentityForm
from tenants.rules import keeps_identity


@door(keeps_identity)
def edit_identity(request: HttpRequest) -> HttpResponse:
    """Colour beside the shade people can read, logo, words, address, legal notices."""
    city = queries.own_city()
    form = IdentityForm(request.POST or None, request.FILES or None, city=city)
    if form.is_valid() and "preview" not in request.POST:
        with said_at(form, "logo"):
            fields = form.identity(_logo(request, form.cleaned_data))
            actions.change_identity(actor=request.user, fields=fields)
            messages.success(request, _("L’identité est enregistrée."))
            return redirect("tenants_staff:identity")
    status = 422 if form.is_bound and not form.is_valid() else 200
    colour = form.colour()
    context: dict[str, Any] = {
        "form": form,
        "logo_url": city.logo_url,
        "theme_url": theme.url(colour),
        **identity.shades(colour),
    }
    return page(request, "tenants/identity/form.html", status=status, **context)


def _logo(request: HttpRequest, said: dict[str, Any]) -> str | None:
    """Keep a new logo and return its address; empty to remove it, None to leave it."""
    if said.get("logo"):
        return str(
            store(actor=request.user, upload=said["logo"], use="logo", owner_label="logo").url
        )
    return "" if said.get("remove_logo") else None
