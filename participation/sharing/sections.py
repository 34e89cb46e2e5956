"""What each section of a sheet asks, in the words of whoever fills it in fifteen minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

LONGEST = 5000

HELP: Mapping[str, Any] = {
    "context": _(
        "La ville, le quartier, ce qui s’était passé avant, ce qui rendait la chose utile."
    ),
    "aim": _("Ce que vous vouliez savoir ou décider, en une ou deux phrases."),
    "method": _("Les outils, l’ordre dans lequel ils sont venus, comment la décision a été prise."),
    "audience": _("À qui vous vous adressiez, et qui est venu en vrai."),
    "mobilisation": _("Comment vous avez fait savoir, en ligne et sans écran."),
    "calendar": _("Une étape par ligne\u00a0: la date, deux points, ce qui s’est passé."),
    "difficulties": _("Ce qui a coincé, et ce que vous avez fait."),
    "result": _("Ce que cela a donné, ce qui a été décidé."),
    "again": _("La phrase que vous diriez à une collègue d’une autre ville."),
    "restitution": _("Quand et comment vous avez rendu compte."),
}
