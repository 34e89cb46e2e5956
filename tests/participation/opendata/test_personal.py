"""What moving in keeps on a person."""

from participation.opendata import personal
from participation.opendata.actions.imports import receive_files
from participation.opendata.models import ImportRun
from tests.factories.people import make_staff
from tests.participation.opendata.exports import upload


def test_who_launched_an_import_is_told_then_forgotten(city, tmp_path):
    agent = make_staff("director")
    receive_files(actor=agent, uploads=[upload(tmp_path)])

    assert len(personal.export(agent)) == 1
    personal.erase(agent)
    assert ImportRun.objects.get().created_by is None


def test_nobody_is_told_nor_loses_the_imports_of_others(city):
    agent, other = make_staff("director"), make_staff("director")
    ImportRun.objects.create(created_by=other, state="done")

    assert personal.export(agent) == []
    personal.erase(agent)

    [told] = personal.export(other)
    assert set(told) == {"created_at", "finished_at", "state"}
