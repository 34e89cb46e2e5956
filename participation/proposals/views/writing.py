"""Writing an idea: the idea, the place, the signature; kept at each step, the account last."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.accounts.actions import open_account
from agora.accounts.entry import enter_account
from agora.action import refuse_if_resting, rests
from agora.files.actions import store
from agora.files.forms import said_at
from agora.rules import Refused, anyone, door, is_person, post_only
from agora.ui import page
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.contributions.once import kept_as, led_to, once
from participation.proposals import rules
from participation.proposals.actions import (
    begin_draft,
    claim_draft,
    keep_draft,
    publish_draft,
)
from participation.proposals.forms import FirstSignatureForm, IdeaForm, PlaceForm, SignatureForm
from participation.proposals.models import Draft
from participation.proposals.places import sector_names
from participation.proposals.queries import draft_or_404, similar

DEVICE = "drafts"
MOST_ON_DEVICE = 10


@door(anyone)
def begin(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Step 1, on a blank sheet."""
    tool = component_or_404(request.user, slug, component)
    refuse_if_resting(begin_draft, actor=request.user)
    if not rules.can_write(actor=request.user, component=tool):
        return page(
            request, "proposals/closed.html", component=tool, consultation=tool.consultation
        )
    form = IdeaForm(request.POST or None, component=tool)
    if form.is_valid():
        url = _kept_up(request, form) or once(form, lambda: _begun(request, tool, form))
        # Sent twice, the second answer may be the only one this device hears of.
        _remember(request, str(resolve(url).kwargs["uid"]))
        return redirect(url)
    return _idea_page(request, form, tool)


@door(anyone)
def idea(request: HttpRequest, uid: Any) -> HttpResponse:
    """Step 1 again, on a kept draft."""
    draft = draft_here(request, uid)
    if stop := _only_read(request, draft):
        return stop
    typed = {"title": draft.title, "body": draft.body, "theme": draft.theme_id}
    form = IdeaForm(request.POST or None, initial=typed, component=draft.component)
    if form.is_valid():
        keep_draft(actor=request.user, draft=draft, typed=form.cleaned_data)
        return redirect(_next(request, draft, "proposals:place"))
    return _idea_page(request, form, draft.component, draft)


@door(anyone)
def place(request: HttpRequest, uid: Any) -> HttpResponse:
    """Step 2: where, and a photo; may be left empty."""
    draft = draft_here(request, uid)
    if stop := _only_read(request, draft):
        return stop
    form = PlaceForm(request.POST or None, request.FILES or None, initial=_place_of(draft))
    with said_at(form, "photo"):
        if form.is_valid() and _keep_place(request, draft, form):
            if "drop_point" in request.POST:
                return redirect("proposals:place", uid=draft.uid)
            return redirect(_next(request, draft, "proposals:sign"))
    close = similar(request.user, draft.component, draft.title)
    return _step(
        request, 2, "proposals/place.html", form, draft, similar=close, sectors=sector_names()
    )


@door(anyone)
def sign(request: HttpRequest, uid: Any) -> HttpResponse:
    """Step 3: sign, with an account or by opening one, and publish."""
    try:
        draft = draft_here(request, uid)
    except (Http404, Refused):
        if request.method == "POST" and (url := led_to(uid, request.POST.get("form_key"))):
            return redirect(url)
        raise
    if stop := _only_read(request, draft):
        return stop
    signed_in = is_person(request.user)
    form_class: Any = SignatureForm if signed_in else FirstSignatureForm
    form = form_class(request.POST or None)
    if form.is_valid() and not form.cleaned_data.get("website"):
        return redirect(_published(request, draft, form))
    back = f"{reverse('account_login')}?next={request.path}"
    return _step(request, 3, "proposals/sign.html", form, draft, signed_in=signed_in, back=back)


