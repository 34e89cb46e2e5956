"""The dry run."""

import pytest

from participation.consultations.models import Consultation, Sector
from participation.contributions.models import Contribution
from participation.opendata.decidim.files import open_files
from participation.opendata.decidim.reader import BadFile
from participation.opendata.rehearsal import rehearse
from tests.participation.opendata.exports import comment_row, load, proposal_row, write


def test_a_dry_run_tells_the_truth_and_writes_nothing(city, tmp_path):
    files = open_files([write(tmp_path, "p.csv", [proposal_row(1)])])

    report = rehearse(files=files)

    assert report.new == 1
    assert not Contribution.objects.exists()
    assert not Consultation.objects.exists()


def test_a_rehearsal_announces_exactly_what_the_load_then_does(city, tmp_path):
    files = [
        write(tmp_path, "p.csv", [proposal_row(1), proposal_row(2, scope__name__fr="Nord")]),
        write(tmp_path, "c.csv", [comment_row(1, on=1), comment_row(2, on=9)]),
    ]

    told = rehearse(files=open_files(files)).as_dict()
    assert not Sector.objects.exists()
    done = load(*files).as_dict()

    for report in (told, done):  # the number in the address is taken anew
        assert [one.pop("slug").startswith("parc-") for one in report["consultations"]] == [True]
    assert told == done
    assert (told["new"], told["stubs"]) == (4, {"parole.exemple.fr": 1})


def test_a_bad_cell_comes_through_and_leaves_nothing(city, tmp_path):
    rows = [proposal_row(1), proposal_row(2, created_at="hier")]
    seen = []

    with pytest.raises(BadFile, match="created_at"):
        rehearse(files=open_files([write(tmp_path, "p.csv", rows)]), tick=seen.append)

    assert (seen, Contribution.objects.count()) == ([], 0)
