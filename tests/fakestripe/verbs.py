"""The operations of Stripe that are simulated: only those that the gateway uses."""

from collections.abc import Callable
from typing import Any

from tests.fakestripe import money
from tests.fakestripe.world import DAY, Refusal, World

Verb = Callable[..., Any]
VERBS: dict[tuple[str, str], Verb] = {}
MOST_ITEMS, FIRST_LINES = 250, 10


def verb(method: str, path: str) -> Callable[[Verb], Verb]:
    """Make a function the answer to one operation of the SDK."""

    def keep(function: Verb) -> Verb:
        VERBS[method, path] = function
        return function

    return keep


def _page(world: World, found: list[dict[str, Any]], asked: dict[str, Any], url: str) -> Any:
    if isinstance(since := asked.get("created"), dict):
        found = [one for one in found if _within(one["created"], since)]
    if after := asked.get("starting_after"):
        places = [one["id"] for one in found]
        if after not in places:
            raise Refusal(f"No such object: '{after}'", status=404, param="starting_after")
        found = found[places.index(after) + 1 :]
    limit = asked.get("limit", 10)
    if not 1 <= limit <= 100:
        raise Refusal("This value must be between 1 and 100.", param="limit")
    return {"object": "list", "url": url, "has_more": len(found) > limit, "data": found[:limit]}


def _within(when: int, asked: dict[str, int]) -> bool:
    return asked.get("gte", when) <= when <= asked.get("lte", when) and asked.get(
        "gt", when - 1
    ) < when < asked.get("lt", when + 1)


