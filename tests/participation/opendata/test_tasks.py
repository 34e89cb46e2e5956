"""Jobs of moving in."""

import pytest

from agora.files import gateway
from agora.jobs.running import perform
from agora.rules import SYSTEM
from participation.contributions.models import Contribution
from participation.opendata.actions.imports import NotReady, confirm_import, receive_files
from participation.opendata.models import ImportRun
from participation.opendata.tasks import forget_files, load_run, rehearse_run
from tests.factories.people import make_staff, sign_in
from tests.participation.opendata.exports import proposal_row, upload


def test_a_bad_date_names_its_line_and_a_load_that_fails_leaves_nothing(city, tmp_path):
    agent = make_staff("director")
    bad = [proposal_row(1), proposal_row(2, created_at="hier")]
    run = receive_files(actor=agent, uploads=[upload(tmp_path, *bad)])
    ImportRun.objects.update(state="loading")

    load_run(run=run.pk)
    run.refresh_from_db()

    assert run.state == "failed"
    assert "ligne 3, colonne « created_at »" in run.report["refused"].replace("\xa0", " ")
    assert not Contribution.objects.exists()


def test_jobs_run_twice_do_their_work_once(city, tmp_path):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])

    rehearse_run(run=run.pk)
    rehearse_run(run=run.pk)
    load_run(run=run.pk)
    assert not Contribution.objects.exists()
    confirm_import(actor=SYSTEM, run=run)
    with pytest.raises(NotReady):
        confirm_import(actor=SYSTEM, run=run)
    load_run(run=run.pk)
    load_run(run=run.pk)
    forget_files(run=run.pk)
    forget_files(run=run.pk)

    assert Contribution.objects.count() == 2


def test_a_file_that_cannot_be_read_is_refused_by_the_rehearsal(city, tmp_path):
    bad = [proposal_row(1, created_at="hier")]
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path, *bad)])

    rehearse_run(run=run.pk)
    run.refresh_from_db()

    assert run.state == "refused"
    assert "proposals.csv, ligne 2" in run.report["refused"].replace("\xa0", " ")


@pytest.mark.parametrize("job", ["opendata.rehearse", "opendata.load"])
def test_whoever_waits_is_told_when_a_failure_of_ours_stopped_it(city, client, tmp_path, job):
    director = make_staff("director")
    run = receive_files(actor=director, uploads=[upload(tmp_path)])
    ImportRun.objects.update(state="loading" if job == "opendata.load" else "uploaded")
    gateway.delete(run.files.get().key)  # what nobody foresaw
    args = {"run": run.pk, "city": city.schema}

    with pytest.raises(Exception):  # noqa: B017  whatever it is
        perform(job, args)
    run.refresh_from_db()
    waiting = run.state in ImportRun.BUSY
    with pytest.raises(Exception):  # noqa: B017
        perform(job, args, last=True)
    page = sign_in(client, director).get(f"/gestion/reprise/{run.uid}/")

    assert waiting
    assert "Interrompu" in page.text
    assert "Rien n’a été importé" in page.text
    assert "avec les mêmes fichiers" in page.text
    assert 'hx-trigger="every' not in page.text


def test_a_run_that_waits_for_nothing_is_left_alone(city, tmp_path):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    for job, states in (
        (rehearse_run, ("ready", "done")),
        (load_run, ("uploaded", "ready", "done")),
    ):
        for state in states:
            ImportRun.objects.update(state=state)
            job(run=run.pk)
            run.refresh_from_db()
            assert (run.state, run.report) == (state, {})
    rehearse_run(run=run.pk + 1)


def test_forgotten_files_are_gone_from_storage_and_their_names_stay(city, tmp_path):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    file = run.files.get()
    assert b"".join(gateway.read(file.key)).startswith(b"id;")

    forget_files(run=run.pk)

    with pytest.raises(gateway.Missing):
        gateway.read(file.key)
    assert run.files.get().name == "proposals.csv"
