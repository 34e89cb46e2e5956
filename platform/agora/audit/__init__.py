"""The journal: who did what, to which object, when; written by every action, never changed.

Lines hold ids, not texts: erasing a person or hiding a word leaves the journal true. Each verb has
its sentence, registered in the slice's hooks: `sentences.add("proposal.published", _("a déposé une
idée"))`. In a page, `{% history object %}` tells the story of one object.
"""

from agora.audit.registries import sentences

__all__ = ["sentences"]
