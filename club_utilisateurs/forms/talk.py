"""Shape and messages of what members write: a topic, an answer, an edit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.files.checks import Checked
from agora.files.models import StoredFile
from agora.ui.forms import Choice
from agora.ui.french import size
from club_utilisateurs.forms.fields import (
    MOST_FILES,
    FilesField,
    KeptFiles,
    Line,
    TagsField,
    Words,
    opened,
)
from club_utilisateurs.models import (
    LONGEST_TITLE,
    Attachment,
    Category,
    Draft,
    Member,
    Post,
    TopicKind,
)
from club_utilisateurs.queries.drafts import files_of
from tenants.models import CityCard

_NAMING = _("Écrivez @ puis le nom d’une ville ou d’une personne\u00a0: elle sera prévenue.")
_TITLE: dict[str, Any] = {
    "label": _("Titre"),
    "max_length": LONGEST_TITLE,
    "error_messages": {
        "required": _("Donnez un titre à votre sujet."),
        "max_length": _("Raccourcissez le titre à 200 caractères."),
    },
}


class AnswerForm(forms.Form):
    """An answer, its files, and the key by which it is known if it is sent twice.

    `draft` gives back what was being written; its files stay unless they are unticked.
    """

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    body = Words(label=_("Ce que votre ville a essayé, ce que ça a donné"), help_text=_NAMING)
    attached = FilesField(label=_("Documents et images"))
    kept = KeptFiles(label=_("Déjà joints"), required=False)
    names: tuple[str, ...] = ("body",)

    def __init__(self, data: Any = None, files: Any = None, *, draft: Draft | None = None) -> None:
        typed = dict(draft.fields) if draft else {}
        super().__init__(data, files, initial=self._begun(typed))
        self.given: list[Checked] = []
        self.offer(files_of(draft))

    def _begun(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {name: typed[name] for name in self.names if name in typed}

    def offer(self, files: Sequence[StoredFile], *, ticked: Iterable[StoredFile] = ()) -> None:
        """Show files kept with the draft; `ticked` are those that came just now."""
        self.known = {str(file.uid): file for file in files}
        field: Any = self.fields["kept"]
        field.widget = forms.CheckboxSelectMultiple() if files else forms.MultipleHiddenInput()
        field.choices = [
            (uid, f"{file.name} ({file.format}, {size(file.size)})")
            for uid, file in self.known.items()
        ]
        field.initial = list(self.known)
        if new := [str(file.uid) for file in ticked]:
            sent: Any = self.data
            self.data = sent.copy()
            self.data.setlist("kept", [*sent.getlist("kept"), *new])  # type: ignore[attr-defined]

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "form_key":
            return uuid.uuid4()
        return super().get_initial_for_field(field, field_name)

    def staying(self) -> list[StoredFile]:
        """The files of earlier sendings that are still ticked."""
        sent: Any = self.data
        ticked = set(sent.getlist("kept")) if self.is_bound else set(self.known)
        return [file for uid, file in self.known.items() if uid in ticked]

    def clean(self) -> dict[str, Any]:
        """Open each file that came; say of each that is refused why."""
        typed = super().clean() or {}
        room = MOST_FILES - len(self.staying())
        self.given, refused = opened(typed.get("attached") or [], max(0, room))
        for error in refused:
            self.add_error("attached", error)
        return typed

    def typed(self) -> dict[str, Any]:
        """What was typed, right or wrong: the draft keeps it."""
        return {name: self.data.get(name, "") for name in self.names}


class AskForm(AnswerForm):
    """A new topic."""

    names = ("kind", "title", "category", "tags", "body", "asked_city", "about")
    kind = forms.ChoiceField(
        label=_("C’est"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites si c’est une question ou une idée.")},
    )
    title = Line(
        help_text=_("Une phrase entière\u00a0: les villes qui savent la reconnaîtront."), **_TITLE
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Rubrique"),
        empty_label=_("Choisissez une rubrique"),
        error_messages={
            "required": _("Choisissez une rubrique."),
            "invalid_choice": _("Cette rubrique n’existe plus. Choisissez-en une autre."),
        },
    )
    tags = TagsField(
        label=_("Mots-clés"),
        required=False,
        help_text=_("Cinq au plus, séparés par des virgules."),
        widget=forms.TextInput(attrs={"list": "mots-cles", "autocomplete": "off"}),
    )
    asked_city = forms.ModelChoiceField(
        CityCard.objects.none(),
        label=_("Ville interrogée"),
        required=False,
        empty_label=_("Toutes les villes"),
        help_text=_("Son équipe sera prévenue. Les autres peuvent répondre aussi."),
        error_messages={
            "invalid_choice": _(
                "Cette ville ne répond plus aux questions. Choisissez-en une autre, ou aucune."
            )
        },
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        "form_key", "kind", "title", "body", "kept", "attached", "category", "tags", "asked_city",
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        member: Member,
        draft: Draft | None = None,
        begun: dict[str, Any] | None = None,
    ) -> None:
        self.begun = begun or {}
        super().__init__(data, files, draft=draft)
        self.fields["body"].label = _("Votre message")
        self.fields["kind"].choices = kinds_for(member)  # type: ignore[attr-defined]
        cities = CityCard.objects.filter(answers=True).exclude(pk=member.city_id or 0)
        self.fields["asked_city"].queryset = cities.only("pk", "name")  # type: ignore[attr-defined]

    def _begun(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {"kind": TopicKind.QUESTION} | super()._begun(typed) | self.begun

    def clean(self) -> dict[str, Any]:
        """A city is put a question, nothing else."""
        typed = super().clean()
        if typed.get("asked_city") and typed.get("kind") not in (TopicKind.QUESTION, None):
            self.add_error(
                "asked_city",
                _("Seule une question s’adresse à une ville. Choisissez «\u00a0Question\u00a0»."),
            )
        return typed


def kinds_for(member: Member) -> list[tuple[str, Choice]]:
    """What a member may open."""
    found = [
        (TopicKind.QUESTION.value, Choice(_("Une question"), _("Une réponse sera retenue."))),
        (TopicKind.IDEA.value, Choice(_("Une idée"), _("À discuter avec les autres villes."))),
    ]
    if member.facilitates:
        news = Choice(_("Une annonce"), _("Envoyée à tous les membres."))
        found.append((TopicKind.NEWS.value, news))
    return found


class EditForm(forms.Form):
    """One's own words again; `version` is the one being edited."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = Line(**_TITLE)
    body = Words(label=_("Votre message"), rows=12, help_text=_NAMING)
    without = forms.ModelMultipleChoiceField(
        Attachment.objects.none(),
        label=_("Retirer des pièces jointes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, post: Post) -> None:
        initial = {"version": post.version, "title": post.title, "body": post.body}
        super().__init__(data, initial=initial)
        if post.number > 1:
            del self.fields["title"]
        given = post.attachments.select_related("file")
        if given.exists():
            self.fields["without"].queryset = given  # type: ignore[attr-defined]
            self.fields["without"].label_from_instance = _name  # type: ignore[attr-defined]
        else:
            del self.fields["without"]


def _name(given: Attachment) -> str:
    return given.file.name
