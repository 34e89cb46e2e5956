"""Refuses skipped tests in continuous integration: `python .ci/skips.py build/tests.xml`."""

import sys
from xml.etree import ElementTree

# Reasons that no installation by us could mend. Terraform is in no Debian release and its licence
# is not a free one: a machine without it must still be able to say that all is well.
ACCEPTED = ("terraform is in no Debian release",)


def main(report: str) -> int:
    """Name every skipped test; the exit code says whether one had a reason that is not accepted."""
    refused = 0
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  our own report
        skipped = case.find("skipped")
        if skipped is None:
            continue
        reason = skipped.get("message") or ""
        known = any(accepted in reason for accepted in ACCEPTED)
        refused += not known
        name = f"{case.get('classname')}.{case.get('name')}"
        print(f"{'skipped' if known else 'SKIPPED'}: {name}: {reason}")
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
