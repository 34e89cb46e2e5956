"""The only door to Stripe: a rail for payments and a mirror of our papers, never their source.

Plain values in, plain values out; no object nor error of the SDK leaves this module. Amounts are
whole cents of euro, dates those of Paris. What is created carries `metadata.agora_id`, and is
looked for under that name before it is created: an idempotency key lives 24 hours only, and a
failure that Stripe remembers under it is answered again all that time.

Without a key (`AGORA_STRIPE_KEY`) the rail is off, and everything else works. Called from a
request, or with a transaction open, it raises: a slow Stripe must hold neither.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections

from agora.jobs.running import inside_job
from billing.rail import (
    Account,
    Event,
    Mirrored,
    NotOurs,
    OutOfPlace,
    Paper,
    Payment,
    RailOff,
    Refund,
    RefusedByStripe,
    Unreachable,
)

TIMEOUT = 10  # seconds; the SDK's own default is 80
RETRIES = 2
PARIS: Final = ZoneInfo("Europe/Paris")
CURRENCY: Final = "eur"
FIRST_LINES = 10
"""As many lines as Stripe shows with an invoice: a paper of more could not be found again."""
EVENTS: Final = (
    *("invoice.finalized", "invoice.paid", "invoice.payment_failed", "invoice.overpaid"),
    *("invoice.voided", "invoice.marked_uncollectible", "invoice.finalization_failed"),
    *("invoice_payment.paid", "credit_note.created", "credit_note.voided"),
    *("customer_cash_balance_transaction.created", "refund.created", "refund.updated"),
    *("charge.dispute.created", "charge.dispute.closed", "customer.deleted"),
)
"""What we want to hear of; `events.list` takes twenty at most."""
_SECRETS = re.compile(r"\b(?:[sr]k_(?:live|test)|whsec)_\S+|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")


def rail_is_on() -> bool:
    """Tell whether there is a key."""
    return bool(settings.STRIPE_KEY)


def is_live() -> bool:
    """Tell whether the key moves real money."""
    return "_live_" in settings.STRIPE_KEY[:8]


# --- Customers -----------------------------------------------------------------------------------
def customer(*, ref: str, name: str, siret: str) -> str:
    """Return the customer of an account of ours, made if need be."""
    with _stripe() as api:
        found = _named(ref, api.customers.list(params={"limit": 100}))
        if found is None:
            found = api.customers.create(
                params={
                    "name": name,
                    "preferred_locales": ["fr"],
                    "tax_id_data": [{"type": "fr_siret", "value": siret}],
                    "metadata": {"agora_id": ref},
                },
                options=_key("customer", ref, "create"),
            )
        return found.id


def funding_account(*, customer: str) -> Account | None:
    """Return the account that a customer's transfers go to, if Stripe gives one."""
    with _stripe() as api:
        said = api.customers.funding_instructions.create(
            customer,
            params={
                "currency": CURRENCY,
                "funding_type": "bank_transfer",
                "bank_transfer": _EU_TRANSFER,
            },
        ).to_dict()
        for address in said["bank_transfer"]["financial_addresses"]:
            if iban := address.get("iban"):
                return Account(iban["account_holder_name"], iban["iban"], iban["bic"])
        return None


_EU_TRANSFER: Final = {"type": "eu_bank_transfer", "eu_bank_transfer": {"country": "FR"}}


# --- Invoices ------------------------------------------------------------------------------------
def mirror_invoice(paper: Paper) -> Mirrored:
    """Show a paper at Stripe: draft, lines, then finalised if it comes to the same total.

    Goes on from wherever an earlier attempt stopped. Raises `NotOurs` if the totals differ.
    """
    if not 0 < len(paper.lines) <= FIRST_LINES or len(paper.fields) > 4:
        raise ValueError("a paper has 1 to 10 lines and at most 4 fields")
    with _stripe() as api:
        kept = api.invoices.list(params={"customer": paper.customer, "limit": 100})
        found = _named(paper.ref, kept) or _draft(api, paper)
        if found.status == "draft":
            _add_lines(api, paper, found)
            found = api.invoices.retrieve(found.id)
        if found.total != paper.cents:
            raise NotOurs(paper.number, ours=paper.cents, theirs=found.total)
        if found.status == "draft":
            found = api.invoices.finalize_invoice(
                found.id,
                params={"auto_advance": False},
                options=_key("invoice", paper.ref, "finalize"),
            )
        return _mirrored(found)


