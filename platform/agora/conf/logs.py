"""What is logged, and how a line looks: the settings', and that of a process before them."""

import logging
import logging.config
import sys
import threading
from typing import Any

from agora.conf import env
from agora.conf.refusal import Refusal

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
STYLES = ("json", "text")

log = logging.getLogger("agora.process")


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
        "filters": {
            "city": {"()": "agora.conf.log_lines.CityFilter"},
            "told_inside": {"()": "agora.conf.log_lines.ToldInside"},
        },
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
            # Each answer has its line (agora.context.access); here, what broke.
            "django.request": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "procrastinate.worker": {"filters": ["told_inside"]},
            "stripe": {"level": "WARNING"},  # it tells every request, and what was in it
        },
    }


def begin() -> None:
    """Log as the settings will, from the first line on: warnings and crashes are lines too."""
    style = env.text("AGORA_LOG_STYLE", "json")
    level = env.text("AGORA_LOG_LEVEL", "INFO")
    logging.config.dictConfig(config(level=level, style=style))
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda told: _crashed(told.exc_type, told.exc_value, told.exc_traceback)


def _crashed(kind: Any, error: Any, frames: Any) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("the process ends on an error", exc_info=(kind, error, frames))
