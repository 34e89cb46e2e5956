"""Refuses skipped tests in continuous integration: `python .ci/skips.py build/tests.xml`."""

import sys
from xml.etree import ElementTree


def main(report: str) -> int:
    """Name every skipped test; the exit code says whether there was one."""
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314  our own report
    skipped = [case for case in cases if case.find("skipped") is not None]
    for case in skipped:
        print(f"skipped: {case.get('classname')}.{case.get('name')}")
    return bool(skipped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
