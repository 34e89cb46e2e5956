"""The upload of an export."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.opendata.forms import FilesField, ImportForm
from participation.opendata.models import ImportRun
from tests.factories.people import make_staff
from tests.participation.opendata.exports import upload

URL = "/gestion/reprise/"


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


def test_one_file_or_several_come_out_as_a_list(tmp_path):
    one, two = upload(tmp_path, name="a.csv"), upload(tmp_path, name="B.CSV")

    assert FilesField().clean(one) == [one]
    assert FilesField().clean([one, two]) == [one, two]


def test_the_wrong_file_among_good_ones_is_named(tmp_path):
    archive = SimpleUploadedFile("export.zip", b"PK")

    with pytest.raises(ValidationError) as refusal:
        FilesField().clean([upload(tmp_path), archive])

    assert refusal.value.messages == [
        "«\xa0export.zip\xa0» n’est pas un fichier CSV. Décompressez d’abord l’archive."
    ]


def test_the_browser_offers_to_choose_several():
    assert " multiple" in str(ImportForm()["files"])
