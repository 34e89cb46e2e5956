"""What each verb is called in the journal."""

from typing import Any

from agora.registry import Registry

# "proposal.published" -> _("a déposé une idée"): what follows the name of the person.
sentences: Registry[Any] = Registry("audit.sentences")


def sentence(verb: str) -> str:
    """Say a verb in plain words; an unknown one (a slice since removed) as it is written."""
    return str(sentences.get(verb, verb))
