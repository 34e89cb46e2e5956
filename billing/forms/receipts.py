"""Money as people type it, the bank's file, and what of a receipt pays which invoice."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import DateField
from billing import bank, money
from billing.forms.fields import EurosField, check_signs
from billing.models import Invoice
from billing.queries import receipts
from billing.queries.books import Entry


class ReceiptForm(forms.Form):
    """A transfer seen on the account."""

    received_on = DateField(label=_("Reçu le"))
    cents = EurosField(label=_("Montant, en euros"))
    reference = forms.CharField(
        label=_("Libellé"),
        max_length=140,
        required=False,
        validators=[check_signs],
        help_text=_("Tel que la banque l’écrit\u00a0: nous y cherchons le numéro de la facture."),
    )
    payer = forms.CharField(
        label=_("Donneur d’ordre"), max_length=140, required=False, validators=[check_signs]
    )

    def clean(self) -> dict[str, Any]:
        """One of the two says where the money comes from."""
        said = super().clean() or {}
        if "reference" in said and not (said["reference"] or said.get("payer")):
            self.add_error("reference", _("Écrivez le libellé, ou le donneur d’ordre."))
        return said


class StatementForm(forms.Form):
    """The bank's file."""

    file = forms.FileField(
        label=_("Relevé de la banque"),
        help_text=_("Fichier CSV, un mégaoctet au plus. Rien n’est enregistré avant votre accord."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Ce fichier est vide. Exportez-le de nouveau."),
        },
    )

    def clean_file(self) -> bytes:
        """The bytes, of a file that reads as a bank's."""
        upload = self.cleaned_data["file"]
        content = upload.read(bank.BIGGEST + 1)
        _read(content)
        return bytes(content)


class ConfirmForm(forms.Form):
    """The same bytes again, carried by the page on which one has read what they say."""

    content = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def packed(content: bytes) -> str:
        """What the page carries."""
        return base64.b64encode(content).decode()

    def clean_content(self) -> bank.Statement:
        """What the file says."""
        try:
            content = base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("Choisissez de nouveau le fichier.")) from None
        return _read(content)


def _read(content: bytes) -> bank.Statement:
    try:
        return bank.read(content)
    except bank.Unreadable as wrong:
        raise ValidationError(str(wrong)) from wrong


class SetAsideForm(forms.Form):
    """Why a receipt pays none of our invoices."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=200,
        validators=[check_signs],
        error_messages={"required": _("Écrivez pourquoi il n’est pas pour nous.")},
    )


class AllocationForm(forms.Form):
    """An amount for each invoice on offer; those left empty get nothing."""

    def __init__(
        self, *args: Any, entries: Sequence[Entry], proposed: dict[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for one in self.entries:
            cents = proposed.get(one.invoice.pk)
            self.fields[str(one.invoice.uid)] = EurosField(
                label=_("Montant pour %(number)s") % {"number": one.invoice.number},
                required=False,
                initial=money.comma(cents) if cents else "",
            )

    def rows(self) -> list[tuple[Entry, Any]]:
        """Each invoice with its field."""
        return [(one, self[str(one.invoice.uid)]) for one in self.entries]

    def parts(self) -> list[tuple[Invoice, int]]:
        """What was typed, in cents."""
        typed = ((one.invoice, self.cleaned_data[str(one.invoice.uid)]) for one in self.entries)
        return [(invoice, cents) for invoice, cents in typed if cents]


class ReceiptFilter(forms.Form):
    """What to show of the list."""

    etat = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[
            ("", _("Tous")),
            (receipts.TO_GIVE, _("À affecter")),
            (receipts.PARTLY, _("Affectés en partie")),
            (receipts.GIVEN, _("Affectés")),
            (receipts.ASIDE, _("Écartés")),
        ],
    )
    q = forms.CharField(label=_("Libellé ou donneur d’ordre"), required=False, max_length=100)
