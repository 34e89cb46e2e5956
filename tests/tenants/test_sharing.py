"""What leaves a city, held by the database itself: doors, rights, revocation, erasure.

Whoever asks stands in the skin of a city's role, by raw SQL as well as by the actions.
"""

import json
import uuid
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from agora.context import enter, owner, public
from agora.rules import SYSTEM
from tenants.actions import sharing
from tenants.disclosure.levels import HIDDEN, NeverLeaves
from tenants.models import (
    BlueprintReuse,
    ClubGrant,
    Disclosable,
    Disclosure,
    SharedBlueprint,
    SharedSheet,
)
from tenants.registries import Disclosed, disclosures
from tests.factories.club import grant, in_public
from tests.factories.people import make_staff, make_user
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
TABLES = (ClubGrant, Disclosure, SharedSheet, SharedBlueprint, BlueprintReuse)
DISCLOSE = "tenants_disclose(%s, %s, %s::jsonb, %s, '2026-11', '', 'Ana')"


def call(door, *values):
    """Call a door as the city one is in; what it says when it refuses."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {door}", values)
    except DatabaseError as error:
        return str(error)
    return ""


def disclose(key, value, level="named", subject="card"):
    return call(DISCLOSE, subject, key, json.dumps(value), level)


def out(city):
    """What is out of a city, read by the owner of all."""

    def rows():
        with public():
            return {one.key: one.value for one in Disclosure.objects.filter(city_id=city.id)}

    return outside(rows)


def register(key, **facts):
    def work():
        with owner():
            Disclosable.objects.create(key=key, level="aggregate", **facts)

    outside(work)


@pytest.fixture
def counted(city):
    """A registered figure, known to the door too."""
    item = Disclosed(
        label="x", text="x", purpose="x", compute=lambda subject: subject, level="aggregate"
    )
    register("figures.counted")
    with disclosures.lending("figures.counted", item):
        yield "figures.counted"


# --- Keys and levels ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["card.mail", "figures.names", "resident.name", "card.", "CARD.PRESENTATION", "", "card"]
)
def test_a_key_nobody_registered_is_written_by_no_caller(city, key):
    with pytest.raises(NeverLeaves):
        sharing.share_value(actor=SYSTEM, subject="card", key=key, value="Lila")

    assert "is not registered" in disclose(key, "Lila")
    assert out(city) == {}


def test_a_key_registered_as_never_is_written_by_no_caller(city):
    never = Disclosed(label="x", text="x", purpose="x", compute=str)
    with disclosures.lending("card.secret", never):
        with pytest.raises(NeverLeaves):
            sharing.share_value(actor=SYSTEM, subject="card", key="card.secret", value="Lila")
        assert "is not registered" in disclose("card.secret", "Lila", "never")
        assert "is not registered" in disclose("card.secret", "Lila", "named")

    assert out(city) == {}


def test_no_level_but_the_registered_one_opens_the_door(city):
    assert "is not registered" in disclose("card.presentation", "Lila", "aggregate")
    assert "is not registered" in disclose("card.presentation", "Lila", "never")
    assert out(city) == {}
    assert disclose("card.presentation", "Une ville qui écoute") == ""
    assert out(city) == {"card.presentation": "Une ville qui écoute"}


def test_the_owner_himself_writes_no_row_of_level_never(city):
    def planted():
        with public():
            Disclosure.objects.create(
                city_id=city.id, subject_ref="card", key="card.presentation", value="x",
                level="never", text_version="1", by_label="Ana",
            )  # fmt: skip

    with pytest.raises(DatabaseError, match="never_leaves"):
        outside(planted)


@pytest.mark.parametrize(
    "value",
    [
        "Lila, 12 rue des Lilas",
        ["Lila"],
        True,
        None,
        3,
        9.5,
        {"below": 5},
        {"name": "Lila"},
        {"cells": {"a": 3}, "total": 30},
        {"cells": {"a": 30}, "total": 3},
        {"cells": {"a": "Lila"}, "total": 30},
        {"cells": {"a": 30}, "total": "Lila"},
        {"cells": {"a": 30}},
        {"cells": ["Lila"], "total": 30},
        {"cells": {"a": 30}, "total": 30, "who": "Lila"},
    ],
)
def test_an_aggregate_carries_no_words_and_no_small_cell_through_the_raw_door(counted, city, value):
    assert "an aggregate is" in disclose(counted, value, "aggregate", "PART-1")
    assert out(city) == {}


@pytest.mark.parametrize(
    "value",
    [
        0,
        10,
        128,
        12.5,
        HIDDEN,
        {"cells": {"a": None, "b": 40, "c": 0}, "total": None},
        {"cells": {}, "total": 0},
    ],
)
def test_what_the_suppression_writes_goes_through(counted, city, value):
    assert disclose(counted, value, "aggregate", "PART-1") == ""
    assert out(city) == {counted: value}


def test_what_counts_nobody_may_be_small_and_still_carries_no_words(city):
    register("figures.counted", counts_people=False)

    assert "an aggregate is" in disclose("figures.counted", "Lila", "aggregate")
    assert "an aggregate is" in disclose("figures.counted", {"name": "Lila"}, "aggregate")
    assert disclose("figures.counted", 3, "aggregate") == ""
    assert out(city) == {"figures.counted": 3}


def test_only_those_who_answer_for_it_share_or_take_back(city):
    share = {"subject": "card", "key": "card.presentation"}
    for actor in (make_user(), make_staff("communication"), make_staff("project_officer")):
        with pytest.raises(PermissionDenied):
            sharing.share_value(actor=actor, value="Lila", **share)
    sharing.share_value(actor=make_staff("platform_officer"), value="Une ville", **share)
    with pytest.raises(PermissionDenied):
        sharing.withdraw_value(actor=make_user(), **share)

    assert out(city) == {"card.presentation": "Une ville"}


@pytest.mark.parametrize(("version", "kept"), [("2026-11", True), ("2020-01", False)])
def test_the_date_of_a_yes_stays_while_its_words_do(city, version, kept):
    disclose("card.presentation", "Un")
    old = datetime(2020, 1, 1, tzinfo=UTC)

    def aged():
        with public():
            Disclosure.objects.update(given_at=old, text_version=version)

    outside(aged)
    disclose("card.presentation", "Deux")

    assert (given(city) == old) is kept


def given(city):
    def work():
        with public():
            return Disclosure.objects.get(city_id=city.id).given_at

    return outside(work)


# --- One city and another ----------------------------------------------------------------------


@pytest.fixture
def planted(other_city, cities):
    """All that Montclair gave: value, sheet, blueprint, access, reuse."""
    person, sheet, blueprint = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()

    def work():
        with enter(other_city):
            sharing.share_value(
                actor=SYSTEM, subject="card", key="card.presentation", value="Montclair à part"
            )
            fields = {"subject_ref": "P1", "title": "Fiche à part", "content": {}, "by_label": "A"}
            sharing.share_sheet(actor=SYSTEM, uid=sheet, fields=fields)
            fields = {"title": "Modèle à part", "manifest": {}, "by_label": "Ana"}
            sharing.share_blueprint(
                actor=SYSTEM, uid=blueprint, version=1, fields=fields, content=b"zip"
            )
            sharing.note_reuse(actor=SYSTEM, uid=blueprint, version=1)
        grant(other_city, person)

    outside(work)
    return {"person": person, "sheet": sheet, "blueprint": blueprint}


def state_of(city):
    def work():
        with public():
            return {
                model.__name__: list(model.objects.filter(city_id=city.id).order_by("pk").values())
                for model in TABLES
            }

    return outside(work)


def test_no_door_of_one_city_moves_what_another_gave(city, other_city, planted):
    before = state_of(other_city)
    assert all(before.values())
    sheet = {"subject_ref": "P1", "title": "Volée", "content": {}, "by_label": "x"}
    paper = {"title": "Volé", "manifest": {}, "by_label": "x"}

    call("tenants_withdraw('card', '')")
    call("tenants_withdraw('card', 'card.presentation')")
    call("tenants_set_grant(%s, false)", planted["person"])
    call("tenants_withdraw_sheet(%s)", planted["sheet"])
    call("tenants_withdraw_blueprint(%s, false)", planted["blueprint"])
    stolen = call("tenants_share_sheet(%s, %s::jsonb)", planted["sheet"], json.dumps(sheet))
    retold = call(
        "tenants_share_blueprint(%s, 2, %s::jsonb, 'x')", planted["blueprint"], json.dumps(paper)
    )

    assert "another city's" in stolen
    assert "another city's" in retold
    assert state_of(other_city) == before


def test_no_qualified_name_reads_or_writes_what_another_gave(city, other_city, planted):
    before = state_of(other_city)
    for table in (
        *(one._meta.db_table for one in TABLES),
        "tenants_disclosable",
        "tenants_city_card",
    ):
        for statement in (
            f"SELECT * FROM public.{table}",
            f"DELETE FROM public.{table}",
            f"INSERT INTO public.{table} SELECT * FROM public.{table}",
        ):
            with (
                pytest.raises(DatabaseError, match=r"permission denied|cannot"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
    assert state_of(other_city) == before


@pytest.mark.parametrize("view", ["own_disclosure", "own_sheet", "own_blueprint", "own_grant"])
def test_a_city_s_own_view_shows_nothing_of_another_and_writes_nothing(
    city, other_city, planted, view
):
    def rows():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM public.tenants_{view}")
            return cursor.fetchone()[0]

    assert rows() == 0

    def theirs():
        with enter(other_city):
            return rows()

    assert outside(theirs) == 1
    for statement in (
        f"DELETE FROM public.tenants_{view}",
        f"UPDATE public.tenants_{view} SET id = 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_role_of_a_city_cannot_be_put_on_inside_a_door(city, other_city, planted):
    before = state_of(other_city)

    def posing():
        with enter(city), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', 'pg_temp, public', true)")
            cursor.execute("SELECT tenants_withdraw('card', '')")

    outside(posing)

    assert state_of(other_city) == before


def test_the_provider_and_nobody_give_through_no_door():
    with public():
        told = disclose("card.presentation", "x")
        assert "only a city gives" in told
        assert Disclosure.objects.count() == 0


def test_a_sheet_and_card_withdrawn_leave_no_row(city):
    uid = uuid.uuid4()
    sharing.share_sheet(
        actor=SYSTEM,
        uid=uid,
        fields={"subject_ref": "P1", "title": "Fiche", "content": {}, "by_label": "Ana"},
    )
    sharing.share_value(actor=SYSTEM, subject="card", key="card.answers", value=True)

    sharing.withdraw_sheet(actor=SYSTEM, uid=uid)
    assert sharing.withdraw_value(actor=SYSTEM, subject="card") == 1

    assert all(not rows for rows in state_of(city).values())


def test_what_moderation_hid_stays_hidden_though_taken_out_and_put_back(city):
    uid = uuid.uuid4()
    fields = {"subject_ref": "P1", "title": "Fiche", "by_label": "Ana", "words": "Un nom à taire",
              "content": {"aim": "Un nom à taire"}, "public": True}  # fmt: skip
    sharing.share_sheet(actor=SYSTEM, uid=uid, fields=fields)
    hidden = {"hidden_at": datetime.now(UTC), "hidden_reason": "Données personnelles"}
    in_public(lambda: SharedSheet.objects.filter(uid=uid).update(**hidden))

    sharing.withdraw_sheet(actor=SYSTEM, uid=uid)
    [row] = state_of(city)["SharedSheet"]
    assert (row["title"], row["content"], row["words"], row["by_label"]) == ("", {}, "", "")
    assert (row["public"], row["hidden_reason"]) == (False, "Données personnelles")

    sharing.share_sheet(actor=SYSTEM, uid=uid, fields=fields)
    [row] = state_of(city)["SharedSheet"]
    assert (row["title"], row["hidden_reason"]) == ("Fiche", "Données personnelles")
    assert row["hidden_at"] is not None


def test_an_access_that_closes_takes_its_badge_along(city):
    person, other = uuid.uuid4(), uuid.uuid4()
    for one in (person, other):
        assert call("tenants_set_grant(%s, true)", one) == ""
    in_public(lambda: ClubGrant.objects.update(unread=7))

    assert call("tenants_set_grant(%s, false)", person) == ""

    said = {row["staff_uid"]: row["unread"] for row in state_of(city)["ClubGrant"]}
    assert said == {person: 0, other: 7}
