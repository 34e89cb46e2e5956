"""Moving in, for the city's team: send the files, read the report, confirm, watch."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.files.gateway import StorageDown
from agora.rules import door, post_only
from agora.ui import page
from participation.opendata import rules
from participation.opendata.actions.imports import NotReady, confirm_import, receive_files
from participation.opendata.forms import ImportForm
from participation.opendata.models import ImportRun
from participation.opendata.queries import run_or_404, runs


@door(rules.can_import)
def import_runs(request: HttpRequest) -> HttpResponse:
    """List the imports, and take the files of a new one."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent and form.is_valid():
        try:
            run = receive_files(actor=request.user, uploads=form.cleaned_data["files"])
        except StorageDown:
            form.add_error(
                "files",
                _("Le stockage ne répond pas. Rien n’a été gardé : réessayez dans un moment."),
            )
        else:
            return redirect("opendata_staff:run", uid=run.uid)
    status = 422 if form.is_bound else 200
    return page(request, "opendata/runs.html", status=status, form=form, runs=runs()[:50])


@door(rules.can_import)
def import_run(request: HttpRequest, uid: Any) -> HttpResponse:
    """Show one import: its progress, its report, the button that confirms."""
    run = run_or_404(uid)
    busy = run.state in ImportRun.BUSY
    # 286 tells htmx to stop asking.
    status = 200 if busy or "HX-Request" not in request.headers else 286
    return page(request, "opendata/run.html", status=status, fragment="state", run=run, busy=busy)


@post_only
@door(rules.can_import)
def confirm(request: HttpRequest, uid: Any) -> HttpResponse:
    """Load what the report announces."""
    run = run_or_404(uid)
    with suppress(NotReady):  # pressed twice: the page shows where the import is
        confirm_import(actor=request.user, run=run)
    return redirect("opendata_staff:run", uid=run.uid)
