"""What a city writes in the books, from inside the city.

Its role has no right on the provider's tables: three functions of the owner's take the city from
the role that calls them, so a wrong city cannot even be named (`sql/own_rows.sql`).
"""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from agora.action import action
from billing import rules
from billing.models import OwnDueItem, OwnServiceOrder, signed_by
from billing.queries import own
from billing.refusals import NotPossible
from billing.scans import Scan


@action("billing.reference_given", rule=rules.city_acts)
def give_reference(
    *, actor: Any, item: OwnDueItem, engagement: str, service_code: str
) -> OwnDueItem:
    """Write on a due item what Chorus Pro will route its invoice by.

    It becomes ready to invoice once all that the payer demands is there. Raises NotPossible.
    """
    by = signed_by(actor)
    said = [str(item.uid), engagement, service_code, by["by_ref"], by["by_label"]]
    if not _call("billing_give_reference(%s, %s, %s, %s, %s)", said):
        raise _taken("engagement")
    return own.due_item_or_404(item.uid)


@action("billing.order_given", rule=rules.city_acts)
def give_order(*, actor: Any, item: OwnDueItem, scan: Scan) -> OwnDueItem:
    """Keep the purchase order of a due item. Raises NotPossible."""
    by = signed_by(actor)
    said = [str(item.uid), scan.name, scan.content_type, scan.sha256, scan.content]
    if not _call(
        "billing_give_order(%s, %s, %s, %s, %s, %s, %s)", [*said, by["by_ref"], by["by_label"]]
    ):
        raise _taken("scan")
    return own.due_item_or_404(item.uid)


@action("billing.service_asked", rule=rules.city_acts)
def ask_service(*, actor: Any, kind: int, subject: str, wish: str) -> OwnServiceOrder:
    """Ask the provider for training or advice; asked twice alike, it is one order."""
    by = signed_by(actor)
    said = [kind, subject, wish, by["by_ref"], by["by_label"]]
    return own.order_or_404(_call("billing_ask_service(%s, %s, %s, %s, %s)", said))


def _call(door: str, said: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {door}", said)
        [answer] = cursor.fetchone()
    return answer


def _taken(field: str) -> NotPossible:
    return NotPossible(
        "taken",
        field,
        _("Cette échéance est déjà en cours de facturation\u00a0: appelez-nous pour la corriger."),
    )
