"""What falls due: planned ahead, its reference asked for, ready to invoice. Raise NotPossible."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from agora.mail import send
from agora.ui import french
from billing import money, rules, schedule
from billing.clock import now, today
from billing.models import (
    BillingAccount,
    Contract,
    DueItem,
    DueState,
    InvoiceLine,
    InvoiceState,
    Paper,
    PaperKind,
    Unit,
    signed_by,
)
from billing.outlook import last_day
from billing.queries.accounts import provider
from billing.queries.due import city_page
from billing.refusals import NotPossible
from billing.scans import Scan

_OPEN = (DueState.PLANNED, DueState.AWAITING_REF, DueState.READY)


@action("contract.planned", rule=rules.runs_billing, operator=True)
def plan_contract(*, actor: Any, contract: Contract) -> list[DueItem]:
    """Add the due items that are missing up to six months ahead; return those added.

    An item cancelled by a person is not planned again. A year that only a renewal will open is
    planned too: the town hall votes its budget before.
    """
    found = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    lines = {line.pk: line for line in found.lines.all()}
    known = set(
        DueItem.objects.filter(contract=found, line__isnull=False).values_list(
            "line_id", "period_start"
        )
    )
    wanted = schedule.planned(
        [
            schedule.Priced(
                key, money.times(line.unit_cents, line.quantity), yearly=line.unit == Unit.YEAR
            )
            for key, line in lines.items()
        ],
        found.starts_on,
        last_day(found),
        to_year_end=found.to_year_end,
        until=today() + schedule.PLANNED_BEFORE,
    )
    account = BillingAccount.objects.get(pk=found.account_id)
    return DueItem.objects.bulk_create(
        _item(found, account, lines[one.key], one)
        for one in wanted
        if (one.key, one.start) not in known
    )


@action("due.reference_asked", rule=rules.machine_only)
def ask_references(
    *, actor: Any, account: BillingAccount, items: Sequence[DueItem]
) -> list[DueItem]:
    """Write once to a payer for all that begins soon without the reference it demands."""
    found = [
        item
        for item in _locked_all(items, DueState.PLANNED)
        if item.account_id == account.pk and _missing(item)
    ]
    if not found:
        return []
    DueItem.objects.filter(pk__in=[item.pk for item in found]).update(
        state=DueState.AWAITING_REF, asked_at=now()
    )
    us = provider()
    send(
        to=account.contact_email,
        template="billing/mail/reference",
        context={
            "account": account,
            "lines": [_said(item) for item in found],
            "missing": _missing(found[0]),
            "total": french.euros(money.euros(sum(item.cents for item in found))),
            "page": city_page(account, found[0].city_id),
            "provider": us,
        },
        reply_to=us.email if us else "",
    )
    return found


@action("due.made_ready", rule=rules.machine_only)
def make_ready(*, actor: Any, items: Sequence[DueItem]) -> list[DueItem]:
    """Open to invoicing what begins soon and lacks nothing."""
    found = [
        item
        for item in _locked_all(items, DueState.PLANNED, DueState.AWAITING_REF)
        if not _missing(item)
    ]
    DueItem.objects.filter(pk__in=[item.pk for item in found]).update(state=DueState.READY)
    return found


@action("due.reference_given", rule=rules.runs_billing, operator=True)
def give_reference(
    *,
    actor: Any,
    item: DueItem,
    engagement: str = "",
    service_code: str = "",
    scan: Scan | None = None,
) -> DueItem:
    """Write, for the city, the engagement, the service code and the order of a due item."""
    found = _locked(item, *_OPEN)
    _check_not_drafted(found)
    found.engagement, found.service_code = engagement, service_code
    if scan is not None:
        found.order_scan = Paper.objects.create(
            account=found.account,
            kind=PaperKind.ORDER,
            name=scan.name,
            content_type=scan.content_type,
            sha256=hashlib.sha256(scan.content).hexdigest(),
            content=scan.content,
            **signed_by(actor),
        )
    missing, asked = _missing(found), found.state != DueState.PLANNED
    if missing and asked:
        found.state = DueState.AWAITING_REF
    elif not missing and (asked or found.due_from <= today() + schedule.ASKED_BEFORE):
        found.state = DueState.READY
    found.save(update_fields=["engagement", "service_code", "order_scan", "state"])
    return found


@action("due.cancelled", rule=rules.runs_billing, operator=True)
def cancel_due(*, actor: Any, item: DueItem) -> DueItem:
    """Give up an amount that was not invoiced; it is not planned again."""
    found = _locked(item, *_OPEN)
    _check_not_drafted(found)
    if found.order_id is not None:
        found.days_given.update(due_item=None)
    found.state = DueState.CANCELLED
    found.save(update_fields=["state"])
    return found


@action("due.restored", rule=rules.runs_billing, operator=True)
def restore_due(*, actor: Any, item: DueItem) -> DueItem:
    """Take back a cancellation; days of an order are put on a new item instead."""
    found = _locked(item, DueState.CANCELLED)
    over = found.contract is not None and found.period_start > last_day(found.contract)
    if found.order_id is not None or over:
        raise NotPossible(
            "not_restored", "item", _("Cette échéance n’est plus due\u00a0: elle reste annulée.")
        )
    found.state = DueState.PLANNED
    found.save(update_fields=["state"])
    return found


def _item(contract: Contract, account: BillingAccount, line: Any, one: Any) -> DueItem:
    """A prorated price is one unit of its part; a whole one keeps quantity and unit price."""
    whole = not one.note
    return DueItem(
        account=account,
        contract=contract,
        line=line,
        city_id=line.city_id,
        kind=line.kind,
        label=line.label,
        note=one.note,
        period_start=one.start,
        period_end=one.end,
        due_from=one.start,
        quantity=line.quantity if whole else 1,
        unit_cents=line.unit_cents if whole else one.cents,
        cents=one.cents,
        vat_rule=line.vat_rule,
        service_code=account.service_code,
    )


def _said(item: DueItem) -> str:
    """An amount in a letter, in words."""
    return _("%(label)s, du %(start)s au %(end)s\u00a0: %(amount)s HT") % {
        "label": item.label,
        "start": french.day(item.period_start, "long"),
        "end": french.day(item.period_end, "long"),
        "amount": french.euros(money.euros(item.cents)),
    }


def _missing(item: DueItem) -> str:
    return item.account.missing_reference(
        engagement=item.engagement, service_code=item.service_code
    )


def _locked_all(items: Sequence[DueItem], *states: str) -> list[DueItem]:
    return list(
        DueItem.objects.select_for_update(of=("self",))
        .filter(pk__in=[item.pk for item in items], state__in=states)
        .select_related("account")
        .order_by("pk")
    )


def _locked(item: DueItem, *states: str) -> DueItem:
    found = (
        DueItem.objects.select_for_update(of=("self",))
        .select_related("account", "contract", "invoice")
        .get(pk=item.pk)
    )
    if found.state in states:
        return found
    if found.invoice is not None:
        raise NotPossible(
            "invoiced",
            "item",
            _("Période déjà facturée\u00a0: %(number)s.") % {"number": found.invoice.number},
        )
    raise NotPossible(
        "state",
        "item",
        _("Cette échéance est «\u00a0%(state)s\u00a0».") % {"state": found.get_state_display()},
    )


def _check_not_drafted(item: DueItem) -> None:
    drafted = InvoiceLine.objects.filter(due_item=item, invoice__state=InvoiceState.DRAFT)
    if drafted.exists():
        raise NotPossible(
            "drafted",
            "item",
            _("«\u00a0%(label)s\u00a0» est sur un brouillon de facture\u00a0: jetez-le d’abord.")
            % {"label": item.label},
        )
