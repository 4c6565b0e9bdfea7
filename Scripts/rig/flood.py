"""A broker's socket that says one thing after the other, as fast as it is told to."""

import json
import multiprocessing
import os
import shutil
import socket
import tempfile
import time

CALLS = 60
SEEN = 12
LIVE = "2026-11-23T09:00:00.000Z"


class Flood:
    """`with Flood(5000) as flood:` says 5,000 events a second to whoever reads the feed at `flood.socket`."""

    def __init__(self, rate):
        self.folder = tempfile.mkdtemp(prefix="ringside-flood-", dir="/tmp")
        self.socket = f"{self.folder}/desk.sock"
        self.counter = multiprocessing.Value("q", 0)
        self.rate = rate

    def __enter__(self):
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(self.socket)
        listener.listen(8)
        self.process = multiprocessing.Process(target=_serve, args=(listener, self.rate, self.counter), daemon=True)
        self.process.start()
        listener.close()
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.join()
        shutil.rmtree(self.folder, ignore_errors=True)

    def told(self):
        """How many events a reader has taken so far, but for those in the socket's buffer."""
        return self.counter.value


def _serve(listener, rate, counter):
    while True:
        connection, _ = listener.accept()
        child = os.fork()
        if child == 0:
            try:
                _answer(connection, rate, counter)
            finally:
                os._exit(0)
        connection.close()


def _answer(connection, rate, counter):
    while True:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            data = connection.recv(65536)
            if not data:
                return
            head += data
        if head.startswith(b"GET /v1/feed"):
            break
        body = json.dumps(_me()).encode()
        connection.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body
        )
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
    snapshot = {
        "calls": [_call(number) for number in range(CALLS)],
        "me": _me(),
        "sources": [],
        "broker": {"version": "1", "startedAt": LIVE},
    }
    connection.sendall(b"id: 1\nevent: snapshot\ndata: " + json.dumps(snapshot).encode() + b"\n\n")
    _rain(connection, rate, counter)


def _rain(connection, rate, counter):
    """Only of calls that stand too far down the list to be seen, and each with something new in it."""
    rain = [json.dumps({"kind": "updated", "call": _call(number)}).encode() for number in range(SEEN, CALLS)]
    number, start = 1, time.monotonic()
    while True:
        due = int((time.monotonic() - start) * rate)
        batch = b""
        for number in range(number + 1, min(due, number + 200) + 1):
            count = b'"previousInteractionCount": %d'
            data = rain[number % len(rain)].replace(count % 0, count % number)
            batch += b"id: %d\nevent: call\ndata: " % number + data + b"\n\n"
        connection.sendall(batch)
        counter.value = number
        time.sleep(0.002)


def _me():
    return {"uid": 0, "agentId": "u2", "name": "R. Ortiz", "role": "agent", "scope": "all", "may": ["switch", "undo"]}


def _call(number):
    nothing = dict.fromkeys(["accountStatus", "balanceDue", "overdue", "creditHold", "tookMs", "error", "nextRetryAt"])
    crm = dict.fromkeys(["caseId", "caseStatus", "caseSubject", "loyaltyTier", "accountName", "tookMs", "error"])
    return {
        "callId": f"call-{number}",
        "direction": "inbound",
        "state": "connected",
        "queueId": "q",
        "queueName": "Billing",
        "userId": "u2" if number == 0 else "u3",
        "agentName": "R. Ortiz",
        "number": "+1•••••••999",
        # The first is the agent's own, and opens by itself.
        "startedAt": LIVE if number else "2026-11-23T09:00:01.000Z",
        "answeredAt": LIVE,
        "endedAt": None,
        "identity": dict.fromkeys(["email", "rule", "confidence", "actor", "reason", "runnerUp", "override"])
        | {
            "externalId": f"CRM:{number}",
            "name": f"Caller {number}",
            "phase": 2,
            "resolvedBy": "crm",
            "source": "salesforce",
            "asOf": LIVE,
        },
        "crm": crm | {"state": "ready", "source": "salesforce", "asOf": LIVE, "nextRetryAt": None},
        "erp": nothing | {"state": "missing", "source": "sap", "asOf": LIVE},
        "candidates": [],
        "sync": {"state": "confirmed", "attempts": 1, "error": None, "nextRetryAt": None, "confirmedAt": LIVE},
        "timeline": [{"at": LIVE, "kind": "identified", "text": "known by number", "tookMs": 12}] * 6,
        "interaction": {},
        "previousInteractionCount": 0,
        "orphan": False,
        "undo": None,
        "phase1Ms": 12,
        "phase2Ms": 20,
    }
