"""Who may move data in: the director and those who run the platform."""

from agora.rules import has_role

can_import = has_role("director", "platform_officer")
