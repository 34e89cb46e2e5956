"""A Dockerfile read as its instructions, and played in a folder: no engine runs here."""

import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FILE = TOP / "infra" / "docker" / "Dockerfile"


@dataclass
class Stage:
    """One stage: what it starts from, its instructions in order, all it inherits counted."""

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def last(self, verb: str) -> str:
        """The argument of the last instruction of this kind."""
        return [argument for kind, argument in self.steps if kind == verb][-1]

    def list(self, verb: str) -> list[str]:
        """The same as a list of words, from its exec form."""
        found: list[str] = json.loads(self.last(verb))
        return found

    def environment(self) -> dict[str, str]:
        """Every variable of ENV."""
        words = [w for kind, line in self.steps if kind == "ENV" for w in shlex.split(line)]
        return dict(word.split("=", 1) for word in words)


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction and its argument, continued lines joined and comments dropped."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in joined.splitlines()]


def stages(text: str) -> dict[str, Stage]:
    """The stages by name; a stage begins with the steps of the one it starts from. Last: ''."""
    found: dict[str, Stage] = {}
    stage = Stage("", "")
    arguments: dict[str, str] = {}
    for verb, argument in instructions(text):
        if verb == "ARG" and not stage.base:
            name, _equals, value = argument.partition("=")
            arguments[name] = value
        elif verb == "FROM":
            base, _as, name = argument.partition(" AS ")
            base = re.sub(r"\$\{(\w+)\}", lambda known: arguments[known[1]], base)
            steps = list(found[base].steps) if base in found else []
            stage = found[name] = Stage(name, base, steps)
        else:
            stage.steps.append((verb, argument))
    return found


class Room:
    """A folder that stands for the root of the image while the stages are played in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.played: list[str] = []
        self.left_out: list[str] = []

    def place(self, text: str) -> str:
        """The same text with the folders of the image inside this one."""
        return re.sub(r"(?<![\w.])/(app|opt/agora|var/lib/agora)\b", rf"{self.root}/\1", text)

    def play(self, stage: Stage) -> None:
        """Run what may run here: RUN but for Debian's packages and users, COPY from here."""
        env = {**os.environ, **{k: self.place(v) for k, v in stage.environment().items()}}
        env["PATH"] = f"{self.root}/opt/agora/bin:{os.environ['PATH']}"
        where = Path(self.place(stage.last("WORKDIR")))
        where.mkdir(parents=True, exist_ok=True)
        for verb, argument in stage.steps:
            if verb == "COPY" and not argument.startswith("--from"):
                self._copy(argument, where)
            elif verb == "RUN" and re.search(r"apt-get|useradd|install -d -o", argument):
                self.left_out.append(argument)
            elif verb == "RUN":
                words = ["/bin/bash", "-c", self.place(argument)]
                subprocess.run(words, cwd=where, env=env, check=True)
                self.played.append(argument)

    def _copy(self, argument: str, where: Path) -> None:
        source, target = argument.split()
        for path in kept(TOP):
            if source in {".", str(path)}:
                goal = where / (path if source == "." or target != "./" else path.name)
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(TOP / path, goal)


def kept(top: Path) -> list[Path]:
    """The files of the checkout that .dockerignore lets into the image."""
    lines = (top / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return everything(top, *(line.removeprefix("!") for line in lines if line.startswith("!")))


def everything(top: Path, *parts: str) -> list[Path]:
    """The files of the checkout, ignored ones apart; only those below these parts, if any."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *parts]
    done = subprocess.run(listed, cwd=top, check=True, capture_output=True, text=True)
    return [Path(name) for name in done.stdout.split("\n") if name and (top / name).is_file()]