@door(anyone)
def look_alike(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Return the ideas that resemble a title being typed (a fragment of step 1)."""
    tool = component_or_404(request.user, slug, component)
    close = similar(request.user, tool, request.GET.get("title", "")[:120])
    return page(request, "proposals/_similar.html", similar=close)


@post_only
@door(anyone)
def autosave(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Keep what is being typed, even unfinished; answer where and when it was kept."""
    tool = component_or_404(request.user, slug, component)
    typed = {name: request.POST.get(name, "")[:5000] for name in ("title", "body")}
    draft = _known_draft(request, request.POST.get("draft", ""))
    if draft is None:
        draft = begin_draft(actor=request.user, component=tool, typed=typed)
        _remember(request, str(draft.uid))
    else:
        keep_draft(actor=request.user, draft=draft, typed=typed)
    said = _("Brouillon enregistré à %(time)s") % {"time": timezone.localtime().strftime("%H h %M")}
    return JsonResponse({"draft": str(draft.uid), "said": said})


# --- steps -----------------------------------------------------------------------------------


def draft_here(request: HttpRequest, uid: Any) -> Draft:
    """The draft of this account or of this device; without either, sign in first."""
    try:
        draft = draft_or_404(request.user, uid, request.session.get(DEVICE, []))
    except Http404:
        if is_person(request.user):
            raise
        # A session that ended while its owner wrote: sign in, and the words come back.
        raise Refused("draft.kept") from None
    if draft.author_id is None and is_person(request.user):
        claim_draft(actor=request.user, draft=draft)
    return draft


def _only_read(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    """In a city that is read only a draft can be read or thrown away: it would lead nowhere."""
    if request.method == "POST":
        refuse_if_resting(publish_draft, actor=request.user)
    resting = rests(publish_draft, actor=request.user)
    return redirect("proposals:kept", uid=draft.pk) if resting else None


def _known_draft(request: HttpRequest, uid: str) -> Draft | None:
    known = request.session.get(DEVICE, [])
    mine = Draft.objects.filter(uid=uid).first() if uid in known else None
    return mine if mine and rules.can_keep(actor=request.user, draft=mine) else None


def _remember(request: HttpRequest, uid: str) -> None:
    known = request.session.get(DEVICE, [])
    if uid not in known:
        request.session[DEVICE] = [*known, uid][-MOST_ON_DEVICE:]


def _begun(request: HttpRequest, tool: Component, form: IdeaForm) -> str:
    # What the page kept by itself while one was typing is this very draft.
    draft = _known_draft(request, request.POST.get("draft", ""))
    if draft is None:
        draft = begin_draft(actor=request.user, component=tool, typed=form.cleaned_data)
    else:
        keep_draft(actor=request.user, draft=draft, typed=form.cleaned_data)
    return _next(request, draft, "proposals:place")


def _kept_up(request: HttpRequest, form: IdeaForm) -> str:
    """« Back », a correction: the draft that this very page began takes the words of now."""
    url = led_to(form.cleaned_data["form_key"])
    draft = _known_draft(request, str(resolve(url).kwargs.get("uid"))) if url else None
    if draft is None:
        return ""
    keep_draft(actor=request.user, draft=draft, typed=form.cleaned_data)
    return _next(request, draft, "proposals:place")


def _next(request: HttpRequest, draft: Draft, name: str) -> str:
    return reverse("proposals:kept" if "later" in request.POST else name, args=[draft.uid])


@door(anyone)
def kept(request: HttpRequest, uid: Any) -> HttpResponse:
    """Say that the draft is kept, and where it is found again."""
    draft = draft_here(request, uid)
    return page(
        request, "proposals/kept.html", draft=draft, consultation=draft.component.consultation
    )


def _idea_page(
    request: HttpRequest, form: IdeaForm, tool: Any, draft: Draft | None = None
) -> HttpResponse:
    close = similar(request.user, tool, form["title"].value() or "") if form.is_bound else []
    return page(
        request,
        "proposals/idea.html",
        status=422 if form.is_bound else 200,
        step=1,
        form=form,
        draft=draft,
        component=tool,
        consultation=tool.consultation,
        similar=close,
    )


def _step(
    request: HttpRequest, number: int, template: str, form: Any, draft: Draft, **more: Any
) -> HttpResponse:
    return page(
        request,
        template,
        status=422 if form.is_bound else 200,
        step=number,
        form=form,
        draft=draft,
        component=draft.component,
        consultation=draft.component.consultation,
        **more,
    )


def _place_of(draft: Draft) -> dict[str, Any]:
    names = ("place_label", "latitude", "longitude", "photo_caption")
    return {"sector": draft.sector_id, **{name: getattr(draft, name) for name in names}}


def _keep_place(request: HttpRequest, draft: Draft, form: PlaceForm) -> bool:
    typed = dict(form.cleaned_data)
    photo = typed.pop("photo", None)
    keep_draft(actor=request.user, draft=draft, typed=typed)
    if photo:
        kept_file = store(actor=request.user, upload=photo, owner_label="proposal")
        keep_draft(actor=request.user, draft=draft, typed={"photo": kept_file})
    if "drop_photo" in request.POST:
        keep_draft(actor=request.user, draft=draft, typed={"photo": None})
        return False
    return True


def _open_account(request: HttpRequest, form: FirstSignatureForm) -> None:
    typed = form.cleaned_data
    user = open_account(actor=request.user, email=typed["email"], pseudonym=typed["pseudonym"])
    enter_account(request, user)


def _published(request: HttpRequest, draft: Draft, form: Any) -> str:
    """Publish once, whatever is sent at the same time: a draft can be taken only once.

    Opening an account comes before: there, the second sending waits for the key of the form.
    """
    if isinstance(form, FirstSignatureForm):
        return once(form, lambda: _publish(request, draft, form), typed=False)
    try:
        return kept_as(draft.uid, lambda: _publish(request, draft, form))
    except Draft.DoesNotExist:
        if url := led_to(draft.uid):
            return url
        raise Http404("thrown away meanwhile") from None


def _publish(request: HttpRequest, draft: Draft, form: Any) -> str:
    if isinstance(form, FirstSignatureForm):
        _open_account(request, form)
    word = publish_draft(
        actor=request.user,
        draft=draft,
        author_kind=form.cleaned_data.get("author_kind", "person"),
        signature=form.cleaned_data.get("signature", ""),
    )
    return f"{reverse('proposals:detail', args=[word.pk])}?thanks"
