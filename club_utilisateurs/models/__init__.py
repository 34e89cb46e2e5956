"""Tables of the club's own schema: people, talk, marks of each reader, care.

What points at accounts and files says DO_NOTHING: for anything else Django would look here whenever
a city deletes one of its own, and a city has no such table. The database keeps them.
"""

from club_utilisateurs.models.care import CareAct, CareKind, HiddenBecause, Report
from club_utilisateurs.models.library import AnnouncedVersion
from club_utilisateurs.models.marks import (
    Bookmark,
    Follow,
    Mention,
    PickUp,
    Reaction,
    ReadMark,
)
from club_utilisateurs.models.people import CHARTER_VERSION, Member, PassUse
from club_utilisateurs.models.talk import (
    FILES,
    LONGEST_BODY,
    LONGEST_TITLE,
    Attachment,
    Category,
    Draft,
    Post,
    Revision,
    Tag,
    Topic,
    TopicKind,
)

__all__ = [
    "CHARTER_VERSION",
    "FILES",
    "LONGEST_BODY",
    "LONGEST_TITLE",
    "AnnouncedVersion",
    "Attachment",
    "Bookmark",
    "CareAct",
    "CareKind",
    "Category",
    "Draft",
    "Follow",
    "HiddenBecause",
    "Member",
    "Mention",
    "PassUse",
    "PickUp",
    "Post",
    "Reaction",
    "ReadMark",
    "Report",
    "Revision",
    "Tag",
    "Topic",
    "TopicKind",
]
