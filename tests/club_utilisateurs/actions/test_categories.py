"""Shelves: put up and renamed by facilitators alone."""

import pytest

from agora.rules import Refused
from club_utilisateurs.actions.categories import add_category, describe_category
from club_utilisateurs.models import Category, Member


def account_of(member):
    return Member.objects.get(pk=member.pk).account


def test_a_club_begins_with_shelves(in_club):
    assert list(Category.objects.values_list("slug", flat=True)) == [
        "restitution", "budget-participatif", "mobiliser", "ateliers", "moderation", "outil",
    ]  # fmt: skip


def test_a_shelf_stands_after_the_others_at_an_address_of_its_own(in_club, facilitator):
    actor = account_of(facilitator)
    first = add_category(actor=actor, name="Écoles", description="Avec les enfants.")
    again = add_category(actor=actor, name="Ecoles !")
    unnamed = add_category(actor=actor, name="???")

    assert (first.slug, again.slug, unnamed.slug) == ("ecoles", "ecoles-2", "rubrique")
    assert [one.slug for one in Category.objects.all()][-3:] == ["ecoles", "ecoles-2", "rubrique"]


def test_the_first_shelf_of_all_stands_first(in_club, facilitator):
    Category.objects.all().delete()

    assert add_category(actor=account_of(facilitator), name="Écoles").position == 0


def test_a_shelf_renamed_keeps_its_address(in_club, facilitator):
    shelf = Category.objects.get(slug="outil")

    describe_category(actor=account_of(facilitator), category=shelf, name="Agora", description="")

    shelf.refresh_from_db()
    assert (shelf.slug, shelf.name, shelf.description) == ("outil", "Agora", "")


def test_members_put_up_no_shelf(in_club, member_a):
    actor, shelf = account_of(member_a), Category.objects.get(slug="outil")
    with pytest.raises(Refused):
        add_category(actor=actor, name="À moi")
    with pytest.raises(Refused):
        describe_category(actor=actor, category=shelf, name="À moi")

    assert not Category.objects.filter(name="À moi").exists()
