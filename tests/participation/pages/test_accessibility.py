"""The statement says what the audit file says, in the words of the law."""

import json
from datetime import date

import pytest

from participation.pages.accessibility import AUDIT_FILE, Level, Status, statement

TODAY = date(2026, 11, 24)


@pytest.fixture
def audit(tmp_path):
    """Write an audit of ten criteria with these statuses."""

    def write(*statuses, audited_on="2026-01-10"):
        criteria = {f"1.{n}": {"status": s, "evidence": "vu"} for n, s in enumerate(statuses, 1)}
        content = {
            "standard": "RGAA 4.1.2",
            "product_version": "1",
            "audited_on": audited_on,
            "auditor": "un cabinet",
            "sample": ["/"],
            "tools": ["axe"],
            "topics": {"1": {"title": "Images", "criteria": criteria}},
        }
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        return statement(on=TODAY, file=file)

    return write


@pytest.mark.parametrize(
    ("statuses", "level", "rate"),
    [
        (["met", "met", "not_applicable"], Level.TOTAL, 100),
        (["met", "failed"], Level.PARTIAL, 50),
        (["met", "failed", "failed"], Level.NONE, 33),
        (["met", "exempt"], Level.PARTIAL, 100),
        (["not_applicable"], Level.NONE, None),
        (["met", "untested"], Level.NONE, None),
    ],
)
def test_the_level_follows_the_share_of_criteria_met(audit, statuses, level, rate):
    found = audit(*statuses)

    assert (found.level, found.rate) == (level, rate)


@pytest.mark.parametrize(
    ("audited_on", "valid"),
    [
        (None, False),
        ("2026-12-01", False),
        ("2023-11-23", False),
        ("2023-11-24", True),
        ("2024-02-29", True),
    ],
)
def test_an_audit_is_worth_three_years(audit, audited_on, valid):
    assert audit("met", audited_on=audited_on).valid is valid


def test_failures_and_exemptions_are_listed_with_their_evidence(audit):
    found = audit("failed", "exempt", "met")

    assert [(one.number, one.evidence) for one in found.failures] == [("1.1", "vu")]
    assert [one.number for one in found.exemptions] == ["1.2"]


def test_the_file_of_the_product_names_the_106_criteria():
    found = statement(on=TODAY, file=AUDIT_FILE)

    assert len(found.criteria) == 106
    assert {one.status for one in found.criteria} <= set(Status)


def test_the_product_claims_nothing_no_audit_has_shown():
    found = statement(on=TODAY)

    assert found.valid is (found.audited_on is not None)
    assert found.valid or found.level == Level.NONE
