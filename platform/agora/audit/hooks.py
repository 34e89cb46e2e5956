"""What the journal offers to the rest of the house."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.audit.forms import JournalForm
from agora.audit.models import Entry
from agora.audit.queries import entries, told
from agora.audit.registries import sentence, sentences
from agora.audit.rules import can_read_journal
from agora.exports.registries import DATETIME, Column, Export, exports
from agora.personal_data import Holding, holdings
from agora.ui.registries import MenuEntry, menus

BATCH = 500


def export_rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Write the journal line by line, as filtered on the page."""
    form = JournalForm(filters)
    found = entries(form.cleaned_data if form.is_valid() else {})
    last: int | None = None
    while rows := list((found.filter(pk__lt=last) if last else found)[:BATCH]):
        for line in told(rows):
            yield {
                "at": line.entry.at,
                "who": line.who,
                "sentence": line.sentence,
                "verb": line.entry.verb,
                "obj": line.obj,
                "trace": line.entry.trace,
            }
        last = rows[-1].pk


def acts_of(user: Any) -> list[dict[str, Any]]:
    """List what a person did, for « Mes données »."""
    found = Entry.objects.filter(actor_kind="person", actor_id=user.pk).order_by("pk")
    return [
        {"le": row.at.isoformat(), "action": sentence(row.verb), "objet": row.obj} for row in found
    ]


def keep_acts(user: Any) -> None:
    """Erase nothing: the lines hold a number, which names nobody once the account is erased."""


exports.add(
    "journal",
    Export(
        label=_("Journal des actions"),
        description=_("Qui a fait quoi, quand, sur quel objet."),
        filename="journal",
        rule=can_read_journal,
        rows=export_rows,
        columns=(
            Column("at", _("Date"), DATETIME),
            Column("who", _("Par")),
            Column("sentence", _("Action")),
            Column("verb", _("Code de l’action")),
            Column("obj", _("Objet")),
            Column("trace", _("Requête")),
        ),
        weight=90,
    ),
)
holdings.add(
    "audit.entries",
    Holding(label=_("Vos actions, au journal"), export=acts_of, erase=keep_acts, weight=90),
)
menus.add(
    "audit.journal",
    MenuEntry(
        label=_("Journal"),
        url_name="audit_staff:journal",
        place="staff",
        rule=can_read_journal,
        weight=95,
        icon="clock",
    ),
)
menus.add(
    "audit.provider_journal",
    MenuEntry(
        label=_("Journal"),
        url_name="audit_provider:journal",
        place="provider",
        rule=can_read_journal,
        weight=95,
        icon="clock",
    ),
)
for verb, words in {
    "exports.downloaded": _("a téléchargé une liste"),
    "file.stored": _("a envoyé un fichier"),
    "file.removed": _("a retiré un fichier"),
    "search.fruitless_noted": _("a noté une recherche sans résultat"),
    # Notices stand below the journal and cannot say it themselves.
    "notices.rhythms_chosen": _("a choisi comment recevoir ses notifications"),
    "notices.mail_stopped": _("s’est désabonné d’un genre d’e-mail"),
    "notices.read": _("a marqué ses notifications comme lues"),
}.items():
    sentences.add(verb, words)
