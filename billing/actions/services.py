"""Days of advice and training: asked, quoted, ordered, ticked off, invoiced. Raise NotPossible."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from agora.action import action
from agora.ui import french
from billing import money, rules
from billing.actions.quotes import draft_quote, write_line
from billing.clock import now, today
from billing.costing import vat_rule_of
from billing.models import (
    BillingAccount,
    DueItem,
    DueState,
    OrderState,
    ServiceDay,
    ServiceOrder,
    signed_by,
)
from billing.refusals import NotPossible
from tenants.models import City

HALF = Decimal("0.5")
_GIVEN = (OrderState.ORDERED, OrderState.DELIVERED)


@action("service.asked", rule=rules.runs_billing, operator=True)
def ask_service(
    *, actor: Any, account: BillingAccount, city: City, kind: int, subject: str, wish: str = ""
) -> ServiceOrder:
    """Note what a city asked for by telephone; from its own pages it writes the row itself."""
    return ServiceOrder.objects.create(
        account=account,
        city=city,
        kind=kind,
        subject=subject,
        wish=wish,
        asked_at=now(),
        **signed_by(actor),
    )


@action("service.quoted", rule=rules.runs_billing, operator=True)
def quote_service(
    *, actor: Any, order: ServiceOrder, days: Decimal, day_cents: int
) -> ServiceOrder:
    """Answer a request with a draft quote of so many days at a price, to be sent as any other."""
    found = _locked(order, OrderState.ASKED)
    _check_halves(days)
    quote = draft_quote(
        actor=actor, account=found.account, title=found.subject, max_renewals=0, from_grid=False
    )
    write_line(
        actor=actor,
        quote=quote,
        fields={
            "kind": found.kind,
            "label": f"{found.get_kind_display()}\u00a0: {found.subject}"[:100],
            "quantity": days,
            "unit_cents": day_cents,
            "city": found.city,
        },
    )
    found.quote, found.state = quote, OrderState.QUOTED
    found.days_quoted, found.day_cents = days, day_cents
    found.save(update_fields=["quote", "state", "days_quoted", "day_cents"])
    return found


@action("service.declined", rule=rules.runs_billing, operator=True)
def decline_service(*, actor: Any, order: ServiceOrder, reason: str) -> ServiceOrder:
    """Close a request with a reason, which the city reads."""
    found = _locked(order, OrderState.ASKED, OrderState.QUOTED)
    found.state, found.closed_note = OrderState.DECLINED, reason
    found.save(update_fields=["state", "closed_note"])
    return found


@action("service.day_ticked", rule=rules.runs_billing, operator=True)
def tick_day(
    *, actor: Any, order: ServiceOrder, on: date, days: Decimal, note: str = ""
) -> ServiceDay:
    """Note days given on a date, by halves, never more than were ordered."""
    found = _locked(order, *_GIVEN)
    _check_halves(days)
    if on > today():
        raise NotPossible(
            "future", "on", _("Cette journée n’est pas encore passée\u00a0: notez-la le jour venu.")
        )
    left = found.days_ordered - _given(found)
    if days > left:
        raise NotPossible(
            "too_many",
            "days",
            _("Il reste %(left)s jour(s) sur cette commande.") % {"left": _days(left)},
        )
    day = ServiceDay.objects.create(order=found, on=on, days=days, note=note, **signed_by(actor))
    _settle(found)
    return day


@action("service.day_unticked", rule=rules.runs_billing, operator=True)
def untick_day(*, actor: Any, day: ServiceDay) -> ServiceOrder:
    """Take back a day noted by mistake, as long as it is not to be invoiced."""
    found = _locked(day.order, *_GIVEN)
    noted = ServiceDay.objects.select_for_update().filter(pk=day.pk).first()
    if noted is not None and noted.due_item_id is not None:
        raise NotPossible(
            "day_invoiced",
            "day",
            _("Cette journée est déjà à facturer\u00a0: annulez d’abord son échéance."),
        )
    ServiceDay.objects.filter(pk=day.pk).delete()
    _settle(found)
    return found


@action("service.days_invoiced", rule=rules.runs_billing, operator=True)
def invoice_days(*, actor: Any, order: ServiceOrder) -> DueItem:
    """Make one due item of the days given and not invoiced yet."""
    found = _locked(order, *_GIVEN)
    given = list(found.given.select_for_update().filter(due_item__isnull=True).order_by("on"))
    if not given:
        raise NotPossible("no_day", "order", _("Aucune journée réalisée n’attend sa facture."))
    total = sum((day.days for day in given), Decimal(0))
    missing = found.account.missing_reference(
        engagement="", service_code=found.account.service_code
    )
    item = DueItem.objects.create(
        account=found.account,
        city=found.city,
        contract=found.contract,
        order=found,
        state=DueState.AWAITING_REF if missing else DueState.READY,
        kind=found.kind,
        label=found.subject,
        note=_dates([day.on for day in given]),
        period_start=given[0].on,
        period_end=given[-1].on,
        due_from=today(),
        quantity=total,
        unit_cents=found.day_cents,
        cents=money.times(found.day_cents, total),
        vat_rule=vat_rule_of(found.kind),
        service_code=found.account.service_code,
    )
    ServiceDay.objects.filter(pk__in=[day.pk for day in given]).update(due_item=item)
    return item


def _locked(order: ServiceOrder, *states: str) -> ServiceOrder:
    found = (
        ServiceOrder.objects.select_for_update(of=("self",))
        .select_related("account", "city", "contract")
        .get(pk=order.pk)
    )
    if found.state not in states:
        raise NotPossible(
            "state",
            "order",
            _("Cette demande est «\u00a0%(state)s\u00a0»\u00a0: ce geste n’est pas possible.")
            % {"state": found.get_state_display()},
        )
    return found


def _check_halves(days: Decimal) -> None:
    if days <= 0 or days % HALF:
        raise NotPossible("halves", "days", _("Comptez par demi-journées\u00a0: 0,5, 1, 1,5…"))


def _given(order: ServiceOrder) -> Decimal:
    return order.given.aggregate(total=Sum("days"))["total"] or Decimal(0)


def _settle(order: ServiceOrder) -> None:
    """An order whose days are all given is done, until one is taken back."""
    done = _given(order) >= order.days_ordered
    order.state = OrderState.DELIVERED if done else OrderState.ORDERED
    order.save(update_fields=["state"])


def _days(days: Decimal) -> str:
    return french.number(days, 1).removesuffix(",0")


def _dates(days: Sequence[date]) -> str:
    """« Réalisé le 3 mars 2026, le 4 mars 2026 », or from the first to the last."""
    told = [french.day(day, "long") for day in dict.fromkeys(days)]
    if len(told) <= 4:
        return _("Réalisé le %(days)s") % {"days": ", ".join(told)}
    return _("Réalisé du %(first)s au %(last)s") % {"first": told[0], "last": told[-1]}
