"""The provider's own steps of an opening.

Slices add theirs (starting pages, say) in `registries.setup_steps`: at the default weight they
run in the new schema, before the first administrator is invited.
"""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from agora.accounts.actions import invite
from agora.accounts.models import Invitation
from agora.context import enter, public
from agora.context.keys import storage_prefix
from agora.rules import SYSTEM
from tenants import directory, grants, smoke, spares
from tenants.actions.cities import finish_opening
from tenants.models import City, SetupRun
from tenants.models.city import new_schema_name
from tenants.registries import SetupStep

Result = dict[str, Any] | None


def reserve_id(city: City, run: SetupRun) -> Result:
    """Make sure that no schema or role of that name is left from elsewhere."""
    with public(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regnamespace(%(name)s) IS NULL AND to_regrole(%(name)s) IS NULL",
            {"name": city.schema_name},
        )
        if not cursor.fetchone()[0]:
            city.schema_name = new_schema_name()
            City.objects.filter(pk=city.pk).update(schema_name=city.schema_name)
            directory.carry(city)
    return {"schema": city.schema_name}


def reserve_storage(city: City, run: SetupRun) -> Result:
    """Note where the files of this city will live."""
    with enter(city.ref):
        return {"prefix": storage_prefix()}


def take_schema(city: City, run: SetupRun) -> Result:
    """Give the city its schema and its role: a spare, or the compiled script."""
    return {"way": spares.take(city)}


def check_roles(city: City, run: SetupRun) -> Result:
    """Refuse to go on if the city's role sees more, or less, than its own house."""
    return {"rights": grants.check_house(city.schema_name)}


def invite_first_admin(city: City, run: SetupRun) -> Result:
    """Send the first person in charge the link by which they choose a password, once."""
    with enter(city.ref):
        found = Invitation.objects.filter(email=run.admin_email).first()
        if found is None:
            found = invite(actor=SYSTEM, email=run.admin_email, roles=["director"])
        return {"invitation": str(found.uid)}


def smoke_test(city: City, run: SetupRun) -> Result:
    """Use the city once as its residents will."""
    return smoke.check(city)


def finish(city: City, run: SetupRun) -> Result:
    """Open the doors."""
    with public():
        finish_opening(actor=SYSTEM, run=run)
    return None


OWN_STEPS = {
    "reserve_id": SetupStep(_("Réserver son nom de schéma"), reserve_id, weight=10),
    "storage_prefix": SetupStep(
        _("Réserver la place de ses fichiers"), reserve_storage, after="reserve_id", weight=20
    ),
    "schema": SetupStep(
        _("Créer ses tables et son rôle"), take_schema, after="storage_prefix", weight=30
    ),
    "roles": SetupStep(
        _("Vérifier qu’elle ne voit que sa maison"), check_roles, after="schema", weight=40
    ),
    "first_admin": SetupStep(
        _("Inviter la personne qui en a la charge"),
        invite_first_admin,
        after="roles",
        weight=200,
    ),
    "smoke_test": SetupStep(
        _("Essayer le site comme un habitant"), smoke_test, after="first_admin", weight=900
    ),
    "finish": SetupStep(_("Ouvrir les portes"), finish, after="smoke_test", weight=1000),
}
