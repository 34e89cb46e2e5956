"""Due items and days, as typed."""

from billing.forms.due import AskServiceForm, DayForm, DeclineForm, QuoteServiceForm, ReferenceForm
from billing.models import DueItem
from tenants.models import City


def test_a_reference_begins_with_what_is_known():
    form = ReferenceForm(item=DueItem(engagement="EJ-1", service_code="FIN"))

    assert form.initial == {"engagement": "EJ-1", "service_code": "FIN"}
    assert form.is_multipart()


def test_a_service_is_advice_or_training():
    form = AskServiceForm({"kind": "2", "subject": "x"}, cities=City.objects.none())

    assert {"kind", "city"} == set(form.errors)


def test_days_and_their_price_are_both_asked():
    assert set(QuoteServiceForm({}).errors) == {"days", "day_cents"}
    assert set(DayForm({"days": "6"}).errors) == {"on", "days"}
    assert set(DeclineForm({"reason": " "}).errors) == {"reason"}
