"""The catalogues of each top-level package: `update` gathers sentences, `check` wants none missing.

French is the source, so the `fr` catalogue holds the plurals alone, filled by `update`;
the `en` one must translate everything.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

TOP = Path(__file__).resolve().parents[1]
PACKAGES = ("platform/agora", "tenants", "participation", "billing", "club_utilisateurs")
LANGUAGES = ("en", "fr")
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# Variables, tags, addresses and hours are not words.
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|<[^>]+>|&\w+;|https?:\S+|\d\d?:\d\d|\*\.\w+")
FRENCH_RULES = {
    "straight apostrophe": re.compile(r"\w'\w"),
    "no hard space before : ; ! ? »": re.compile(r"[\w).%»’] ?[!?»]|[\w)»] ?[:;](?=\s|$)"),
    "no hard space after «": re.compile("«(?!\u00a0)"),
}


def python_of(template: Path) -> str:
    """The sentences of a template as Python calls, on their own lines."""
    calls = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    lines = []
    for line in calls.splitlines():
        found = re.findall(
            r"\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()'\"]|u?'(?:\\.|[^'\\])*'"
            r"|u?\"(?:\\.|[^\"\\])*\")*\)",
            line,
        )
        lines.append("; ".join(found))
    return "\n".join(lines)


def sources(package: str) -> Iterator[tuple[Path, str]]:
    """Every file of a package that may hold sentences, as Python."""
    for path in sorted((TOP / package).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield path, python_of(path)


def gathered(package: str) -> Catalog:
    """All sentences of a package, with the files they stand in."""
    catalog = Catalog(charset="utf-8")
    for path, text in sources(package):
        place = str(path.relative_to(TOP))
        stream = io.BytesIO(text.encode())
        for _line, message, _comments, context in extract("python", stream, KEYWORDS):
            if message and (isinstance(message, str) or all(message)):
                catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def file_of(package: str, language: str) -> Path:
    """The catalogue of one package in one language."""
    return TOP / package / "locale" / language / "LC_MESSAGES" / "django.po"


def known(package: str, language: str) -> Catalog:
    """The catalogue as it is on disk."""
    path = file_of(package, language)
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def update(package: str, language: str, fresh: Catalog) -> None:
    """Bring the catalogue to the sentences of today; what is gone goes."""
    before = known(package, language)
    after = Catalog(locale=language, charset="utf-8", project="Agora", fuzzy=False)
    after.header_comment = f"# Sentences of Agora, {language}; the source is in French."
    after.creation_date = before.creation_date
    for message in fresh:
        if not message.id or (language == "fr" and not message.pluralizable):
            continue
        old = before.get(message.id, message.context)
        text = old.string if old else ""
        if language == "fr":
            text = message.id
        after.add(message.id, text, locations=message.locations, context=message.context)
    path = file_of(package, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, after, sort_output=True, include_lineno=False, width=100)


def is_complete(message: Message | None) -> bool:
    """True if a sentence has its translation, in every plural."""
    if message is None or message.fuzzy:
        return False
    texts = message.string if message.pluralizable else [message.string]
    return bool(texts) and all(texts)


def missing(package: str, language: str, fresh: Catalog) -> list[str]:
    """The sentences a catalogue lacks."""
    catalog = known(package, language)
    return [
        f"{language} {package}: {message.id!r} ({message.locations[0][0]})"
        for message in fresh
        if message.id
        and (language != "fr" or message.pluralizable)
        and not is_complete(catalog.get(message.id, message.context))
    ]


def french_problems(fresh: Catalog) -> Iterator[str]:
    """French sentences whose punctuation would part from its word, or with a typewriter’s sign."""
    for message in fresh:
        for sentence in message.id if isinstance(message.id, tuple) else (message.id,):
            bare = NOT_WORDS.sub("x", sentence)
            for name, rule in FRENCH_RULES.items():
                if rule.search(bare):
                    yield f"{name}: {sentence!r} ({message.locations[0][0]})"


def main(verb: str) -> int:
    """Update or check every catalogue; the exit code says whether something is missing."""
    settings.configure(USE_I18N=True)
    absent: list[str] = []
    for package in PACKAGES:
        fresh = gathered(package)
        absent += french_problems(fresh)
        for language in LANGUAGES:
            if verb == "update":
                update(package, language, fresh)
            absent += missing(package, language, fresh)
    for line in absent:
        print(line)
    if absent:
        print(f"{len(absent)} sentences to mend or to translate (make messages adds them)")
    return bool(absent) and verb == "check"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
