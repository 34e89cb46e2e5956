"""What contributions offer to the storeys below."""

from django.utils.translation import gettext_lazy as _

from agora.accounts.registries import MyBlock, my_blocks
from agora.audit.registries import sentences
from agora.exports.registries import Export, exports
from agora.notices.registries import Kind as NoticeKind
from agora.notices.registries import kinds as notice_kinds
from agora.personal_data import Holding, holdings
from agora.ui.registries import HomeBlock, MenuEntry, home_blocks, menus
from participation.consultations.registries import (
    Block,
    DutyKind,
    Line,
    News,
    blocks,
    duties,
    lines,
    news,
)
from participation.contributions import blocks as own_blocks
from participation.contributions import duties as own_duties
from participation.contributions import open_rows, personal, queries
from participation.contributions.audience import author_of
from participation.contributions.registries import Button, buttons

menus.add(
    "contributions.staff",
    MenuEntry(
        label=_("Contributions"), url_name="contributions_staff:list", place="staff", weight=40
    ),
)
my_blocks.add(
    "contributions", MyBlock("contributions/_mine.html", context=own_blocks.my_words, weight=20)
)
home_blocks.add(
    "contributions.answered",
    HomeBlock("contributions/home/answered.html", own_blocks.answered, 30),
)
home_blocks.add(
    "contributions.sectors",
    HomeBlock("contributions/home/sectors.html", own_blocks.neighbourhood, 40),
)
home_blocks.add(
    "contributions.figures",
    HomeBlock("contributions/home/figures.html", own_blocks.city_figures, 90),
)
blocks.add(
    "contributions.figures",
    Block("contributions/_figures.html", context=own_blocks.figures, place="first", weight=10),
)
blocks.add(
    "contributions.talked",
    Block("contributions/_talked.html", context=own_blocks.talked_about, weight=20),
)
lines.add("contributions", Line(own_blocks.card_lines, weight=10))
news.add("contributions", News(_("Contributions"), own_blocks.news, weight=10))
duties.add(
    "contributions.reported",
    DutyKind(
        label=_("Signalées"),
        tally=_("signalées"),
        items=own_duties.reported,
        more_label=_("Toutes les contributions signalées"),
        more_url="/gestion/contributions/?etat=signalees",
        weight=30,
    ),
)
buttons.add(
    "report", Button("contributions/_report_button.html", own_blocks.report_button, weight=90)
)
exports.add(
    "contributions",
    Export(
        label=_("Contributions"),
        description=_("Tout ce que les habitants ont dit, par quelque voie que ce soit."),
        filename="contributions",
        columns=open_rows.COLUMNS,
        rows=open_rows.rows,
        weight=20,
    ),
)
notice_kinds.add(
    "reply.published",
    NoticeKind(
        label=_("La ville répond à ce que vous avez écrit"),
        audience=author_of,
        title=lambda word: _("La ville vous a répondu : « %(title)s »") % {"title": word},
        template="contributions/mail/replied",
        url=queries.url_of,
        optional=True,
        model="contributions.Contribution",
    ),
)
notice_kinds.add(
    "contribution.hidden",
    NoticeKind(
        label=_("Un de vos textes est masqué"),
        audience=author_of,
        title=lambda word: (
            _("Votre texte est masqué : article %(n)s de la charte") % {"n": word.hidden_article}
        ),
        template="contributions/mail/hidden",
        url=queries.url_of,
        optional=False,
        model="contributions.Contribution",
    ),
)
notice_kinds.add(
    "contribution.restored",
    NoticeKind(
        label=_("Un de vos textes est de nouveau visible"),
        audience=author_of,
        title=lambda word: (
            _("Votre texte est de nouveau visible : « %(title)s »") % {"title": word}
        ),
        template="contributions/mail/restored",
        url=queries.url_of,
        optional=False,
        model="contributions.Contribution",
    ),
)
holdings.add(
    "contributions",
    Holding(
        label=_("Ce que vous avez écrit"),
        export=personal.export_words,
        erase=personal.erase_words,
        fields=[
            "contributions.Contribution.author",
            "contributions.Contribution.entered_by",
        ],
    ),
)
holdings.add(
    "contributions.reports",
    Holding(
        label=_("Ce que vous avez signalé"),
        export=personal.export_reports,
        erase=personal.erase_reports,
        fields=["contributions.Report.reporter"],
    ),
)
holdings.add(
    "contributions.replies",
    Holding(
        label=_("Les réponses que vous avez écrites pour la ville"),
        export=personal.export_replies,
        erase=personal.erase_replies,
        fields=[
            "contributions.OfficialReply.author",
            "contributions.ReplyVersion.author",
            "contributions.Revision.corrected_by",
        ],
    ),
)
for verb, sentence in {
    "contribution.added": _("a ajouté une contribution"),
    "contribution.draft_saved": _("a enregistré un brouillon"),
    "contribution.published": _("a publié un brouillon"),
    "contribution.draft_deleted": _("a jeté un brouillon"),
    "contribution.loaded": _("a chargé des contributions"),
    "contribution.reported": _("a signalé une contribution"),
    "contribution.hidden": _("a masqué une contribution"),
    "contribution.restored": _("a rétabli une contribution"),
    "contribution.kept": _("a gardé une contribution signalée"),
    "contribution.withdrawn": _("a retiré sa contribution"),
    "contribution.corrected": _("a corrigé une contribution"),
    "contribution.rewritten": _("a réécrit sa contribution"),
    "contribution.tables_kept": _("a entretenu la table des contributions"),
    "reply.published": _("a répondu au nom de la ville"),
}.items():
    sentences.add(verb, sentence)