def _draft(api: Any, paper: Paper) -> Any:
    methods: dict[str, Any] = {}
    if paper.transfer:
        balance = {"funding_type": "bank_transfer", "bank_transfer": _EU_TRANSFER}
        methods = {
            "payment_method_types": ["customer_balance"],
            "payment_method_options": {"customer_balance": balance},
        }
    return api.invoices.create(
        params={
            "customer": paper.customer,
            "number": paper.number,
            "currency": CURRENCY,
            "collection_method": "send_invoice",
            "days_until_due": paper.payment_days,
            "auto_advance": False,
            "pending_invoice_items_behavior": "exclude",
            "effective_at": _instant(paper.on),
            "custom_fields": [
                {"name": name[:40], "value": value[:140]} for name, value in paper.fields.items()
            ],
            "metadata": {"agora_id": paper.ref},
            **({"payment_settings": methods} if methods else {}),
        },
        options=_key("invoice", paper.ref, "create"),
    )


def _add_lines(api: Any, paper: Paper, draft: Any) -> None:
    there = {line.metadata.to_dict().get("agora_line") for line in draft.lines.data}
    for place, line in enumerate(paper.lines):
        if str(place) in there:
            continue
        api.invoice_items.create(
            params={
                "customer": paper.customer,
                "invoice": draft.id,
                "amount": line.cents,
                "currency": CURRENCY,
                "description": line.words,
                "metadata": {"agora_line": str(place)},
            },
            options=_key("invoice", paper.ref, f"line-{place}"),
        )


def invoice(stripe_id: str) -> Mirrored:
    """Ask what Stripe says of one invoice."""
    with _stripe() as api:
        return _mirrored(api.invoices.retrieve(stripe_id))


def invoices() -> Iterator[Mirrored]:
    """Every invoice there is, newest first."""
    with _stripe() as api:
        for one in api.invoices.list(params={"limit": 100}).auto_paging_iter():
            yield _mirrored(one)


# --- Payments ------------------------------------------------------------------------------------
def payments(stripe_id: str) -> list[Payment]:
    """List what was paid on an invoice; a payment that was cancelled is not there any more."""
    with _stripe() as api:
        asked = {"invoice": stripe_id, "status": "paid", "limit": 100}
        return [_payment(one) for one in api.invoice_payments.list(params=asked).auto_paging_iter()]


def invoice_paid_by(intent: str) -> str:
    """Name the invoice that an intent paid; empty if it paid none."""
    with _stripe() as api:
        asked = {"payment": {"type": "payment_intent", "payment_intent": intent}, "limit": 1}
        found = api.invoice_payments.list(params=asked).data
        return _id(found[0].invoice) if found else ""


def refunds(intent: str) -> list[Refund]:
    """List what was given back of an intent; what failed or was cancelled is not there."""
    with _stripe() as api:
        asked = {"payment_intent": intent, "limit": 100}
        return [
            Refund(one.id, one.amount, _day(one.created))
            for one in api.refunds.list(params=asked).auto_paging_iter()
            if getattr(one, "status", None) not in ("failed", "canceled")
        ]


def report_payment(*, ref: str, cents: int, on: date, words: str, since: datetime) -> str:
    """Tell Stripe of money that came to our own bank; return the record's id.

    `ref` names the share of the receipt, `words` what the bank wrote, `since` is a moment before
    which it cannot have been told.
    """
    at = _instant(on)
    with _stripe() as api:
        asked = {"created_after": int((since - timedelta(days=1)).timestamp()), "limit": 100}
        found = _named(ref, api.payment_records.list(params=asked))
        if found is None:
            found = api.payment_records.report_payment(
                params={
                    "amount_requested": {"value": cents, "currency": CURRENCY},
                    "initiated_at": at,
                    "outcome": "guaranteed",
                    "guaranteed": {"guaranteed_at": at},
                    "payment_method_details": {"type": "custom"},
                    "processor_details": {"type": "custom", "custom": {"payment_reference": words}},
                    "metadata": {"agora_id": ref},
                },
                options=_key("receipt", ref, "report"),
            )
        return found.id


def attach_payment(*, ref: str, stripe_id: str, record: str) -> None:
    """Count a reported payment on an invoice, once."""
    with _stripe() as api:
        payment = {"type": "payment_record", "payment_record": record}
        if api.invoice_payments.list(params={"invoice": stripe_id, "payment": payment}).data:
            return
        api.invoices.attach_payment(
            stripe_id,
            params={"payment_record": record},
            options=_key("receipt", ref, "attach"),
        )