def _only(found: list[dict[str, Any]], asked: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    wanted = {name: asked[name] for name in names if name in asked}
    return [one for one in found if all(one.get(key) == value for key, value in wanted.items())]


# --- Customers -----------------------------------------------------------------------------------
@verb("post", "/v1/customers")
def create_customer(world: World, asked: dict[str, Any]) -> Any:
    """Keep a customer and its tax numbers."""
    for number in asked.get("tax_id_data", []):
        if number["type"] == "fr_siret" and not (
            number["value"].isdigit() and len(number["value"]) == 14
        ):
            raise Refusal("Invalid value for fr_siret.", code="tax_id_invalid", param="tax_id_data")
    made = world.make(
        "Customer",
        **{key: asked.get(key) for key in ("name", "email", "description", "preferred_locales")},
        metadata=asked.get("metadata", {}),
        cash_balance={"object": "cash_balance", "available": {}, "livemode": False},
    )
    world.event("customer.created", made)
    return made


@verb("get", "/v1/customers")
def list_customers(world: World, asked: dict[str, Any]) -> Any:
    """Show the customers."""
    found = _only(world.newest_first("Customer"), asked, "email")
    return _page(world, found, asked, "/v1/customers")


@verb("post", "/v1/customers/{customer}/funding_instructions")
def funding_instructions(world: World, asked: dict[str, Any], customer: str) -> Any:
    """Give the virtual account of a customer, always the same one."""
    place = world.get("Customer", customer, "customer")["id"]
    country = asked["bank_transfer"].get("eu_bank_transfer", {}).get("country")
    if country not in ("DE", "FR", "IE", "NL"):
        raise Refusal("Invalid country.", param="bank_transfer[eu_bank_transfer][country]")
    empty = {"city": None, "country": "FR", "line1": None, "line2": None, "postal_code": None}
    iban = {
        "account_holder_name": "Agora",
        "account_holder_address": {**empty, "state": None},
        "bank_address": {**empty, "state": None},
        "bic": "AGRIFRPPXXX",
        "country": country,
        "iban": _iban(country, int(place[-8:])),
    }
    address = {"type": "iban", "iban": iban, "supported_networks": ["sepa"]}
    transfer = {"country": country, "type": "eu_bank_transfer", "financial_addresses": [address]}
    return {
        "object": "funding_instructions",
        "bank_transfer": transfer,
        "currency": asked["currency"],
        "funding_type": "bank_transfer",
        "livemode": False,
    }


def _iban(country: str, number: int) -> str:
    account = f"{number:023d}"
    letters = "".join(str(int(one, 36)) for one in account + country + "00")
    return f"{country}{98 - int(letters) % 97:02d}{account}"


# --- Invoices ------------------------------------------------------------------------------------
@verb("post", "/v1/invoices")
def create_invoice(world: World, asked: dict[str, Any]) -> Any:
    """Begin a draft."""
    customer = world.get("Customer", asked.get("customer", ""), "customer")
    number = asked.get("number")
    if number and any(one["number"] == number for one in world.objects["Invoice"].values()):
        raise Refusal(f"The invoice number {number} is taken.", param="number")
    if len(asked.get("custom_fields") or []) > 4:
        raise Refusal("There can be at most 4 custom fields.", param="custom_fields")
    if asked.get("auto_advance"):
        raise Refusal("The simulation finalises nothing by itself.", param="auto_advance")
    now = world.now()
    due = asked.get("days_until_due")
    made = world.make(
        "Invoice",
        **{key: asked.get(key) for key in ("number", "custom_fields", "description", "footer")},
        auto_advance=False,
        collection_method=asked.get("collection_method", "charge_automatically"),
        currency=asked.get("currency", "eur"),
        customer=customer["id"],
        customer_name=customer.get("name"),
        due_date=None if due is None else now + due * DAY,
        effective_at=asked.get("effective_at"),
        issuer={"type": "self"},
        metadata=asked.get("metadata", {}),
        payment_settings=asked.get("payment_settings", {}),
        status="draft",
    )
    world.event("invoice.created", made)
    return _shown(world, made)


@verb("post", "/v1/invoiceitems")
def create_item(world: World, asked: dict[str, Any]) -> Any:
    """Add a line to a draft."""
    invoice = world.get("Invoice", asked.get("invoice", ""), "invoice")
    if invoice["status"] != "draft":
        raise Refusal("This invoice is no longer editable.", code="invoice_not_editable")
    if asked.get("customer") != invoice["customer"]:
        raise Refusal("The customer is not the invoice's.", param="customer")
    if asked.get("currency") != invoice["currency"] or "amount" not in asked:
        raise Refusal("An item needs an amount in the currency of its invoice.", param="amount")
    now = world.now()
    made = world.make(
        "InvoiceItem",
        amount=asked["amount"],
        currency=asked["currency"],
        customer=asked["customer"],
        date=now,
        description=asked.get("description"),
        discountable=True,
        invoice=invoice["id"],
        metadata=asked.get("metadata", {}),
        period={"start": now, "end": now},
        quantity=1,
        quantity_decimal="1",
    )
    if len(_items(world, invoice)) > MOST_ITEMS:
        raise Refusal("There can be at most 250 items.")
    money.recompute(world, invoice)
    return made


def _items(world: World, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in world.objects["InvoiceItem"].values() if one["invoice"] == invoice["id"]]


def _shown(world: World, invoice: dict[str, Any]) -> dict[str, Any]:
    """An invoice with the first of its lines, as Stripe answers one."""
    items = _items(world, invoice)
    lines = [
        {
            "id": item["id"].replace("ii_", "il_"),
            "object": "line_item",
            "invoice": invoice["id"],
            **{key: item[key] for key in ("amount", "currency", "description", "discountable")},
            **{key: item[key] for key in ("livemode", "metadata", "period", "quantity")},
            "discounts": [],
            "subtotal": item["amount"],
        }
        for item in items[:FIRST_LINES]
    ]
    page = {
        "object": "list",
        "url": f"/v1/invoices/{invoice['id']}/lines",
        "has_more": len(items) > FIRST_LINES,
        "data": lines,
    }
    return {**invoice, "lines": page}


@verb("get", "/v1/invoices")
def list_invoices(world: World, asked: dict[str, Any]) -> Any:
    """Show the invoices."""
    found = _only(world.newest_first("Invoice"), asked, "customer", "status", "collection_method")
    page = _page(world, found, asked, "/v1/invoices")
    page["data"] = [_shown(world, one) for one in page["data"]]
    return page


@verb("get", "/v1/invoices/{invoice}")
def retrieve_invoice(world: World, asked: dict[str, Any], invoice: str) -> Any:
    """Show one invoice."""
    return _shown(world, world.get("Invoice", invoice, "invoice"))


@verb("post", "/v1/invoices/{invoice}/finalize")
def finalize_invoice(world: World, asked: dict[str, Any], invoice: str) -> Any:
    """Open an invoice: from now on its lines stand."""
    found = world.get("Invoice", invoice, "invoice")
    if found["status"] != "draft":
        raise Refusal("This invoice is already finalized.", code="invoice_already_finalized")
    if not _items(world, found):
        raise Refusal("An invoice without items is not finalized.", code="invoice_no_items")
    found["status"] = "open"
    found["number"] = found["number"] or f"FAKE-{world.count:06d}"
    found["status_transitions"]["finalized_at"] = world.now()
    world.event("invoice.finalized", found)
    money.recompute(world, found)
    return _shown(world, found)


@verb("post", "/v1/invoices/{invoice}/attach_payment")
def attach_payment(world: World, asked: dict[str, Any], invoice: str) -> Any:
    """Count a reported payment on an invoice."""
    found = world.get("Invoice", invoice, "invoice")
    record = world.get("PaymentRecord", asked.get("payment_record", ""), "payment_record")
    if any(
        one["payment"].get("payment_record") == record["id"]
        for one in world.objects["InvoicePayment"].values()
    ):
        raise Refusal("This payment is attached already.", code="payment_already_attached")
    paid = {"type": "payment_record", "payment_record": record["id"]}
    money.pay(world, found, record["amount_guaranteed"]["value"], paid)
    return _shown(world, found)


# --- Payments, credit notes, refunds -------------------------------------------------------------
@verb("get", "/v1/invoice_payments")
def list_payments(world: World, asked: dict[str, Any]) -> Any:
    """Show payments of invoices."""
    found = _only(world.newest_first("InvoicePayment"), asked, "invoice", "status")
    for key in ("payment_record", "payment_intent"):
        if wanted := asked.get("payment", {}).get(key):
            found = [one for one in found if one["payment"].get(key) == wanted]
    return _page(world, found, asked, "/v1/invoice_payments")


@verb("post", "/v1/payment_records/report_payment")
def report_payment(world: World, asked: dict[str, Any]) -> Any:
    """Believe that money came in elsewhere."""
    asked_for = asked["amount_requested"]
    outcome = asked.get("outcome")
    if outcome != "guaranteed" or "guaranteed" not in asked:
        raise Refusal("The simulation takes guaranteed payments alone.", param="outcome")
    if asked_for["value"] <= 0:
        raise Refusal("This value must be positive.", param="amount_requested[value]")
    nothing = {"currency": asked_for["currency"], "value": 0}
    sums = ("amount_authorized", "amount_canceled", "amount_failed", "amount_refunded")
    return world.make(
        "PaymentRecord",
        amount=asked_for,
        amount_guaranteed=asked_for,
        amount_requested=asked_for,
        **dict.fromkeys(sums, nothing),
        metadata=asked.get("metadata", {}),
        processor_details=asked.get("processor_details", {"type": "custom"}),
        reported_by="self",
    )


@verb("get", "/v1/payment_records")
def list_records(world: World, asked: dict[str, Any]) -> Any:
    """Show reported payments."""
    since = asked.get("created_after", 0)
    found = [one for one in world.newest_first("PaymentRecord") if one["created"] > since]
    return _page(world, found, asked, "/v1/payment_records")


@verb("post", "/v1/credit_notes")
def create_credit_note(world: World, asked: dict[str, Any]) -> Any:
    """Credit an invoice."""
    return money.credit(world, world.get("Invoice", asked.pop("invoice"), "invoice"), **asked)


@verb("get", "/v1/credit_notes")
def list_credit_notes(world: World, asked: dict[str, Any]) -> Any:
    """Show credit notes."""
    found = _only(world.newest_first("CreditNote"), asked, "invoice", "customer")
    return _page(world, found, asked, "/v1/credit_notes")


@verb("get", "/v1/refunds")
def list_refunds(world: World, asked: dict[str, Any]) -> Any:
    """Show refunds."""
    found = _only(world.newest_first("Refund"), asked, "payment_intent", "charge")
    return _page(world, found, asked, "/v1/refunds")


# --- Events --------------------------------------------------------------------------------------
@verb("get", "/v1/events")
def list_events(world: World, asked: dict[str, Any]) -> Any:
    """Show what happened in the last thirty days."""
    types = asked.get("types", [])
    if len(types) > 20:
        raise Refusal("You can pass at most 20 types.", param="types")
    found = [one for one in world.events() if not types or one["type"] in types]
    return _page(world, found, asked, "/v1/events")


@verb("post", "/v1/webhook_endpoints")
def create_endpoint(world: World, asked: dict[str, Any]) -> Any:
    """Promise to tell an address what happens; the secret is shown once."""
    return world.make(
        "WebhookEndpoint",
        url=asked["url"],
        enabled_events=asked["enabled_events"],
        api_version=asked.get("api_version"),
        secret=f"whsec_{world.count:032d}",
        status="enabled",
    )
