"""HTTP/1.1 as the measurements need it: plain questions, many at once, and the feed."""

import http.client
import json
import select
import socket
import time


class UnixConnection(http.client.HTTPConnection):
    """The desk listener: HTTP over a Unix socket."""

    def __init__(self, path, timeout=10):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(connection, method, path, body=None, token=None):
    """Status and JSON of one answer."""
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if text else None


def post(path, token, body):
    """The bytes of a POST."""
    text = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text


class Exchange:
    """One keep-alive connection with one question at a time."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.question = None
        self.received = b""

    def fileno(self):
        return self.socket.fileno()

    def send(self, data, question):
        """A question is far smaller than a socket's buffer: it goes out whole."""
        self.question, self.received = question, b""
        self.socket.send(data)

    def read(self):
        """Status and body once they are there, else None; ConnectionError where the other side is gone."""
        try:
            data = self.socket.recv(65536)
        except BlockingIOError:
            return None
        if not data:
            raise ConnectionError
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        length = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        )
        return (int(head[9:12]), body) if len(body) >= length else None


class Answer:
    """What became of one question; times are of the monotonic clock, status is None where no answer came."""

    __slots__ = ("name", "due", "done", "status", "body")

    def __init__(self, name, due, done, status, body):
        self.name, self.due, self.done, self.status, self.body = name, due, done, status, body

    @property
    def milliseconds(self):
        return (self.done - self.due) * 1000


class Load:
    """Questions to a broker, over as many connections as are needed to keep to the times."""

    # select() takes descriptors below 1024 only, and wakes to the microsecond where epoll() rounds up to a millisecond.
    MOST = 900

    def __init__(self, address, questions):
        self.address, self.questions = address, questions
        self.idle, self.busy, self.answers = [], set(), []

    def at_rate(self, rate, seconds, others=(), heard=lambda other: None):
        """Open loop: a question every 1/rate s, however long answers take; latency counts from when it was due."""
        start = time.monotonic()
        for number in range(round(rate * seconds)):
            due = start + number / rate
            while (left := due - time.monotonic()) > 0:
                self._wait(left, others, heard)
            self._send(due)
            self._wait(0, others, heard)

    def as_fast_as_it_goes(self, count, connections):
        """Closed loop: the next question when an answer is there."""
        sent = 0
        while sent < count:
            while len(self.busy) < connections and sent < count:
                self._send(time.monotonic())
                sent += 1
            self._wait(5)

    def finish(self, seconds, others=(), heard=lambda other: None):
        """Waits for the answers that are still to come; those that don't come have no status."""
        end = time.monotonic() + seconds
        while self.busy and time.monotonic() < end:
            self._wait(end - time.monotonic(), others, heard)
        for exchange in list(self.busy):
            self._failed(exchange)

    def close(self):
        for exchange in [*self.idle, *self.busy]:
            exchange.socket.close()

    def _send(self, due):
        name, data = next(self.questions)
        try:
            if not self.idle and len(self.busy) >= self.MOST:
                raise ConnectionError
            exchange = self.idle.pop() if self.idle else Exchange(self.address)
            self.busy.add(exchange)
            exchange.send(data, (name, due))
        except OSError:
            self.answers.append(Answer(name, due, time.monotonic(), None, b""))

    def _wait(self, seconds, others=(), heard=None):
        ready, _, _ = select.select([*self.busy, *others], [], [], seconds)
        for source in ready:
            if isinstance(source, Exchange):
                self._read(source)
            else:
                heard(source)

    def _read(self, exchange):
        try:
            answer = exchange.read()
        except OSError:
            return self._failed(exchange)
        if answer:
            self.answers.append(Answer(*exchange.question, time.monotonic(), *answer))
            self.busy.discard(exchange)
            self.idle.append(exchange)

    def _failed(self, exchange):
        self.answers.append(Answer(*exchange.question, time.monotonic(), None, b""))
        self.busy.discard(exchange)
        exchange.socket.close()


class Feed:
    """The desk's feed; reads what is there and never waits by itself."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.socket.sendall(b"GET /v1/feed HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.socket.setblocking(False)
        self.head, self.chunked, self.text = b"", b"", b""
        self.has_head = False

    def fileno(self):
        return self.socket.fileno()

    def read(self):
        """Events as pairs of name and bytes of JSON."""
        try:
            data = self.socket.recv(1 << 20)
        except BlockingIOError:
            return []
        if not data:
            raise ConnectionError("the broker ended the feed")
        if not self.has_head:
            self.head += data
            head, found, data = self.head.partition(b"\r\n\r\n")
            if not found:
                return []
            if not head.startswith(b"HTTP/1.1 200"):
                raise ConnectionError(head.decode(errors="replace"))
            self.has_head = True
        self._take_chunks(data)
        *events, self.text = self.text.split(b"\n\n")
        return [self._event(event) for event in events]

    def wait(self, is_it, seconds=10):
        """The first event's JSON that is looked for."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            select.select([self], [], [], left)
            for name, data in self.read():
                event = json.loads(data) if data else None
                if is_it(name, event):
                    return event
        raise TimeoutError("an event that was expected on the feed did not come")

    def close(self):
        self.socket.close()

    def _take_chunks(self, data):
        self.chunked += data
        while True:
            size, found, rest = self.chunked.partition(b"\r\n")
            if not found:
                return
            length = int(size, 16)
            if len(rest) < length + 2:
                return
            self.text += rest[:length]
            self.chunked = rest[length + 2 :]

    @staticmethod
    def _event(text):
        fields = dict(line.split(b": ", 1) for line in text.split(b"\n") if b": " in line and not line.startswith(b":"))
        return fields.get(b"event", b"").decode(), fields.get(b"data", b"")
