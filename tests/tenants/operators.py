"""The provider's people, and forms as they fill them in."""

from typing import Any

from agora.accounts.models import User
from agora.context import public
from tests.factories.people import make_staff, sign_in

OPENING = {
    "name": "Rivefort",
    "kind": "commune",
    "population": "12300",
    "host": "rivefort.localhost",
    "admin_email": "claire.ouvrard@rivefort.exemple.fr",
    "admin_name": "Claire Ouvrard",
    "siren": "219 200 508",
    "insee": "92050",
    "target_state": "live",
}


def operator_on(console: Any) -> User:
    """Sign one of the provider's people in on the console."""
    with public():
        operator = make_staff("operator")
    sign_in(console, operator)
    return operator
