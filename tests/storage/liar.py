"""A storage that lies: it answers any GET with one kind of wrong, then ends."""

import contextlib
import socket
import threading
import time

WHOLE = b"a" * 200_000
ERROR = b"<Error><Code>InternalError</Code></Error>"
HEAD = "HTTP/1.1 {status}\r\nContent-Length: {size}\r\nContent-Type: application/pdf\r\n{more}\r\n"


class Liar:
    """`with Liar("cut") as liar:`, then its `url`; `lie` may change meanwhile."""

    def __init__(self, lie):
        self.lie = lie
        self.asked = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self):
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[line], daemon=True).start()

    def _answer(self, line):
        with line, contextlib.suppress(OSError):
            line.settimeout(20)
            asked = b""
            while b"\r\n\r\n" not in asked:
                piece = line.recv(65536)
                if not piece:
                    return
                asked += piece
            self.asked += 1
            getattr(self, self.lie)(line)

    def _send(self, line, body, *, size=None, status="200 OK", more=""):
        head = HEAD.format(status=status, size=len(body) if size is None else size, more=more)
        line.sendall(head.encode() + body)

    def truth(self, line):
        self._send(line, WHOLE)

    def cut(self, line):
        """The connection ends in mid-body."""
        self._send(line, WHOLE[:100_000], size=len(WHOLE))

    def short(self, line):
        """Fewer bytes, and it says so as if that were all."""
        self._send(line, WHOLE[:-1])

    def long(self, line):
        self._send(line, WHOLE + b"a")

    def altered(self, line):
        """The right size, one byte wrong."""
        self._send(line, WHOLE[:-1] + b"b")

    def error_as_success(self, line):
        self._send(line, ERROR)

    def slow_down(self, line):
        self._send(
            line,
            b"<Error><Code>SlowDown</Code></Error>",
            status="503 Slow Down",
            more="Connection: close\r\n",
        )

    def trickle(self, line):
        """A byte now and then, for half a minute."""
        self._send(line, b"", size=len(WHOLE))
        for _ in range(600):
            line.sendall(b"a")
            time.sleep(0.05)

    def mute(self, line):
        """Takes the question and says nothing."""
        with contextlib.suppress(OSError):
            line.recv(1)
