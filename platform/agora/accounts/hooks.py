"""All that accounts offer to lower storeys: roles, sentences of the journal, menus, holdings."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.audit import sentences
from agora.exports.registries import BOOLEAN, DATETIME, Column, Export, exports
from agora.personal_data import Holding, holdings
from agora.rules import Role, anyone, roles, set_role_source
from agora.ui.registries import MenuEntry, menus

from . import queries, rules
from .models import Invitation, User

set_role_source(queries.roles_held)

_TEAM: list[tuple[str, Any, Any]] = [
    ("director", _("Responsable de la participation"), _("Tout, et inviter l’équipe.")),
    ("platform_officer", _("Innovation, plateforme"), _("Concertations, modération, chiffres.")),
    (
        "reception",
        _("Accueil et accompagnement"),
        _("Réunions, présences, saisie du papier, participation accompagnée."),
    ),
    ("project_officer", _("Accompagnement de projets"), _("Fiches d’atelier, brouillons.")),
    ("department_lead", _("Direction porteuse"), _("Répondre et restituer pour sa direction.")),
    ("communication", _("Direction de la communication"), _("Documents, liens, actualités.")),
    ("provider_operations", _("Exploitation"), _("Ouvrir et suivre les villes.")),
]
for _place, (_name, _label, _does) in enumerate(_TEAM):
    roles.add(_name, Role(_label, _does, weight=10 * (_place + 1)))

_SENTENCES = {
    "account.opened": _("a ouvert un compte"),
    "account.loaded": _("a chargé des comptes"),
    "account.profile_changed": _("a changé son profil"),
    "account.address_asked": _("a demandé à changer d’adresse"),
    "account.address_confirmed": _("a confirmé son adresse"),
    "account.password_set": _("a changé son mot de passe"),
    "account.second_factor_set": _("a mis en place la double vérification"),
    "account.second_factor_removed": _("a retiré la double vérification"),
    "account.recovery_codes_renewed": _("a remplacé ses codes de secours"),
    "account.sessions_closed": _("a déconnecté ses autres appareils"),
    "account.data_taken": _("a téléchargé ses données"),
    "account.erased": _("a supprimé son compte"),
    "team.invited": _("a invité une personne dans l’équipe"),
    "team.invitation_revoked": _("a annulé une invitation"),
    "team.joined": _("a rejoint l’équipe"),
    "team.roles_changed": _("a changé les rôles d’une personne"),
    "team.deactivated": _("a fermé un compte de l’équipe"),
    "team.reactivated": _("a rouvert un compte de l’équipe"),
}
for _verb, _sentence in _SENTENCES.items():
    sentences.add(_verb, _sentence)

menus.add(
    "me",
    MenuEntry(
        label=_("Mon espace"),
        url_name="accounts:me",
        place="city",
        rule=anyone,
        weight=90,
        icon="user",
    ),
)
menus.add(
    "team",
    MenuEntry(
        label=_("Équipe"),
        url_name="accounts_staff:team",
        place="staff",
        rule=rules.leads_team,
        weight=80,
        icon="people",
    ),
)

menus.add(
    "provider_team",
    MenuEntry(
        label=_("Équipe"),
        url_name="accounts_provider:team",
        place="provider",
        rule=rules.leads_team,
        weight=80,
        icon="people",
    ),
)


def _team_rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    listed = queries.team_listed(role=filters.get("role", ""), state=filters.get("etat", ""))
    for member in listed:
        yield {
            "name": member.get_full_name(),
            "pseudonym": member.pseudonym,
            "email": member.email,
            "roles": ", ".join(queries.job_labels(member)),
            "active": member.is_active,
            "created_at": member.created_at,
        }


exports.add(
    "team",
    Export(
        label=_("Équipe"),
        description=_("Les membres de l’équipe, leurs rôles, l’état de leur compte."),
        filename="equipe",
        rule=rules.leads_team,
        rows=_team_rows,
        columns=(
            Column("name", _("Nom")),
            Column("pseudonym", _("Nom affiché")),
            Column("email", _("Adresse e-mail")),
            Column("roles", _("Rôles")),
            Column("active", _("Compte ouvert"), BOOLEAN),
            Column("created_at", _("Inscription"), DATETIME),
        ),
        weight=80,
    ),
)


def _account(user: User) -> list[dict[str, Any]]:
    return [
        {
            "pseudonyme": user.pseudonym,
            "adresse": user.email,
            "nom complet": user.full_name,
            "langue": user.language,
            "niveau d’identification": user.get_identity_level_display(),
            "inscription le": user.created_at,
            "charte acceptée le": user.charter_accepted_at,
            "protection des données acceptée le": user.privacy_accepted_at,
            "rôles": sorted(queries.roles_held(user)),
        }
    ]


def _invitations(user: User) -> list[dict[str, Any]]:
    return list(Invitation.objects.filter(email=user.email).values("email", "roles", "created_at"))


def _done_by_the_action(user: User) -> None:
    """The account's own rows are forgotten last, by `actions.erase_account`."""


holdings.add(
    "accounts.user",
    Holding(
        label=_("Votre compte"),
        export=_account,
        erase=_done_by_the_action,
        fields=[
            "accounts.RoleAssignment.user",
            "accounts.RoleAssignment.granted_by",
            "account.EmailAddress.user",
            "mfa.Authenticator.user",
        ],
        weight=1,
    ),
)
holdings.add(
    "accounts.invitation",
    Holding(
        label=_("Vos invitations"),
        export=_invitations,
        erase=_done_by_the_action,
        fields=["accounts.Invitation.invited_by", "accounts.Invitation.user"],
        weight=2,
    ),
)
