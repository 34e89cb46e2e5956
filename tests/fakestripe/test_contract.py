"""What the SDK says is what the simulation asks and gives."""

import pytest

from tests.fakestripe.contract import (
    OPERATIONS,
    Unfit,
    blank,
    checked,
    nested,
    params_class,
    shape_of,
    unfit,
)
from tests.fakestripe.verbs import VERBS
from tests.fakestripe.world import PREFIX

INVOICE = "InvoiceCreateParams"


def asked(name, *pairs):
    return checked(params_class(name), nested(list(pairs)))


def test_every_operation_of_the_sdk_is_read():
    first = [where for _verb, where in OPERATIONS if where.startswith("/v1/")]

    assert len(first) >= 550
    assert OPERATIONS["post", "/v1/invoices"].params == INVOICE
    assert OPERATIONS["get", "/v1/refunds"].many


def test_what_is_simulated_exists_at_stripe():
    assert set(VERBS) <= set(OPERATIONS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_requests_of_what_is_simulated_can_be_read(verb):
    name = OPERATIONS[verb].params

    with pytest.raises(Unfit, match="unknown parameter"):
        asked(name, ("nobody_knows_this", "1"))


def test_a_request_comes_out_with_its_types():
    found = asked(
        INVOICE,
        ("customer", "cus_1"),
        ("auto_advance", "false"),
        ("days_until_due", "30"),
        ("custom_fields[0][name]", "Engagement"),
        ("custom_fields[0][value]", "EJ-1"),
        ("metadata[agora_id]", "7"),
        ("payment_settings[payment_method_types][0]", "customer_balance"),
    )

    assert found == {
        "customer": "cus_1",
        "auto_advance": False,
        "days_until_due": 30,
        "custom_fields": [{"name": "Engagement", "value": "EJ-1"}],
        "metadata": {"agora_id": "7"},
        "payment_settings": {"payment_method_types": ["customer_balance"]},
    }


@pytest.mark.parametrize(
    ("name", "pairs", "param"),
    [
        (INVOICE, [("custommer", "cus_1")], "custommer"),
        (INVOICE, [("idempotency_key", "k")], "idempotency_key"),
        (INVOICE, [("auto_advance", "yes")], "auto_advance"),
        (INVOICE, [("days_until_due", "30.5")], "days_until_due"),
        (INVOICE, [("days_until_due[0]", "30")], "days_until_due"),
        (INVOICE, [("collection_method", "send_invoces")], "collection_method"),
        (INVOICE, [("custom_fields[0][name]", "a")], "custom_fields[0][value]"),
        (INVOICE, [("custom_fields[1][name]", "a")], "custom_fields"),
        (INVOICE, [("metadata[a][b]", "c")], "metadata[a]"),
        (INVOICE, [("payment_settings", "x")], "payment_settings"),
        (
            INVOICE,
            [("payment_settings[payment_method_types][0]", "customer_balnce")],
            "payment_settings[payment_method_types][0]",
        ),
        ("CreditNoteCreateParams", [("amount", "5")], "invoice"),
        ("PaymentRecordReportPaymentParams", [("initiated_at", "1")], "amount_requested"),
    ],
)
def test_what_is_unknown_missing_or_mistyped_is_refused_by_its_name(name, pairs, param):
    with pytest.raises(Unfit) as refused:
        asked(name, *pairs)

    assert refused.value.param == param


def test_a_value_is_not_an_object_too():
    with pytest.raises(Unfit, match="Invalid object"):
        nested([("a", "1"), ("a[b]", "2")])


@pytest.mark.parametrize("kind", PREFIX)
def test_what_is_emptiest_is_fit(kind):
    assert unfit(kind, blank(kind)) == []
    assert all(name in blank(kind) or one.optional for name, one in shape_of(kind).items())


def test_what_an_answer_lacks_or_invents_is_found_at_any_depth():
    invoice = blank("Invoice")
    invoice["status_transitions"] = {"paid_at": "today", "moon": 1}
    del invoice["total"]
    invoice["custom_fields"] = ["a"]
    invoice["livemode"] = 0

    assert sorted(unfit("Invoice", invoice)) == [
        "Invoice.custom_fields is no object",
        "Invoice.livemode is no bool",
        "Invoice.status_transitions.moon is unknown",
        "Invoice.status_transitions.paid_at is no int",
        "Invoice.total is missing",
    ]
