"""The broker that was installed on a machine, from outside, with a ledger of all that it has acknowledged."""

import contextlib
import itertools
import json
import os
import threading
import time

import wire
from broker import Broker
from drill import is_found, not_enriched

# Not John, who calls on the page and is forgotten there.
NUMBERS = ["+12025550143", "+442079460018", "+4930901820", "+15550160000", "+15552000001", "+15552000002"]


class Installed(Broker):
    """As the page installs it; systemd starts and ends it, and only the questions are `Broker`'s."""

    def __init__(self, machine):
        self.machine = machine
        self.address = ("127.0.0.1", 8080)
        self.token = (machine.root / "etc/ringside/secrets/tokens").read_text().strip()
        # Somebody who sees all calls, and whom nothing lets in but the group and the configuration.
        self.user = int(machine.says("id -u mlee"))
        self.group = int(machine.says("getent group ringside-desks").split(":")[2])
        self.questions = self.lookups(itertools.cycle(NUMBERS))
        self.ledger = {}

    def desk(self, method, path, body=None):
        connection = wire.UnixConnection("desk.sock")
        try:
            with self.beside_the_socket():
                connection.connect()
            return wire.ask(connection, method, path, body)
        finally:
            connection.close()

    @contextlib.contextmanager
    def beside_the_socket(self):
        """As a supervisor, who is known by the number; and a socket's path has 107 bytes at most."""
        here = os.open(".", os.O_PATH)
        try:
            os.chdir(self.machine.root / "run/ringside")
            os.setegid(self.group)
            os.seteuid(self.user)
            yield
        finally:
            os.seteuid(0)
            os.setegid(0)
            os.fchdir(here)
            os.close(here)

    def readiness(self):
        try:
            return self.platform("GET", "/readyz")
        except OSError:
            return None, None

    def wait_until(self, is_it, seconds=30):
        """Readiness as it is when it is as asked, and how long that took, in seconds."""
        start = time.monotonic()
        while not is_it(readiness := self.readiness()):
            if time.monotonic() - start > seconds:
                raise AssertionError(f"after {seconds} s, /readyz is still {readiness}")
            time.sleep(0.05)
        return readiness, time.monotonic() - start

    def wait_until_ready(self, seconds=30):
        return self.wait_until(lambda readiness: readiness[0] == 200, seconds)[1]

    def look_up(self, seconds, harm=None, rate=100):
        """Lookups for so long, with `harm` done half-way: what was acknowledged, and how many answers were degraded."""
        load = wire.Load(self.address, self.questions)
        harming = threading.Timer(seconds / 2, harm) if harm else None
        try:
            if harming:
                harming.start()
            load.at_rate(rate, seconds)
            load.finish(5)
        finally:
            if harming:
                harming.join()
            load.close()
        answers = [(answer, json.loads(answer.body)) for answer in load.answers if answer.status == 200]
        self.slowest = max((answer.milliseconds for answer, _ in answers), default=0)
        degraded = {answer.name: body["externalId"] for answer, body in answers if body["data"].get("degraded")}
        promised = {answer.name: body["externalId"] for answer, body in answers if answer.name not in degraded}
        self.ledger |= promised
        return promised, degraded

    def lost(self, calls=None):
        """Of all that was ever acknowledged, or of some calls, those that are not found."""
        return {call for call, external_id in (calls or self.ledger).items() if not is_found(self, call, external_id)}

    def not_enriched(self):
        return not_enriched(self, set(self.ledger))
