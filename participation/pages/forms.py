"""Forms of the team for pages and articles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.pages.editor import Editor
from participation.pages.models import CharterArticle, Page, PageKind
from participation.pages.richtext import clean


class RichText(forms.CharField):
    """Rich text: the editor where there is JavaScript, a plain text area elsewhere."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Editor(attrs={"rows": 16}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Clean before judging: a text of empty tags is an empty text."""
        return str(super().clean(clean(value or "")))


class PageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A page's title, text, and whether it is online."""

    body = RichText(
        label=_("Texte"),
        required=False,
        max_length=60_000,
        help_text=_(
            "Sans mise en forme, laissez une ligne vide entre deux paragraphes. "
            "Les espaces devant «\u00a0:\u00a0;\u00a0!\u00a0?\u00a0» se corrigent seules."
        ),
        error_messages={"max_length": _("Ce texte est trop long : 60 000 signes au plus.")},
    )

    class Meta:
        model = Page
        fields = ("title", "body", "published")
        labels = {"published": _("Visible par tout le monde")}
        error_messages = {
            "title": {
                "required": _("Donnez un titre à la page."),
                "max_length": _("Ce titre est trop long : 150 signes au plus."),
            }
        }


class NewPageForm(PageForm):
    """A help page or a chapter of the guide; the other kinds exist once."""

    kind = forms.ChoiceField(
        label=_("Où la ranger\u00a0?"),
        choices=[
            (PageKind.HELP, _("Dans l’aide")),
            (PageKind.GUIDE, _("Dans le guide de la concertation")),
        ],
        initial=PageKind.HELP,
        widget=forms.RadioSelect,
    )

    class Meta(PageForm.Meta):
        fields = ("title", "kind", "body", "published")  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Make the address from the title, and say so when it is taken."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        slug = slugify(cleaned.get("title", ""))[:60].strip("-")
        if cleaned.get("title") and not slug:
            self.add_error("title", _("Écrivez un titre avec des lettres."))
        elif slug and Page.objects.filter(slug=slug).exists():
            self.add_error(
                "title", ValidationError(_("Une page porte déjà ce titre. Choisissez-en un autre."))
            )
        cleaned["slug"] = slug
        return cleaned


class ArticleForm(forms.ModelForm):  # type: ignore[type-arg]
    """An article of the charter."""

    body = RichText(
        label=_("Texte"),
        max_length=10_000,
        error_messages={
            "required": _("Écrivez le texte de l’article."),
            "max_length": _("Ce texte est trop long : 10 000 signes au plus."),
        },
    )

    class Meta:
        model = CharterArticle
        fields = ("title", "body")
        error_messages = {
            "title": {
                "required": _("Donnez un titre à l’article."),
                "max_length": _("Ce titre est trop long : 150 signes au plus."),
            }
        }
