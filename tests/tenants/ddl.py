"""What a database spread over several servers would refuse of our DDL, read statement by statement.

The rules are those of Citus with one schema per city (`citus.enable_schema_based_sharding`), as
its sources word them: `schema_based_sharding.c` (EnsureTenantTable) and `table.c`
(ErrorIfUnsupportedAlterTableStmt, ErrorUnsupportedAlterTableAddColumn), both in
`src/backend/distributed/commands/` of citusdata/citus, and `trigger.c` beside them.
"""

import re
from collections.abc import Iterator

# A quoted text, a quoted name, the body of a function, a comment: nothing inside counts.
SHIELDED = re.compile(
    r"""(?P<quote>E?'(?:[^'\\]|''|\\.)*') | "(?:[^"]|"")*" | (?P<tag>\$\w*\$).*?(?P=tag)
      | --[^\n]* | /\*.*?\*/""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
HOUSES = re.compile(r"(?<![\w'])\"?(public|club|agora_template|(?:t|spare)_[a-z0-9]{12})\"?\s*\.")
NAME = r'(?:"[^"]+"|\w+)'
CONSTRAINT = re.compile(
    r"\b(PRIMARY\s+KEY|UNIQUE|CHECK|REFERENCES|FOREIGN\s+KEY|EXCLUDE)\b", re.IGNORECASE
)
NAMED = re.compile(rf"\bCONSTRAINT\s+{NAME}\s+", re.IGNORECASE)
ALTER = re.compile(
    rf"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?{NAME}(?:\.{NAME})?\s+(?P<parts>.*)",
    re.IGNORECASE | re.DOTALL,
)
# The sub-commands that are passed on to the server where the table stands.
PASSED_ON = re.compile(
    rf"""(ADD\s+(COLUMN\s+)?{NAME}\s+\S | DROP\s+(COLUMN|CONSTRAINT)\b
       | ADD\s+(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN|EXCLUDE)\b | VALIDATE\s+CONSTRAINT\b
       | ALTER\s+(COLUMN\s+)?{NAME}\s+((SET\s+DATA\s+)?TYPE|(SET|DROP)\s+(NOT\s+NULL|DEFAULT))\b
       | (SET|RESET)\s*\( | RENAME\b)""",
    re.VERBOSE | re.IGNORECASE,
)
SERIAL = re.compile(r"\b(small|big)?serial[248]?\b", re.IGNORECASE)
ELSEWHERE = {
    "names an extension": r"\b(CREATE|ALTER|DROP)\s+EXTENSION\b",
    "names a tablespace": r"\bTABLESPACE\b",
    "inherits": r"\bINHERITS\b",
    "is partitioned": r"\bPARTITION\s+(BY|OF)\b",
    "is on another server": r"\bFOREIGN\s+TABLE\b",
    "is a rule": r"\bCREATE\s+(OR\s+REPLACE\s+)?RULE\b",
}


def split(script: str) -> list[str]:
    """The statements of a script: a semicolon in a text or in a function's body ends none."""
    hidden = _hidden(script)
    ends = [place for place, letter in enumerate(hidden) if letter == ";"]
    starts = [0, *(end + 1 for end in ends)]
    found = [script[start:end].strip() for start, end in zip(starts, [*ends, None], strict=True)]
    return [statement for statement in found if _bare(statement).strip()]


def faults(statement: str) -> Iterator[str]:
    """Say what a distributed schema would refuse of one statement."""
    bare = _bare(statement)
    for what, pattern in ELSEWHERE.items():
        if re.search(pattern, bare, re.IGNORECASE):
            yield what
    # In the body of a function too: it must survive the renaming of its schema.
    if found := HOUSES.search(statement):
        yield f"names the schema {found[1]}"
    if len(split(statement)) > 1:
        yield "is several statements"
    if found := ALTER.match(bare.strip()):
        yield from _of_alter(_parts(found["parts"]))


def _of_alter(parts: list[str]) -> Iterator[str]:
    constraints = 0
    for part in parts:
        if not PASSED_ON.match(part):
            yield f"has a sub-command that is not passed on: {part[:60]}"
        if not re.match(r"ADD\b", part, re.IGNORECASE):
            continue
        if SERIAL.search(part):
            yield "adds a serial"
        found = len(CONSTRAINT.findall(part)) - len(re.findall(r"FOREIGN\s+KEY", part, re.I))
        constraints += found
        if found > len(NAMED.findall(part)):
            yield "adds a constraint without a name"
    if constraints and (constraints > 1 or len(parts) > 1):
        yield "adds a constraint beside something else"


def _parts(text: str) -> list[str]:
    """Sub-commands: what stands between commas, outside parentheses."""
    depth, found = 0, [""]
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found]


def _hidden(text: str) -> str:
    """The text, of the same length, with nothing but spaces where nothing counts."""
    return SHIELDED.sub(lambda found: " " * len(found[0]), text)


def _bare(text: str) -> str:
    """The statement without texts and comments, its quoted names masked."""
    return SHIELDED.sub(
        lambda found: '"' + "n" * (len(found[0]) - 2) + '"' if found[0][0] == '"' else " ", text
    )
