"""« Relances »: what is to be said to whom, next; nothing leaves without a click."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from billing import letters
from billing.actions import dunning as actions
from billing.clock import today
from billing.forms.dunning import MessageForm, PromiseForm, SaidForm
from billing.forms.fields import said_at
from billing.models import DunningStep, Provider, Step
from billing.queries import dunning
from billing.rules import reads_billing, runs_billing


@door(reads_billing)
def listed(request: HttpRequest) -> HttpResponse:
    """What a person has to say today, then what waits and why."""
    found = dunning.conversations(today())
    return page(
        request,
        "billing/dunning/list.html",
        waiting=dunning.waiting(today(), found=found),
        others=paginate([one for one in found if not one.is_waiting], request),
        on=today(),
        may_act=runs_billing(actor=request.user),
    )


@door(runs_billing)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step: read and send the message, or note what was said."""
    found = dunning.step_or_404(pk)
    talk = dunning.conversation_or_404(found.invoice.uid, today())
    if found.step == Step.MESSAGE:
        return _message(request, found, talk)
    form = SaidForm(request.POST or None)
    if form.is_valid():
        with said_at(form):
            actions.note_step(actor=request.user, step=found, **form.cleaned_data)
            messages.success(request, _("C’est noté."))
            return redirect("billing:dunning")
    return _step_page(request, "billing/dunning/step.html", found, talk, form)


def _message(request: HttpRequest, found: DunningStep, talk: dunning.Conversation) -> HttpResponse:
    draft = letters.message(talk, Provider.objects.get())
    to = talk.invoice.account.contact_email
    initial = {"to": to, "subject": draft.subject, "body": draft.body}
    form = MessageForm(request.POST or None, initial=initial)
    if form.is_valid():
        with said_at(form):
            actions.send_message(actor=request.user, step=found, **form.cleaned_data)
            messages.success(
                request, _("Le message part à %(to)s.") % {"to": form.cleaned_data["to"]}
            )
            return redirect("billing:dunning")
    return _step_page(request, "billing/dunning/message.html", found, talk, form)


def _step_page(
    request: HttpRequest, template: str, found: DunningStep, talk: Any, form: Any
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return page(
        request, template, status=status, step=found, talk=talk, form=form, letter=Step.LETTER
    )


@door(reads_billing)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter, to print and sign."""
    found = dunning.step_or_404(pk)
    talk = dunning.conversation_or_404(found.invoice.uid, today())
    provider = Provider.objects.get()
    draft = letters.letter(talk, provider)
    return page(
        request,
        "billing/dunning/letter.html",
        step=found,
        talk=talk,
        draft=draft,
        provider=provider,
        on=today(),
    )


@door(runs_billing)
def promise(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note a day of payment: the conversation rests until then."""
    talk = dunning.conversation_or_404(uid, today())
    form = PromiseForm(request.POST or None)
    if form.is_valid():
        with said_at(form):
            actions.note_promise(actor=request.user, invoice=talk.invoice, **form.cleaned_data)
            messages.success(request, _("C’est noté\u00a0: nous attendons cette date."))
            return redirect("billing:dunning")
    status = 422 if form.is_bound else 200
    return page(request, "billing/dunning/promise.html", status=status, talk=talk, form=form)
