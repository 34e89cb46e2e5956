"""What is logged, and how a line looks."""

from typing import Any

from agora.conf.refusal import Refusal

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
STYLES = ("json", "text")


def config(*, level: str, style: str) -> dict[str, Any]:
    """Everything to standard error, in one style: `json` for machines, `text` for people."""
    for name, given, known in (
        ("AGORA_LOG_LEVEL", level, LEVELS),
        ("AGORA_LOG_STYLE", style, STYLES),
    ):
        if given not in known:
            raise Refusal(name, "is none of the known ones", f"Write one of {', '.join(known)}")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"city": {"()": "agora.conf.log_lines.CityFilter"}},
        "formatters": {
            "json": {"()": "agora.conf.log_lines.JsonFormatter"},
            "text": {"()": "agora.conf.log_lines.TextFormatter"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["city"],
                "formatter": style,
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "procrastinate": {"level": "WARNING"},
            "stripe": {"level": "WARNING"},  # it tells every request, and what was in it
        },
    }
