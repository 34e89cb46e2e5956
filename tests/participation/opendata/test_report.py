"""What an import did or would do."""

import json

from participation.opendata.report import Announced, FileReport, Report

REPORT = Report(
    files=[
        FileReport(name="p.csv", rows=5, new=3, changed=1, unchanged=1),
        FileReport(name="c.csv", rows=4, new=4),
        FileReport(name="notes.csv", refused="aucune colonne reconnue"),
    ],
    announced=[Announced("votes", 3, 0), Announced("commentaires", 4, 4)],
)


def test_totals_run_over_every_file():
    assert (REPORT.new, REPORT.changed) == (7, 1)
    assert [file.name for file in REPORT.refused] == ["notes.csv"]


def test_a_figure_agrees_when_the_files_hold_all_that_was_announced():
    assert [line.agrees for line in REPORT.announced] == [False, True]


def test_a_report_is_kept_as_json_with_its_totals():
    kept = json.loads(json.dumps(REPORT.as_dict()))

    assert (kept["new"], kept["changed"], kept["files"][0]["rows"]) == (7, 1, 5)
    assert kept["announced"][0] == {"label": "votes", "announced": 3, "found": 0}


def test_two_reports_share_nothing():
    Report().files.append(FileReport(name="p.csv"))
    FileReport(name="p.csv").hosts["ville.fr"] = 1

    assert Report().files == []
    assert FileReport(name="p.csv").hosts == {}
