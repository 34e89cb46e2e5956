"""One request to a web server, without the edge, as a browser sends it."""

import http.client
import time
from typing import Any
from urllib.parse import urlencode

from tests.running.load import TOKEN


class Answer:
    """One page as it came."""

    def __init__(
        self,
        stage: Any,
        city: str,
        path: str,
        typed: dict[str, str] | None = None,
        session: str = "",
        *,
        photo: bytes = b"",
    ) -> None:
        there = stage.facts[city]
        headers = {"Host": there["host"], "Referer": f"http://{there['host']}/"}
        headers["Cookie"] = f"agora_csrf={TOKEN}; agora_session={session}"
        body: bytes | None = None
        if typed is not None:
            typed = {"csrfmiddlewaretoken": TOKEN, **typed}
            body, headers["Content-Type"] = _form(typed, photo)
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", stage.door, timeout=60)
        line.request("POST" if body else "GET", path, body=body, headers=headers)
        got = line.getresponse()
        self.text = got.read().decode()
        self.goal = got.headers.get("Location", "")
        self.status, self.again = got.status, got.headers.get("Retry-After")
        self.seconds = time.monotonic() - began
        line.close()


def _form(typed: dict[str, str], photo: bytes) -> tuple[bytes, str]:
    """The body of a form and its type; with a photo, in several parts."""
    if not photo:
        return urlencode(typed).encode(), "application/x-www-form-urlencoded"
    head = "Content-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}'.encode() for name, value in typed.items()]
    named = f'{head}"photo"; filename="banc.png"\r\nContent-Type: image/png\r\n\r\n'
    parts.append(named.encode() + photo)
    body = b"".join(b"--agora\r\n" + part + b"\r\n" for part in parts) + b"--agora--\r\n"
    return body, "multipart/form-data; boundary=agora"
