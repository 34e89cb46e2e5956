"""A place on loopback where the client of Sentry sends what it would send to Sentry."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import sentry_sdk


def end_client() -> None:
    """Send what it holds, end its threads, and leave a client that sends nothing in its place."""
    sentry_sdk.get_client().close()
    sentry_sdk.init()


class Receiver:
    """Keeps every item of every envelope, and every byte."""

    def __init__(self):
        self.items, self.bytes = [], b""
        receiver = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.take(body, self.headers.get("Content-Encoding", ""))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.dsn = f"http://key@127.0.0.1:{self.server.server_port}/1"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def take(self, body, coding):
        """Read one envelope: a line of its own, then a line and a body for each item."""
        assert coding in ("gzip", ""), coding
        plain = gzip.decompress(body) if coding else body
        self.bytes += plain
        rest = plain.partition(b"\n")[2]
        while rest.strip():
            head, _line, rest = rest.partition(b"\n")
            told = json.loads(head)
            length = told.get("length")
            content, rest = (rest[:length], rest[length + 1 :]) if length else rest.split(b"\n", 1)
            if told["type"] in ("event", "transaction"):
                self.items.append(json.loads(content))

    def close(self):
        """Stop listening."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def arrived(self, kind="event"):
        """What came, once the client has sent all it holds."""
        sentry_sdk.flush(10)
        wanted = "transaction" if kind == "transaction" else None
        return [item for item in self.items if item.get("type") == wanted]
