"""What may be wrong with a blueprint's file; each case says what to do next."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class BlueprintError(ValueError):
    """A file we do not take; `words` are for the person who sent it."""

    words: Any = _("Ce fichier n’est pas un modèle de concertation.")

    def __str__(self) -> str:
        return str(self.words)


class TooHeavy(BlueprintError):
    """More bytes than a blueprint may have."""

    words = _("Ce fichier est trop lourd : un modèle pèse 20 Mo au plus.")


class NotABlueprint(BlueprintError):
    """Not the plain archive we write."""

    words = _(
        "Ce fichier n’est pas un modèle de concertation, ou il est abîmé. "
        "Téléchargez-le de nouveau depuis le club."
    )


class Unsigned(BlueprintError):
    """No signature, or one by a key we do not know."""

    words = _(
        "Ce modèle n’est pas signé par une plateforme Agora que nous connaissons : "
        "nous ne l’ouvrons pas. Téléchargez-le depuis le club."
    )


class Forged(BlueprintError):
    """The signature is of other bytes."""

    words = _(
        "Ce modèle a été modifié après sa signature : nous ne l’ouvrons pas. "
        "Téléchargez-le de nouveau depuis le club."
    )


class Overfull(BlueprintError):
    """Too many members, too much once unpacked, or packed at all."""

    words = _("Ce fichier est démesuré une fois ouvert : nous le refusons par sécurité.")


class StrangeMember(BlueprintError):
    """A member whose name leads elsewhere, comes twice, or that nothing announces."""

    words = _(
        "Ce fichier contient autre chose que le modèle annoncé : nous le refusons par sécurité."
    )


class Misshapen(BlueprintError):
    """Signed, and still not what a blueprint is made of."""

    words = _("Ce modèle n’a pas la forme attendue : nous ne pouvons pas le lire.")


class FromLater(BlueprintError):
    """Written by a later release than this one."""

    words = _(
        "Ce modèle vient d’une version plus récente d’Agora. Réessayez après la prochaine mise à "
        "jour de la plateforme."
    )
