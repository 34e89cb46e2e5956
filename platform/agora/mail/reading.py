"""Reading the demo's letters back from their folder."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from agora.mail.gateway import mailbox

MOST = 200


@dataclass(frozen=True)
class Read:
    """A letter as its reader sees it."""

    key: str
    message: EmailMessage

    @property
    def text(self) -> str:
        """The text part."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""

    @property
    def html(self) -> str:
        """The page."""
        part = self.message.get_body(("html",))
        return str(part.get_content()) if part else ""

    @property
    def date(self) -> object:
        """When it was written."""
        return self.message["Date"].datetime

    def __getattr__(self, name: str) -> str:
        """`letter.subject`, `letter.to`..."""
        value = self.message[name.replace("_", "-")]
        if value is None:
            raise AttributeError(name)
        return str(value)


def letters() -> list[Read]:
    """Return the letters of this house, newest first."""
    files = sorted(mailbox().glob("*.eml"), reverse=True)[:MOST] if mailbox().is_dir() else []
    return [_read(path) for path in files]


def letter_named(key: str) -> Read | None:
    """Find one letter."""
    path = mailbox() / f"{Path(key).name}.eml"
    return _read(path) if path.is_file() else None


def _read(path: Path) -> Read:
    with path.open("rb") as file:
        message = BytesParser(EmailMessage, policy=policy.default).parse(file)
    assert isinstance(message, EmailMessage)
    return Read(path.stem, message)
