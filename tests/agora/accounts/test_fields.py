"""A column that follows another one of its row."""

import pytest
from django.db import IntegrityError, transaction
from django.db.migrations.writer import MigrationWriter

from agora.accounts.fields import NameKeyField
from agora.accounts.models import User
from tests.factories.people import make_user


def test_the_key_of_the_name_follows_bulk_writes(city):
    [user] = User.objects.bulk_create([User(email="a@exemple.fr", pseudonym="Zoé")])

    assert user.pseudonym_key == "zoe"
    assert User.objects.get(pk=user.pk).pseudonym_key == "zoe"


def test_it_follows_a_change_of_name_and_nobody_sets_it_by_hand(city):
    user = make_user(pseudonym="Zoé", pseudonym_key="autre")
    assert user.pseudonym_key == "zoe"

    user.pseudonym = "Élodie D."
    user.save()
    assert User.objects.get(pk=user.pk).pseudonym_key == "elodied"


def test_the_former_name_is_free_again(city):
    user = make_user(pseudonym="Zoé")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(pseudonym="zoe")

    user.pseudonym = "Nour"
    user.save()

    assert make_user(pseudonym="zoe").pseudonym_key == "zoe"


def test_nobody_owns_the_empty_name(city):
    gone = [make_user(pseudonym="", erased_at="2026-01-01T00:00Z") for _n in range(2)]

    assert [one.pseudonym_key for one in gone] == [None, None]


def test_a_migration_remembers_which_column_it_follows():
    field = NameKeyField(source="pseudonym", max_length=80)

    written, _imports = MigrationWriter.serialize(field)
    _name, path, args, options = field.deconstruct()

    assert "source='pseudonym'" in written
    assert path == "agora.accounts.fields.NameKeyField"
    assert NameKeyField(*args, **options).source == "pseudonym"
