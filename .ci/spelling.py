"""Spelling of what is written in English: comments and docstrings, and the English documents.

French sentences (between « » or in strings) are the translators' business.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
FOLDERS = ("platform", "tenants", "participation", "billing", "club_utilisateurs", "tests", ".ci")
DOCUMENTS = ("CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md")
# Pages read by the provider's people and the cities'.
IN_FRENCH = ("docs/glossary.md", "docs/how-to/*.md", "docs/explanation/*.md")
FRENCH = re.compile(r"«[^»]*»|\"[^\"]*\"|'[^']*'|`[^`]*`|https?://\S+")


def english_of(text: str) -> Iterator[tuple[int, str]]:
    """Line and words of each comment and docstring of a module."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, kinds) and (words := ast.get_docstring(node, clean=False)):
            first = node.body[0].lineno
            yield from ((first + n, line) for n, line in enumerate(words.splitlines()))


def lines() -> Iterator[str]:
    """Everything English, each line with its place in front."""
    for folder in FOLDERS:
        for path in sorted((TOP / folder).rglob("*.py")):
            for number, words in english_of(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(TOP)}:{number}: {FRENCH.sub('', words)}"
    french = {path for pattern in IN_FRENCH for path in TOP.glob(pattern)}
    for pattern in DOCUMENTS:
        for path in sorted(set(TOP.glob(pattern)) - french):
            for number, words in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(TOP)}:{number}: {FRENCH.sub('', words)}"


def main() -> int:
    """Show the misspelt lines; the exit code says whether there is one."""
    codespell = Path(sys.executable).with_name("codespell")
    done = subprocess.run(  # noqa: S603
        [codespell, "-", "--ignore-words-list", "te", "--ignore-regex", r"^\S+: "],
        input="\n".join(lines()),
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout, end="")
    return done.returncode and 1


if __name__ == "__main__":
    sys.exit(main())
