"""Stripe's address as a WSGI application: the API below /v1, its puppeteer below /_control."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from tests.fakestripe import contract, control
from tests.fakestripe.faults import Faults
from tests.fakestripe.verbs import VERBS
from tests.fakestripe.world import KEYS_LIVE, Refusal, World

STATUS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}
STATUS |= {409: "Conflict", 429: "Too Many Requests", 500: "Internal Server Error"}
BROKEN = {"error": {"type": "api_error", "message": "An unknown error occurred."}}
BUSY = {"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "Slow down."}}


class Application:
    """Checks each request against the SDK, runs it, and spoils the answer when told to."""

    def __init__(self, world: World, faults: Faults | None = None) -> None:
        self.world = world
        self.faults = faults or Faults()
        self.lock = threading.RLock()
        self.puppeteer = control.Puppeteer(self)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(size) if size else b""
        path = environ["PATH_INFO"]
        if path.startswith("/_control/"):
            status, answer = self.puppeteer.answer(path.removeprefix("/_control/"), body)
        else:
            status, answer = self._api(environ, path, body)
        if status == 0:  # nothing comes back: the link is cut
            environ["fakestripe.cut"]()
            start("500 Cut", [])
            return [b"nobody reads this"]
        content = json.dumps(answer).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(content)))]
        headers.append(("Request-Id", f"req_{self.world.count:08d}"))
        start(f"{status} {STATUS.get(status, 'Said')}", headers)
        return [content]

    def _api(self, environ: dict[str, Any], path: str, body: bytes) -> tuple[int, Any]:
        method = environ["REQUEST_METHOD"].lower()
        if not environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer sk_test_"):
            said = {"type": "invalid_request_error", "message": "Invalid API Key provided."}
            return 401, {"error": said}
        text = body.decode() if method == "post" else environ.get("QUERY_STRING", "")
        with self.lock:
            fault = self.faults.for_call(method, path)
            key = environ.get("HTTP_IDEMPOTENCY_KEY", "") if method == "post" else ""
            status, answer = self._under(fault, key, method, path, text)
            self.world.save()
        if fault == "timeout":
            self.faults.wait()
        return status, answer

    def _under(self, fault: str, key: str, method: str, path: str, text: str) -> tuple[int, Any]:
        """Run a call; a key already known answers what it answered, be that a failure."""
        if fault == "429":
            return 429, BUSY
        if fault == "500_before":
            return 500, BROKEN
        print_of = hashlib.sha256(f"{method} {path} {text}".encode()).hexdigest()
        known = self.world.keys.get(key) if key else None
        if known and known["until"] > self.world.now():
            if known["print"] != print_of:
                return 400, {"error": {"type": "idempotency_error", "message": "Keys for ..."}}
            status, answer = known["status"], known["answer"]
        else:
            status, answer = 500, BROKEN
            if fault != "500_stuck":
                status, answer = self._run(method, path, text)
            if fault == "500_after":
                status, answer = 500, BROKEN
            if key and status not in (400, 401, 404):
                until = self.world.now() + KEYS_LIVE
                kept = {"print": print_of, "until": until, "status": status, "answer": answer}
                self.world.keys[key] = kept
        return (0, None) if fault == "torn" else (status, answer)

    def _run(self, method: str, path: str, text: str) -> tuple[int, Any]:
        try:
            template, inside = _route(method, path)
            operation = contract.OPERATIONS[method, template]
            given = contract.nested(parse_qsl(text, keep_blank_values=True))
            asked = contract.checked(contract.params_class(operation.params), given)
            answer = VERBS[method, template](self.world, asked, **inside)
        except contract.Unfit as problem:
            said = {"type": "invalid_request_error", "param": problem.param}
            return 400, {"error": {**said, "message": str(problem)}}
        except Refusal as refusal:
            return refusal.status, {"error": refusal.said}
        self.world.calls.append([method, template])
        shown = answer["data"] if operation.many else [answer]
        if problems := [line for one in shown for line in contract.unfit(operation.answer, one)]:
            raise AssertionError(problems)
        return 200, json.loads(json.dumps(answer))


def _route(method: str, path: str) -> tuple[str, dict[str, str]]:
    """Find the operation of a path, and what its braces hold; plain paths win over braces."""
    if (method, path) in VERBS:
        return path, {}
    parts = path.split("/")
    for verb, template in VERBS:
        pieces = template.split("/")
        if verb == method and len(pieces) == len(parts):
            pairs = list(zip(pieces, parts, strict=True))
            if all(piece == part or piece.startswith("{") for piece, part in pairs):
                return template, {one[1:-1]: part for one, part in pairs if one[:1] == "{"}
    raise Refusal(f"Unrecognized request URL ({method.upper()}: {path}).", status=404)
