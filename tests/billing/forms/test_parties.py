"""Who sells and who pays, as typed."""

from billing.forms.parties import AccountForm, BankForm, LinkForm, ProviderForm
from billing.models import AccountCity
from billing.queries.accounts import cities_to_link
from tests.factories.billing import SIRET, make_account, make_provider, vat_id_of

PARTY = {
    "name": "Ville",
    "siret": SIRET,
    "vat_id": vat_id_of(SIRET),
    "street": "1 rue",
    "postcode": "92000",
    "town": "Ville",
}


def test_a_payer_begins_with_the_name_of_its_city(books):
    form = AccountForm(city=books["villeneuve"])

    assert (form.initial["name"], form.initial["territory"]) == ("Villeneuve", "metropole")


def test_a_known_payer_begins_with_what_is_known(books):
    account = make_account(engagement_required=True)
    form = AccountForm(instance=account, city=books["villeneuve"])

    assert form.initial["name"] == account.name
    assert form.initial["engagement_required"] is True


def test_us_before_anything_is_known():
    assert ProviderForm().initial["dispense_threshold_cents"] == 6_000_000


def test_us_once_known(books):
    assert ProviderForm(instance=make_provider()).initial["siret"] == SIRET


def test_a_vat_number_is_not_blamed_for_a_wrong_siret():
    form = AccountForm(PARTY | {"siret": "1", "territory": "metropole", "rail": "own_bank"})

    assert set(form.errors) == {"siret"}


def test_an_account_at_a_bank_is_read_without_its_spaces():
    form = BankForm({"iban": "FR76 3000 6000 0112 3456 7890 189", "bic": "AGRI FR PP"})

    assert form.is_valid()
    assert form.cleaned_data["bic"] == "AGRIFRPP"


def test_only_a_city_without_payer_is_linked(books):
    make_account(city=books["villeneuve"])
    form = LinkForm({"city": books["villeneuve"].pk}, cities=cities_to_link())

    assert "déjà son payeur" in form.errors["city"][0]
    assert AccountCity.objects.count() == 1
