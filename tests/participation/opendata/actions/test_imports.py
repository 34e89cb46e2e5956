"""The verbs of moving in: who may, at which step, and what is kept."""

import pytest

from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution
from participation.opendata.actions.imports import (
    NotReady,
    confirm_import,
    finish_import,
    keep_report,
    load_export,
    receive_files,
)
from participation.opendata.decidim.files import open_files
from participation.opendata.models import ImportRun
from participation.opendata.report import FileReport, Report
from tests.factories.people import make_staff, make_user
from tests.participation.opendata.exports import proposal_row, upload, write


def test_a_resident_may_not_import(city, tmp_path):
    files = open_files([write(tmp_path, "p.csv", [proposal_row(1)])])

    with pytest.raises(Refused):
        load_export(actor=make_user(), files=files)

    assert not Contribution.objects.exists()


def test_files_are_kept_until_the_run_ends(city, tmp_path):
    agent = make_staff("director")

    run = receive_files(
        actor=agent, uploads=[upload(tmp_path, name="a.csv"), upload(tmp_path, name="b.csv")]
    )

    assert [(file.name, file.size > 0) for file in run.files.all()] == [
        ("a.csv", True),
        ("b.csv", True),
    ]
    assert len({file.key for file in run.files.all()}) == 2
    assert (run.state, run.created_by) == ("uploaded", agent)
    assert pending() == [("opendata.rehearse", {"run": run.pk, "city": city.schema})]


def test_the_steps_of_a_run_and_what_each_keeps(city, tmp_path):
    agent = make_staff("platform_officer")
    run = receive_files(actor=agent, uploads=[upload(tmp_path)])
    with pytest.raises(NotReady):
        confirm_import(actor=agent, run=run)

    keep_report(actor=SYSTEM, run=run, report=Report(files=[FileReport(name="a", rows=3, new=2)]))
    run.refresh_from_db()
    assert (run.state, run.total, run.report["new"]) == ("ready", 3, 2)
    confirm_import(actor=agent, run=run)
    run.refresh_from_db()
    assert run.state == "loading"
    finish_import(actor=SYSTEM, run=run, report=Report(files=[FileReport(name="a", rows=3, new=2)]))

    run.refresh_from_db()
    assert (run.state, run.finished_at is None) == ("done", False)
    assert [name for name, _args in pending()] == [
        "opendata.rehearse", "opendata.load", "opendata.forget_files",
    ]  # fmt: skip


def test_a_refused_file_and_a_stopped_load_say_why(city, tmp_path):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])

    keep_report(actor=SYSTEM, run=run, report=None, refused="Illisible.")
    assert (run.state, run.report, run.total) == ("refused", {"refused": "Illisible."}, 0)
    with pytest.raises(NotReady):
        confirm_import(actor=SYSTEM, run=run)
    ImportRun.objects.filter(pk=run.pk).update(report={"new": 2})
    run.refresh_from_db()
    finish_import(actor=SYSTEM, run=run, report=None, refused="Interrompu.")

    assert (run.state, run.report) == ("failed", {"new": 2, "refused": "Interrompu."})


@pytest.mark.parametrize("role", [None, "reception", "communication"])
def test_no_verb_of_moving_in_is_for_everybody(city, tmp_path, role):
    person = make_staff(role) if role else make_user()
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    ImportRun.objects.update(state="ready")

    for verb in (
        lambda: receive_files(actor=person, uploads=[upload(tmp_path)]),
        lambda: keep_report(actor=person, run=run, report=None),
        lambda: confirm_import(actor=person, run=run),
        lambda: finish_import(actor=person, run=run, report=None),
    ):
        with pytest.raises(Refused):
            verb()

    assert [one.state for one in ImportRun.objects.all()] == ["ready"]