def credit(*, ref: str, stripe_id: str, cents: int, on: date, words: str) -> str:
    """Credit an invoice: what is due shrinks; of what was paid, the money goes back elsewhere."""
    with _stripe() as api:
        kept = api.credit_notes.list(params={"invoice": stripe_id, "limit": 100})
        if (found := _named(ref, kept)) is not None:
            return found.id
        remaining = api.invoices.retrieve(stripe_id).amount_remaining
        before, after = min(cents, remaining), max(cents - remaining, 0)
        made = api.credit_notes.create(
            params={
                "invoice": stripe_id,
                **({"amount": cents} if before else {}),
                **({"out_of_band_amount": after} if after else {}),
                "email_type": "none",
                "effective_at": _instant(on),
                "memo": words,
                "metadata": {"agora_id": ref},
            },
            # An invoice paid meanwhile makes another request of it, which needs another key.
            options=_key("credit", ref, f"create-{before}-{after}"),
        )
        return made.id


# --- Events --------------------------------------------------------------------------------------
def events(*, since: int) -> list[Event]:
    """List what happened since then (seconds since 1970), newest first; Stripe keeps 30 days."""
    with _stripe() as api:
        asked = {"created": {"gte": since}, "types": list(EVENTS), "limit": 100}
        return [
            Event(one.id, one.type, one.created, one.to_dict())
            for one in api.events.list(params=asked).auto_paging_iter()
        ]


def make_endpoint(url: str) -> str:
    """Ask to be told at this address; return the secret that signs, shown only now."""
    with _stripe() as api:
        made = api.webhook_endpoints.create(
            params={"url": url, "enabled_events": list(EVENTS), "api_version": _version()}
        )
        return str(made.secret)


# --- The client, and what it may not do ----------------------------------------------------------
@contextmanager
def _stripe() -> Iterator[Any]:
    """Lend the v1 services; say in our own words what goes wrong."""
    if not settings.STRIPE_KEY:
        raise RailOff
    _refuse_out_of_place()
    import stripe  # noqa: PLC0415  1 to 2 s and 40 MB, which a web process never pays

    try:
        yield _client(settings.STRIPE_KEY, settings.STRIPE_API, TIMEOUT).v1
    except stripe.StripeError as error:
        # Without its chain: the SDK's error holds the request, whose headers hold the key.
        raise _ours(error, stripe) from None


def _ours(error: Any, stripe: Any) -> Exception:
    name, status = type(error).__name__, error.http_status or 0
    later = (stripe.APIConnectionError, stripe.RateLimitError, stripe.AuthenticationError)
    if isinstance(error, (*later, stripe.PermissionError)) or status >= 500 or status == 409:
        return Unreachable(f"{name} {status}")
    message = _SECRETS.sub("[…]", error.user_message or name)
    return RefusedByStripe(message, code=error.code or "", param=getattr(error, "param", "") or "")


def _refuse_out_of_place() -> None:
    if not inside_job():
        raise OutOfPlace("only a job speaks to Stripe")
    for link in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in link.atomic_blocks):
            raise OutOfPlace("a transaction is open")


@cache
def _client(key: str, api: str, timeout: float) -> Any:
    import stripe  # noqa: PLC0415

    return stripe.StripeClient(
        key,
        base_addresses={"api": api} if api else {},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


def _version() -> str:
    import stripe  # noqa: PLC0415

    return str(stripe.api_version)


def _key(kind: str, ref: str, verb: str) -> dict[str, str]:
    return {"idempotency_key": f"agora:{kind}:{ref}:{verb}:v1"}


def _named(ref: str, page: Any) -> Any:
    """Find ours in a list, page after page."""
    return next((one for one in page.auto_paging_iter() if _ref(one) == ref), None)


def _ref(thing: Any) -> str:
    kept = getattr(thing, "metadata", None)
    return str(kept.to_dict().get("agora_id", "")) if kept else ""


def _id(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(getattr(thing, "id", "") or "")


def _mirrored(found: Any) -> Mirrored:
    return Mirrored(
        id=found.id,
        ref=_ref(found),
        number=getattr(found, "number", None) or "",
        status=getattr(found, "status", None) or "",
        cents=found.total,
        paid=found.amount_paid + found.amount_overpaid,
        remaining=found.amount_remaining,
        credited=found.pre_payment_credit_notes_amount + found.post_payment_credit_notes_amount,
    )


def _payment(found: Any) -> Payment:
    paid = found.payment.to_dict()
    return Payment(
        id=found.id,
        cents=getattr(found, "amount_paid", None) or 0,
        on=_day(found.status_transitions.to_dict().get("paid_at") or found.created),
        intent=_id(paid.get("payment_intent")),
        record=_id(paid.get("payment_record")),
    )


def _instant(on: date) -> int:
    """Two in the morning of Paris: the same day in Paris and in UTC, and past all day long."""
    return int(datetime.combine(on, time(2), PARIS).timestamp())


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).astimezone(PARIS).date()
