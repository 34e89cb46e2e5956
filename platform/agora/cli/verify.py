"""`agora verify`: what a start would refuse, without starting."""

import argparse
from typing import get_args

from agora.conf import startup


def verify(arguments: list[str]) -> int:
    """Say « ok », or refuse as the process would."""
    parser = argparse.ArgumentParser(prog="agora verify", description=verify.__doc__)
    kinds = get_args(startup.Kind)
    parser.add_argument("--for", dest="kind", choices=kinds, default="web", help="which process")
    parser.add_argument("--queues", default="", help="of a worker: which queues; all unless told")
    parser.add_argument("--wait", type=int, default=0, help="seconds for a database that is away")
    asked = parser.parse_args(arguments)
    startup.begin(asked.kind, queues=asked.queues, wait=asked.wait)
    print("ok")
    return 0
