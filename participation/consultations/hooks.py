"""What consultations offer to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.audit.registries import sentences
from agora.exports.registries import Export, exports
from agora.notices.registries import Kind, kinds
from agora.personal_data import Holding, holdings
from agora.search.registries import Searchable, searchables
from agora.ui.registries import HomeBlock, MenuEntry, home_blocks, menus
from participation.consultations import checks, duties, home, open_rows, personal, queries, rules
from participation.consultations.audience import followers, team_of
from participation.consultations.blueprint import PART
from participation.consultations.models import Consultation
from participation.consultations.registries import DutyKind, tool_labels
from participation.consultations.registries import duties as duty_kinds
from tenants.registries import CardFact, card_facts, parts

checks.register()

menus.add(
    "consultations",
    MenuEntry(label=_("Concertations"), url_name="consultations:list", place="city", weight=10),
)
menus.add(
    "consultations.week",
    MenuEntry(label=_("Ma semaine"), url_name="consultations_staff:week", place="staff", weight=10),
)
menus.add(
    "consultations.staff",
    MenuEntry(
        label=_("Concertations"), url_name="consultations_staff:list", place="staff", weight=20
    ),
)
menus.add(
    "consultations.lists",
    MenuEntry(
        label=_("Directions, secteurs, thèmes"),
        url_name="consultations_staff:lists",
        place="staff",
        rule=rules.can_name_team,
        weight=700,
    ),
)
home_blocks.add("consultations.hero", HomeBlock("consultations/home/hero.html", home.hero, 0))
home_blocks.add(
    "consultations.open", HomeBlock("consultations/home/open.html", home.open_block, 10)
)
card_facts.add("modules", CardFact(found=queries.kinds_in_use, labels=tool_labels))
card_facts.add("programmes", CardFact(found=queries.programmes))
duty_kinds.add(
    "consultations.restitutions",
    DutyKind(
        label=_("Restitutions attendues"),
        tally=_("restitutions attendues"),
        items=duties.restitutions_owed,
        bad=True,
        weight=10,
    ),
)
duty_kinds.add(
    "consultations.closing",
    DutyKind(
        label=_("Se termine bientôt"),
        tally=_("se terminent"),
        items=duties.closing_soon,
        weight=40,
    ),
)
duty_kinds.add(
    "consultations.drafts",
    DutyKind(label=_("En préparation"), tally=_("en préparation"), items=duties.drafts, weight=50),
)
searchables.add(
    "consultations",
    Searchable(
        label=_("Concertations"),
        model=Consultation,
        visible_to=lambda actor: (
            queries.visible_to(actor)
            .filter(published_at__isnull=False)
            .only("title", "slug", "summary", "objective", "starts_on")
        ),
        title=lambda found: found.title,
        url=lambda found: found.get_absolute_url(),
        excerpt=lambda found: found.summary or found.objective,
        date=lambda found: found.starts_on,
        boost=2.0,
        weight=10,
    ),
)
exports.add(
    "consultations",
    Export(
        label=_("Concertations"),
        description=_("Les repères de chaque concertation, au format de la filière."),
        filename="concertations",
        columns=open_rows.COLUMNS,
        rows=open_rows.rows,
        weight=10,
    ),
)
kinds.add(
    "consultation.published",
    Kind(
        label=_("Une concertation est en ligne"),
        audience=team_of,
        title=lambda one: _("« %(title)s » est en ligne") % {"title": one.title},
        template="consultations/mail/published",
        url=lambda one: one.get_absolute_url(),
        optional=True,
        model="consultations.Consultation",
    ),
)
kinds.add(
    "consultation.closing",
    Kind(
        label=_("Une concertation que vous suivez se termine bientôt"),
        audience=followers,
        title=lambda one: _("Plus que quelques jours : « %(title)s »") % {"title": one.title},
        template="consultations/mail/closing",
        url=lambda one: one.get_absolute_url(),
        optional=True,
        model="consultations.Consultation",
    ),
)
kinds.add(
    "consultation.restituted",
    Kind(
        label=_("La ville rend compte d’une concertation que vous suivez"),
        audience=followers,
        title=lambda one: _("La ville a répondu : « %(title)s »") % {"title": one.title},
        template="consultations/mail/restituted",
        url=lambda one: one.get_absolute_url(),
        optional=True,
        model="consultations.Consultation",
    ),
)
holdings.add(
    "consultations.team",
    Holding(
        label=_("Vos rôles dans les concertations"),
        export=personal.export,
        erase=personal.erase,
        fields=[
            "consultations.TeamMember.user",
            "consultations.Consultation.restitution_owner",
        ],
    ),
)
for verb, sentence in {
    "consultation.created": _("a créé une concertation"),
    "consultation.loaded": _("a chargé des concertations"),
    "consultation.tools_loaded": _("a chargé des étapes et des modules"),
    "consultation.edited": _("a modifié une concertation"),
    "consultation.published": _("a publié une concertation"),
    "consultation.cancelled": _("a annulé une concertation"),
    "consultation.restituted": _("a donné la restitution d’une concertation"),
    "consultation.archived": _("a archivé une concertation"),
    "consultation.states_refreshed": _("a mis les états des concertations à jour"),
    "consultation.document_added": _("a ajouté un document"),
    "consultation.document_removed": _("a retiré un document"),
    "consultation.link_added": _("a ajouté un lien"),
    "consultation.link_removed": _("a retiré un lien"),
    "phase.added": _("a ajouté une étape"),
    "phase.edited": _("a modifié une étape"),
    "phase.moved": _("a déplacé une étape"),
    "phase.removed": _("a retiré une étape"),
    "component.added": _("a ajouté un module"),
    "component.edited": _("a modifié un module"),
    "component.removed": _("a retiré un module"),
    "team.member_added": _("a donné un rôle dans une concertation"),
    "team.member_removed": _("a retiré un rôle dans une concertation"),
    "department.saved": _("a enregistré une direction"),
    "department.removed": _("a retiré une direction"),
    "sector.saved": _("a enregistré un secteur"),
    "sector.removed": _("a retiré un secteur"),
    "theme.saved": _("a enregistré un thème"),
    "theme.removed": _("a retiré un thème"),
}.items():
    sentences.add(verb, sentence)
parts.add("consultations", PART)
