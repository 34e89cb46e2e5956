"""Who may write the town's pages."""

from agora.rules import has_role
from participation.pages.queries import EDITORS

can_edit = has_role(*EDITORS)
