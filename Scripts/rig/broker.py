"""`ringside serve --sandbox` on a folder of its own, which goes with it."""

import http.client
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
import uuid

import wire

# One of the guide's people, and what is made of him.
JOHN = "+15550199999"
LOOKUP = "/api/v1/genesys/lookup"


def binary():
    """The executable under test; the script that runs us has built it, or somebody has named another one."""
    return os.environ["RINGSIDE_BINARY"]


def environment(folder, **more):
    """Nothing of whoever runs this gets in: no configuration, no colours, no locale."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": folder,
        "XDG_RUNTIME_DIR": folder,
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        # The toolchain's crash handler would ask what to do, on the terminal that is looked at.
        "SWIFT_BACKTRACE": "enable=no",
    } | more


class Broker:
    """A broker with the stand-in systems in the same process; `with Broker() as broker:` starts and ends it."""

    def __init__(self, configuration=""):
        # Not below TMPDIR: the path of a Unix socket has 107 bytes at most.
        self.folder = tempfile.mkdtemp(prefix="ringside-", dir="/tmp")
        self.state = f"{self.folder}/state"
        self.socket = f"{self.folder}/desk.sock"
        self.process = None
        self.token = str(uuid.uuid4())
        with open(os.open(f"{self.folder}/tokens", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(self.token + "\n")
        with open(f"{self.folder}/ringside.yaml", "w") as file:
            file.write(configuration)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start(self, seconds=30):
        """Starts it, again after `kill` on the same state, and waits for its ready line."""
        with open(f"{self.folder}/log", "ab") as log:
            self.process = subprocess.Popen(
                [binary(), "serve", *self.systems(), "--listen", "127.0.0.1:0", "--socket", self.socket]
                + ["--state", self.state, "--token-file", f"{self.folder}/tokens"]
                + ["--config", f"{self.folder}/ringside.yaml"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(self.folder),
            )
        self.ready = self.wait_until_ready(seconds)
        if not self.ready:
            self.kill()
            raise SystemExit(f"The broker does not start. It says:\n{self.log()}")
        host, port = self.ready["platform"].removeprefix("http://").rsplit(":", 1)
        self.address = (host, int(port))

    def systems(self):
        """The stand-ins, in the same process."""
        return ["--sandbox"]

    def wait_until_ready(self, seconds):
        """What its ready line says; nothing where none comes."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else b""
        return json.loads(line) if line else None

    def kill(self):
        """As a power cut: SIGKILL."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(12)
            except subprocess.TimeoutExpired:
                pass
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        with open(f"{self.folder}/log", errors="replace") as file:
            return file.read()

    def platform(self, method, path, body=None):
        """Asks the platform listener: status and JSON."""
        connection = http.client.HTTPConnection(*self.address, timeout=10)
        try:
            return wire.ask(connection, method, path, body, self.token)
        finally:
            connection.close()

    def desk(self, method, path, body=None):
        """Asks the desk listener: status and JSON."""
        connection = wire.UnixConnection(self.socket)
        try:
            return wire.ask(connection, method, path, body)
        finally:
            connection.close()

    def sandbox(self, method, path, body=None):
        """Asks the stand-ins: status and JSON."""
        connection = http.client.HTTPConnection(self.ready["sandbox"].removeprefix("http://"), timeout=10)
        try:
            return wire.ask(connection, method, path, body)
        finally:
            connection.close()

    def fault(self, system, mode, **more):
        status, answer = self.sandbox("PUT", "/_sandbox/faults", {"system": system, "mode": mode, **more})
        assert status == 200, answer

    def place(self, number=JOHN, **more):
        """The stand-in platform places a call, and it rings: its callId."""
        status, answer = self.sandbox("POST", "/_sandbox/calls", {"number": number, "queueId": "billing", **more})
        assert status == 200, answer
        return answer["callId"]

    def event(self, call, kind):
        now = time.time()
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z"
        status, answer = self.platform("POST", "/api/v1/genesys/events", {"type": kind, "callId": call, "at": at})
        assert status == 202, answer

    def call(self, call, is_it=lambda call: True, seconds=10):
        """The call once it is as asked."""
        end = time.monotonic() + seconds
        while True:
            status, answer = self.desk("GET", f"/v1/calls/{call}")
            if status == 200 and is_it(answer):
                return answer
            if time.monotonic() > end:
                raise TimeoutError(f"the call did not become as expected: {status} {answer}")
            time.sleep(0.02)

    def lookups(self, numbers):
        """Endless questions for a `Load`, a new call each; a name is the callId."""
        for number in numbers:
            call = str(uuid.uuid4())
            body = {"fromNumber": number, "toNumber": "+15550190000", "callId": call, "type": "inbound"}
            yield call, wire.post(LOOKUP, self.token, body)
