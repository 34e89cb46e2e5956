"""What is said to a payer who is late, and what it answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import DateField
from billing.forms.fields import check_signs


class MessageForm(forms.Form):
    """The message, to read and edit before it leaves."""

    to = forms.EmailField(
        label=_("À"),
        error_messages={
            "required": _("Écrivez l’adresse du service comptable."),
            "invalid": _("Écrivez une adresse e-mail complète."),
        },
    )
    subject = forms.CharField(
        label=_("Objet"),
        max_length=150,
        validators=[check_signs],
        error_messages={"required": _("Écrivez un objet.")},
    )
    body = forms.CharField(
        label=_("Message"),
        max_length=4000,
        validators=[check_signs],
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": _("Écrivez le message.")},
    )


class SaidForm(forms.Form):
    """What was said, and the day payment was promised for, if it was."""

    note = forms.CharField(
        label=_("Ce qui a été dit"),
        max_length=500,
        validators=[check_signs],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez à qui vous avez parlé, et ce qui a été dit.")},
    )
    promised_on = DateField(label=_("Paiement promis pour le"), required=False)


class PromiseForm(forms.Form):
    """A day the payer said it would pay on."""

    promised_on = DateField(label=_("Paiement promis pour le"))
    note = forms.CharField(
        label=_("Par qui, comment"),
        max_length=200,
        required=False,
        validators=[check_signs],
    )
