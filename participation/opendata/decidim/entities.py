"""Which kind of rows a file holds, told by its set of columns and never by its name or version."""

from django.utils.translation import gettext_lazy as _

SPACES, DEBATES, PROPOSALS, MEETINGS, COMMENTS = (
    "participatory_processes",
    "debates",
    "proposals",
    "meetings",
    "comments",
)
# The order of loading: a root before the words that answer it.
IMPORTED = (SPACES, DEBATES, PROPOSALS, MEETINGS, COMMENTS)
LABELS = {
    SPACES: _("concertations"),
    DEBATES: _("débats"),
    PROPOSALS: _("propositions"),
    MEETINGS: _("réunions"),
    COMMENTS: _("commentaires"),
    "projects": _("projets de budget participatif"),
    "results": _("suites données"),
    "posts": _("articles"),
    "survey_answers": _("réponses à un questionnaire"),
}
# (entity, columns that must all be there, columns of which one must be): the first that fits wins.
_SIGNS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    (COMMENTS, frozenset({"commentable_id", "commentable_type"}), frozenset()),
    ("projects", frozenset({"title", "budget_amount"}), frozenset()),
    ("results", frozenset({"title", "progress"}), frozenset({"proposal_urls", "children_count"})),
    (SPACES, frozenset({"title", "slug"}), frozenset({"short_description", "start_date"})),
    (MEETINGS, frozenset({"title", "start_time"}), frozenset({"attendees", "organizations"})),
    (
        PROPOSALS,
        frozenset({"title", "body", "url"}),
        frozenset(
            {"votes", "supports", "is_amend", "meeting_urls", "state", "original_proposal/url"}
        ),
    ),
    (
        DEBATES,
        frozenset({"title", "description", "url"}),
        frozenset({"author_id", "instructions", "conclusions", "comments"}),
    ),
    ("posts", frozenset({"title", "body", "url"}), frozenset()),
)
_SURVEYS = (
    frozenset({"ID de réponse", "Répondu le"}),
    frozenset({"Answer ID", "Answered on"}),
)


def base(column: str) -> str:
    """Return the column without its locale: `title/fr` is `title`, `category/name/fr` keeps two."""
    head, _slash, tail = column.rpartition("/")
    return (
        head
        if head and (len(tail) == 2 or (len(tail) == 5 and tail[2] in "-_")) and tail != "id"
        else column
    )


def entity_of(columns: tuple[str, ...]) -> str | None:
    """Return the kind of rows these columns announce, None when nobody knows them."""
    have = set(columns)
    if any(sign <= have for sign in _SURVEYS):
        return "survey_answers"
    have |= {base(column) for column in columns}
    for entity, needed, one_of in _SIGNS:
        if needed <= have and (not one_of or one_of & have):
            return entity
    return None
