"""What a city types, and what it is told when it is wrong."""

import pytest

from billing.forms.own import OrderForm, ReferenceForm, ServiceForm
from billing.models import OwnAccount, OwnDueItem


def reference(said, **flags):
    return ReferenceForm(
        said, item=OwnDueItem(engagement="", service_code=""), account=OwnAccount(**flags)
    )


@pytest.mark.parametrize(
    ("flags", "said", "field", "words"),
    [
        (["engagement_required"], {}, "engagement", "indiquez le numéro d’engagement."),
        (["service_required"], {"engagement": "1"}, "service_code", "indiquez le code service."),
        (["service_or_engagement_required"], {}, "engagement", "ou le code service."),
        ([], {"engagement": "  "}, "engagement", "Indiquez au moins une référence."),
        ([], {"engagement": "2026\u202e711"}, "engagement", "position 5\u00a0: le retirer."),
        ([], {"service_code": "a\u200bb"}, "service_code", "position 2\u00a0: le retirer."),
        ([], {"engagement": "9" * 51}, "engagement", "50"),
        ([], {"service_code": "9" * 101}, "service_code", "100"),
    ],
)
def test_a_reference_chorus_would_reject_is_refused_at_its_field(flags, said, field, words):
    form = reference(said, **dict.fromkeys(flags, True))

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], {"engagement": " 2026-117 "}),
        (["service_or_engagement_required"], {"service_code": "DSI"}),
        (
            ["service_required", "engagement_required"],
            {"engagement": "2026-117", "service_code": "DSI"},
        ),
    ],
)
def test_what_the_payer_demands_is_enough(flags, said):
    form = reference(said, **dict.fromkeys(flags, True))

    assert form.is_valid(), form.errors
    kept = {"engagement": "", "service_code": ""} | {
        name: one.strip() for name, one in said.items()
    }
    assert form.cleaned_data == kept


def test_the_payers_usual_service_is_proposed():
    form = ReferenceForm(
        item=OwnDueItem(engagement="", service_code=""), account=OwnAccount(service_code="DSI")
    )

    assert form["service_code"].value() == "DSI"


def test_an_order_is_a_file():
    form = OrderForm({}, {})

    assert form.errors["scan"] == ["Déposer un PDF simple de moins de 10\u00a0Mo."]
    assert form.fields["scan"].widget.attrs["accept"] == ".pdf,.png,.jpg,.jpeg"


def test_a_service_says_which_and_about_what():
    form = ServiceForm({"kind": "2", "subject": ""})

    assert set(form.errors) == {"kind", "subject"}
    said = ServiceForm({"kind": "4", "subject": "Former l’accueil", "wish": "Deux\r\njours\t!"})
    assert said.is_valid(), said.errors
    assert said.cleaned_data["kind"] == 4
    assert "invisible" in str(ServiceForm({"kind": "4", "subject": "a\u2066b"}).errors)
