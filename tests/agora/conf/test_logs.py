import json
import logging
import logging.config
import os
import subprocess
import sys

import pytest

from agora.conf import logs


@pytest.mark.parametrize("style", ["json", "text"])
def test_both_styles_can_be_set_up(style):
    handlers, level = logging.root.handlers[:], logging.root.level
    try:
        logging.config.dictConfig(logs.config(level="WARNING", style=style))

        assert logging.root.level == logging.WARNING
    finally:
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)


def test_what_the_client_of_stripe_tells_of_its_requests_stays_home():
    assert logs.config(level="INFO", style="json")["loggers"]["stripe"] == {"level": "WARNING"}


SPEAKING = """
import logging, threading, warnings
from agora.conf import logs
logs.begin()
warnings.warn("un avertissement", stacklevel=1)
logging.getLogger("gunicorn.error").error("Worker was sent SIGKILL!")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
raise ValueError("jeanne.canari@exemple.fr")
"""


def test_warnings_threads_and_the_last_error_of_a_process_are_lines_like_the_others():
    done = subprocess.run(
        [sys.executable, "-c", SPEAKING],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "AGORA_LOG_LEVEL": "INFO", "AGORA_LOG_STYLE": "json"},
    )
    lines = [json.loads(line) for line in (done.stdout + done.stderr).splitlines()]

    assert done.returncode == 1
    assert [(line["logger"], line.get("error")) for line in lines] == [
        ("py.warnings", None),
        ("gunicorn.error", None),
        ("agora.process", "ZeroDivisionError"),
        ("agora.process", "ValueError"),
    ]
    assert "canari" not in done.stdout + done.stderr
    assert {line["house"] for line in lines} == {"none"}
