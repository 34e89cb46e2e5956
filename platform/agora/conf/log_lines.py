"""Logs, one JSON object a line: where it happened, in which city, never who nor what was said."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from agora.context.keys import log_tags

# What a line may carry besides its message: facts about the machine, never about a person.
FACTS = ("route", "status", "method", "duration_ms", "queries", "job", "task", "queue", "verb")
MAIL = re.compile(r"[^\s<>\"'(),;:=/]+@[^\s<>\"'(),;:/]+")
QUERY = re.compile(r"\?\S*")
TOKEN = re.compile(r"(?<![\w.-])[\w-]{24,}(?![\w.-])")
_written = json.JSONEncoder(ensure_ascii=False, default=str).encode
DETAIL = re.compile(r"\n?DETAIL:.*", re.DOTALL)


def without_people(text: str) -> str:
    """The text without addresses, query strings, long tokens, nor rows quoted by the database."""
    text = DETAIL.sub("", text)
    text = MAIL.sub("[mail]", text)
    text = QUERY.sub("?…", text)
    return TOKEN.sub("[token]", text)


class CityFilter(logging.Filter):
    """Puts the current city, or the house, on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.place = log_tags()
        return True


class ToldInside(logging.Filter):
    """Drops what the queue says of a job's end: the job said it itself, from inside its house."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(getattr(record, "action", "")).startswith("job_")


def said(record: logging.LogRecord) -> str:
    """The message; where Django names the path of a request, which may spell a title, its route."""
    request: Any = getattr(record, "request", None)
    if isinstance(record.args, tuple) and (path := getattr(request, "path", "")):
        found = getattr(request, "resolver_match", None)
        route = found.view_name if found else "unknown"
        words = tuple(route if word == path else word for word in record.args)
        return str(record.msg) % words
    return record.getMessage()


class JsonFormatter(logging.Formatter):
    """One JSON object a line; of an exception the type and the frames, not the words."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_people(said(record)),
            **getattr(record, "place", {}),
        }
        for fact in FACTS:
            if fact in record.__dict__:
                line[fact] = record.__dict__[fact]
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["frames"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return _written(line)


class TextFormatter(JsonFormatter):
    """The same facts for a person in front of a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = json.loads(super().format(record))
        place = " ".join(str(value) for value in getattr(record, "place", {}).values())
        head = f"{line['time'][11:19]} {line['level']:<7} {line['logger']} [{place or '-'}] "
        tail = "".join(f"\n    {frame}" for frame in line.get("frames", ()))
        return f"{head}{line['message']} {line.get('error', '')}".rstrip() + tail
