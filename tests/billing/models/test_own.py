"""The views of a city's own rows are what their models say."""

import pytest
from django.apps import apps

from agora.context import enter, public

pytestmark = pytest.mark.django_db
VIEWS = [one for one in apps.get_app_config("billing").get_models() if not one._meta.managed]


def test_every_model_reads_its_view(two_books, cities):
    for model in VIEWS:
        with enter(cities["villeneuve"]):
            one = model.objects.first()
            assert one is not None, model
            assert str(one), model
            assert {field.attname for field in model._meta.concrete_fields} == set(
                model.objects.values().first()
            )


def test_a_due_item_and_an_order_are_named_as_in_the_books(two_books, cities):
    books = two_books["villeneuve"]
    with public():
        names = {books.due.reference, books.order.reference}
    with enter(cities["villeneuve"]):
        found = {model.__name__: model for model in VIEWS}
        due = found["OwnDueItem"].objects.get(uid=books.due.uid)
        assert {due.reference, found["OwnServiceOrder"].objects.get().reference} == names


def test_a_credit_note_says_what_it_corrects(two_books, cities):
    with enter(cities["villeneuve"]):
        found = {model.__name__: model for model in VIEWS}["OwnInvoice"]
        note = found.objects.get(kind=381)
        assert (note.is_credit_note, note.corrects.number) == (True, "AG2026-000001")
