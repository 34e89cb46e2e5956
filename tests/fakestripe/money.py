"""What happens to money at Stripe: invoices are opened, paid, credited, refunded."""

from typing import Any

from tests.fakestripe.world import Refusal, World


def recompute(world: World, invoice: dict[str, Any]) -> None:
    """Draw an invoice's amounts from its lines, credit notes and payments; maybe it is paid."""
    lines = [
        one for one in world.objects["InvoiceItem"].values() if one["invoice"] == invoice["id"]
    ]
    paid = sum(
        one["amount_paid"]
        for one in world.objects["InvoicePayment"].values()
        if one["invoice"] == invoice["id"] and one["status"] == "paid"
    )
    total = sum(one["amount"] for one in lines)
    due = total - invoice["pre_payment_credit_notes_amount"]
    invoice |= {
        "subtotal": total,
        "total": total,
        "amount_due": due,
        "amount_paid": min(paid, due),
        "amount_remaining": max(due - paid, 0),
        "amount_overpaid": max(paid - due, 0),
    }
    if invoice["status"] == "open" and due - paid <= 0:
        invoice["status"] = "paid"
        invoice["status_transitions"]["paid_at"] = world.now()
        world.event("invoice.paid", invoice)
    if invoice["amount_overpaid"]:
        world.event("invoice.overpaid", invoice)


def pay(world: World, invoice: dict[str, Any], cents: int, payment: dict[str, Any]) -> Any:
    """Count a payment on an open invoice."""
    if invoice["status"] != "open":
        raise Refusal("This invoice is not open.", code="invoice_not_open")
    made = world.make(
        "InvoicePayment",
        amount_paid=cents,
        amount_requested=cents,
        currency="eur",
        invoice=invoice["id"],
        payment=payment,
        status="paid",
        status_transitions={"paid_at": world.now()},
    )
    world.event("invoice_payment.paid", made)
    recompute(world, invoice)
    return made


def pay_online(world: World, invoice: dict[str, Any], cents: int) -> dict[str, Any]:
    """Count money that came through Stripe itself."""
    intent = f"pi_1Fake{world.count:014d}"
    return pay(world, invoice, cents, {"type": "payment_intent", "payment_intent": intent})


def receive(world: World, invoice: dict[str, Any], cents: int) -> dict[str, Any] | None:
    """Take a bank transfer; a customer's money funds an invoice whole, or waits in the balance."""
    customer = world.get("Customer", invoice["customer"])
    balance = customer["cash_balance"]["available"]
    balance["eur"] = balance.get("eur", 0) + cents
    moved = world.make(
        "CustomerCashBalanceTransaction",
        currency="eur",
        customer=customer["id"],
        ending_balance=balance["eur"],
        net_amount=cents,
        type="funded",
    )
    world.event("customer_cash_balance_transaction.created", moved)
    wanted = invoice["amount_remaining"]
    if invoice["status"] != "open" or not 0 < wanted <= balance["eur"]:
        return None
    balance["eur"] -= wanted
    return pay_online(world, invoice, wanted)


def refund(world: World, payment: dict[str, Any], cents: int) -> dict[str, Any]:
    """Give money back; the invoice stays paid, as it does at Stripe."""
    intent = payment["payment"].get("payment_intent")
    if not intent:
        raise Refusal("Money reported from elsewhere is not refunded here.")
    given = sum(
        one["amount"]
        for one in world.objects["Refund"].values()
        if one["payment_intent"] == intent and one["status"] == "succeeded"
    )
    if given + cents > payment["amount_paid"]:
        raise Refusal("Refund amount is greater than the payment.", code="amount_too_large")
    made = world.make(
        "Refund", amount=cents, currency="eur", payment_intent=intent, status="succeeded"
    )
    world.event("refund.created", made)
    return made


def fail_refund(world: World, made: dict[str, Any]) -> None:
    """A refund that the bank sent back."""
    made["status"] = "failed"
    world.event("refund.updated", made)


def cancel_payment(world: World, payment: dict[str, Any]) -> None:
    """A payment that is taken off its invoice; the invoice is open again."""
    payment["status"] = "canceled"
    payment["status_transitions"]["canceled_at"] = world.now()
    invoice = world.get("Invoice", payment["invoice"])
    if invoice["status"] == "paid":
        invoice["status"] = "open"
    recompute(world, invoice)
    world.event("invoice.payment_failed", invoice)


def credit(world: World, invoice: dict[str, Any], **asked: Any) -> dict[str, Any]:
    """Credit an invoice: before it is paid what is due shrinks, afterwards money goes back."""
    cents, outside = asked.get("amount", 0), asked.get("out_of_band_amount", 0)
    if invoice["status"] not in ("open", "paid"):
        raise Refusal("You can only create credit notes for open or paid invoices.")
    if cents + outside <= 0:
        raise Refusal("A credit note needs an amount.", param="amount")
    if invoice["status"] == "open":
        before, after = cents - outside, outside
        if before < 0 or before > invoice["amount_remaining"]:
            raise Refusal("The credit note is more than what remains due.", param="amount")
    else:
        before, after = 0, outside
        if not outside or (cents and cents != outside):
            raise Refusal("The sum of credits must equal the amount.", param="out_of_band_amount")
    if after > invoice["amount_paid"] - invoice["post_payment_credit_notes_amount"]:
        raise Refusal("The credit note is more than was paid.", param="out_of_band_amount")
    invoice["pre_payment_credit_notes_amount"] += before
    invoice["post_payment_credit_notes_amount"] += after
    numbered = sum(one["invoice"] == invoice["id"] for one in world.objects["CreditNote"].values())
    made = world.make(
        "CreditNote",
        amount=before + after,
        subtotal=before + after,
        total=before + after,
        pre_payment_amount=before,
        post_payment_amount=after,
        out_of_band_amount=outside or None,
        currency="eur",
        customer=invoice["customer"],
        invoice=invoice["id"],
        number=f"{invoice['number']}-CN-{numbered + 1:02d}",
        pdf="http://localhost/credit.pdf",
        status="issued",
        type="mixed" if before and after else "pre_payment" if before else "post_payment",
        memo=asked.get("memo"),
        metadata=asked.get("metadata", {}),
        effective_at=asked.get("effective_at"),
    )
    world.event("credit_note.created", made)
    recompute(world, invoice)
    return made
