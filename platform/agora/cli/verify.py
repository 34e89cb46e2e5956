"""`agora verify`: what a start would refuse, without starting."""

import argparse
from typing import get_args

from agora.conf import startup


def verify(arguments: list[str]) -> int:
    """Say « ok », or refuse as the process would."""
    parser = argparse.ArgumentParser(prog="agora verify", description=verify.__doc__)
    kinds = get_args(startup.Kind)
    parser.add_argument("--for", dest="kind", choices=kinds, default="web", help="which process")
    asked = parser.parse_args(arguments)
    startup.verify(asked.kind)
    print("ok")
    return 0
