"""Guards 6 and 8: foreign keys stay in their house, point down, and people are declared."""

import ast
from types import SimpleNamespace

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey

from agora.context.router import apps_of
from agora.personal_data import holdings
from tests.architecture.sources import calls, may_know, name_of, part_of, python_files, tree

HOUSES = {"public", "club", "city"}
LABELS = {part.rpartition(".")[2]: part for part in (*settings.KERNEL_APPS, *settings.SLICES)}
LABELS["tenants"] = "tenants"


def ours():
    parts = set(LABELS.values())
    return [model for model in apps.get_models() if model._meta.app_config.name in parts]


def houses_of(label):
    return {house for house in HOUSES if label in apps_of("t_city" if house == "city" else house)}


def crossings(fields):
    """Foreign keys that some house would hold without the table they point to."""
    return [
        str(field)
        for field in fields
        if not houses_of(field.model._meta.app_label)
        <= houses_of(field.related_model._meta.app_label)
    ]


def links_to_people():
    """Foreign keys to an account, ours and those of the packages we use."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is get_user_model()
    ]


def undeclared(fields, declared):
    return [str(field) for field in fields if str(field) not in declared]


def foreign_keys():
    return [
        field
        for model in ours()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
    ]


def names_by_string(module):
    """Model names written as text: in a relation, or in `get_model`."""
    for call, name in calls(module):
        verb = name.rpartition(".")[2]
        if verb in {"ForeignKey", "OneToOneField", "ManyToManyField", "get_model"} and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.lineno, first.value


def upward(part, module):
    """Names by text of a part that stands higher or beside."""
    return [
        (line, value)
        for line, value in names_by_string(module)
        if (owner := LABELS.get(value.partition(".")[0].lower())) and not may_know(part, owner)
    ]


def test_no_foreign_key_leaves_its_house():
    assert crossings(foreign_keys()) == []


def test_a_foreign_key_that_leaves_its_house_is_found():
    def model(label):
        return SimpleNamespace(_meta=SimpleNamespace(app_label=label))

    fields = [SimpleNamespace(model=model("accounts"), related_model=model("tenants"))]

    assert len(crossings(fields)) == 1


def test_no_table_of_ours_names_a_content_type():
    kinds = [
        str(key)
        for key in foreign_keys()
        if key.related_model._meta.label_lower == "contenttypes.contenttype"
    ]

    assert kinds == []


def test_every_link_to_a_person_is_declared_as_personal_data():
    people = links_to_people()
    declared = {name for holding in holdings.values() for name in holding.fields}

    assert people
    assert undeclared(people, declared) == []
    assert declared - {str(key) for key in people} == set(), "declared, and does not exist"


def test_an_undeclared_link_to_a_person_is_found():
    people = links_to_people()

    assert undeclared(people[:1], set()) == [str(people[0])]


def test_no_name_by_text_goes_up():
    found = {name_of(path): upward(part_of(path), tree(path)) for path in python_files()}

    assert {path: names for path, names in found.items() if names} == {}


def test_a_name_by_text_going_up_is_found():
    module = ast.parse(
        "a = ForeignKey('proposals.Proposal')\nb = apps.get_model('files.StoredFile')"
    )

    assert upward("participation.pages", module) == [(1, "proposals.Proposal")]
