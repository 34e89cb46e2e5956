"""The name of a shelf."""

from club_utilisateurs.forms.categories import CategoryForm
from club_utilisateurs.models import Category


def test_two_shelves_bear_no_same_name(in_club):
    form = CategoryForm({"name": "  l’OUTIL ", "description": ""})

    assert form.errors == {"name": ["Une rubrique porte déjà ce nom."]}


def test_a_shelf_may_keep_its_name(in_club):
    shelf = Category.objects.get(slug="outil")

    assert CategoryForm({"name": "L’outil", "description": "Bien."}, instance=shelf).is_valid()


def test_a_shelf_has_a_name(in_club):
    assert CategoryForm({"name": " "}).errors == {"name": ["Donnez un nom à la rubrique."]}
