"""Moving in from the team's space and from the command line: upload, report, confirm, done."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from agora.context import enter
from agora.files import gateway
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM, Refused
from participation.contributions.models import Contribution
from participation.opendata import personal
from participation.opendata.actions.imports import (
    NotReady,
    confirm_import,
    finish_import,
    receive_files,
)
from participation.opendata.models import ImportRun
from participation.opendata.progress import show_progress
from participation.opendata.queries import destination
from participation.opendata.tasks import forget_files, load_run, rehearse_run
from tests.factories.people import make_staff, make_user
from tests.participation.opendata.exports import comment_row, load, proposal_row, write

URL = "/gestion/reprise/"


def upload(tmp_path, *rows, name="proposals.csv"):
    path, name = write(tmp_path, name, list(rows) or [proposal_row(1), proposal_row(2)])
    return SimpleUploadedFile(name, path.read_bytes(), "text/csv")


def test_the_team_reads_the_report_then_confirms(city, client, tmp_path):
    client.force_login(make_staff("director"))

    sent = client.post(URL, {"files": [upload(tmp_path)]})
    waiting = client.get(sent["Location"]).text
    run_pending()
    ready = client.get(sent["Location"])
    assert not Contribution.objects.exists()
    client.post(f"{sent['Location']}confirmer/")
    client.post(f"{sent['Location']}confirmer/")
    run_pending()
    done = client.get(sent["Location"]).text
    run = ImportRun.objects.get()

    assert "Fichiers reçus" in waiting
    assert "Importer ces lignes" in ready.text
    assert "À confirmer" in ready.text
    assert Contribution.objects.count() == 2
    assert run.state == "done"
    assert "Concertations reprises" in done
    with pytest.raises(gateway.Missing):
        gateway.read(run.files.get().key)


def test_a_script_follows_and_is_told_to_stop_asking(city, client, tmp_path):
    client.force_login(make_staff("platform_officer"))
    sent = client.post(URL, {"files": [upload(tmp_path)]})

    busy = client.get(sent["Location"], headers={"HX-Request": "true"})
    run_pending()
    ended = client.get(sent["Location"], headers={"HX-Request": "true"})

    assert (busy.status_code, ended.status_code) == (200, 286)
    assert "<html" not in ended.text


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "vide.csv", "« vide.csv » est vide."),
        (b"x", "notes.txt", "n’est pas un fichier CSV"),
        (None, "", "Choisissez au moins un fichier CSV."),
    ],
)
def test_a_bad_upload_says_why(city, client, content, name, message):
    client.force_login(make_staff("director"))
    file = io.BytesIO(content or b"")
    file.name = name

    answer = client.post(URL, {"files": [file] if name else []})

    assert answer.status_code == 422
    assert message in answer.text.replace("\xa0", " ")
    assert not ImportRun.objects.exists()


def test_too_many_or_too_large_files_are_refused(city, client, tmp_path, monkeypatch):
    client.force_login(make_staff("director"))

    many = client.post(URL, {"files": [upload(tmp_path) for _n in range(21)]})
    monkeypatch.setattr("participation.opendata.forms.LARGEST", 10)
    large = client.post(URL, {"files": [upload(tmp_path)]})

    assert "Vingt fichiers au plus" in many.text
    assert "dépasse 200 Mo" in large.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a;b\n1;2\n", "aucun export Decidim connu"),
        (b"seule\n1\n", "aucune colonne reconnue"),
        (b"id;title;budget_amount;url\n", "ne se reprennent pas encore"),
        (b"\x00\x01\x02binaire", "ce n’est pas un fichier CSV"),
        (b"id;id;title\n1;1;x\n", "présente deux fois"),
    ],
)
def test_an_unreadable_file_is_refused_with_its_reason_and_nothing_is_imported(
    city, client, content, message
):
    client.force_login(make_staff("director"))
    file = io.BytesIO(content)
    file.name = "fichier.csv"

    sent = client.post(URL, {"files": [file]})
    run_pending()
    page = client.get(sent["Location"]).text

    assert message in page.replace("\xa0", " ")
    assert "Rien n’a été importé." in page.replace("\xa0", " ")
    assert not Contribution.objects.exists()


def test_a_ragged_row_names_its_line_and_column(city, client, tmp_path):
    client.force_login(make_staff("director"))
    file = upload(tmp_path, proposal_row(1, body="deux\nlignes"))
    file = io.BytesIO(file.read() + b"2;coupee\n")
    file.name = "p.csv"

    sent = client.post(URL, {"files": [file]})
    run_pending()
    page = client.get(sent["Location"]).text.replace("\xa0", " ")

    assert "p.csv, ligne 4, colonne « category/name/en »" in page
    assert "2 cellules au lieu de 15" in page


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


def test_storage_down_keeps_nothing_and_says_so(city, client, tmp_path, settings):
    client.force_login(make_staff("director"))
    blocked = tmp_path / "plein"
    blocked.write_text("un fichier à la place du dossier")
    settings.DATA_DIR = blocked

    answer = client.post(URL, {"files": [upload(tmp_path)]})

    assert answer.status_code == 422
    assert "Le stockage ne répond pas" in answer.text
    assert not ImportRun.objects.exists()


def test_neither_residents_nor_another_city_see_an_import(
    city, other_city, client, client_for, tmp_path
):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    client.force_login(make_user())

    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{run.uid}/").status_code == 403
    assert client_for(other_city).get(f"{URL}{run.uid}/").status_code in (302, 404)
    with pytest.raises(Refused):
        finish_import(actor=make_user(), run=run, report=None)


def test_the_command_is_dry_unless_confirmed(city, tmp_path, capsys):
    path, _name = write(tmp_path, "p.csv", [proposal_row(1)])
    comments, _name = write(tmp_path, "c.csv", [comment_row(1, on=9)])
    arguments = ["import", "decidim", str(path), str(comments), "--city", city.host]

    call_command(*arguments)
    assert not Contribution.objects.exists()
    call_command(*arguments, "--confirm")

    assert Contribution.objects.count() == 3
    said = capsys.readouterr().out
    assert "Rien n’a été écrit" in said
    assert "1 pages commentées absentes" in said
    with pytest.raises(CommandError):
        call_command("import", "decidim", str(path), "--city", "nulle-part.localhost")
    with pytest.raises(CommandError):
        call_command("import", "decidim", str(tmp_path / "absent.csv"), "--city", city.host)


def test_who_launched_an_import_is_told_then_forgotten(city, tmp_path):
    agent = make_staff("director")
    receive_files(actor=agent, uploads=[upload(tmp_path)])

    assert len(personal.export(agent)) == 1
    personal.erase(agent)
    assert ImportRun.objects.get().created_by is None


def test_a_stub_shows_its_comments_and_the_consultation_lists_it(city, client, tmp_path):
    load(write(tmp_path, "c.csv", [comment_row(1, on=9)]))
    stub = Contribution.objects.get(kind="absent")

    page = client.get(f"/reprise/{stub.pk}/")

    assert "Réponse 1" in page.text
    assert stub.title in client.get(stub.consultation.get_absolute_url()).text
    assert client.get("/reprise/999999/").status_code == 404
    assert destination("x", "/processes/parc/f/11/proposals/9") == f"/reprise/{stub.pk}/"
    assert destination("x", "/nulle/part") is None


def test_progress_is_written_from_a_thread_of_its_own(city, tmp_path, monkeypatch):
    run = receive_files(actor=make_staff("director"), uploads=[upload(tmp_path)])
    monkeypatch.setattr(connection, "close", lambda: None)  # the thread's own in real life

    show_progress(run.pk, 40)

    assert ImportRun.objects.get().progress == 40


def test_a_city_entered_by_hand_imports_in_itself_alone(other_city, tmp_path):
    with enter(other_city):
        load(write(tmp_path, "p.csv", [proposal_row(1)]))
        assert Contribution.objects.count() == 1
