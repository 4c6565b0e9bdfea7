"""What an operator waits for: a start and reports over a million calls, ten thousand orphans, purging beside lookups."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import tempfile
import time

import bench_purge
import wire
from broker import Broker, binary, environment

# Real calls, of people and of numbers that nobody knows; each so many times makes the million.
CALLS, TIMES = 2_000, 500
PEOPLE = ["+15550199999", "+12025550143", "+442079460018", "+81312345678"]
DAYS = 28
ORPHANS = 10_000
# Of each stand-in: what is measured is our own time, and theirs is theirs.
LATENCY = 5
EVENTS = "/api/v1/genesys/events"


def run(table):
    a_million_calls(table)
    orphans(table)
    bench_purge.run(table)


def a_million_calls(table):
    table.heading(f"A journal of {CALLS * TIMES} calls of the last {DAYS} days, each with an agent's leg")
    with Broker() as broker:
        be_quick(broker)
        live_through(broker, people_and_strangers(CALLS), ["callAnswered", "callEnded", "wrapUpEnded"])
        stop(broker)
        journal = f"{broker.state}/journal.sqlite"
        multiply(journal)
        table.told("the journal", f"{os.path.getsize(journal) / 2**20:.0f}", "MiB")
        begun = time.monotonic()
        broker.start()
        table.at_most("start to ready", time.monotonic() - begun, 3, "s", digits=2)
        for grouping in ("tier", "queue", "agent", "account"):
            took, lines = report(broker, "handle-time", "--by", grouping)
            table.at_most(f"report handle-time --by {grouping}, {lines - 1} lines", took, 2, "s", digits=2)
        took, lines = report(broker, "interactions", "--tier", "Gold")
        table.at_most(f"report interactions --tier Gold, {lines - 1} lines", took, 2, "s", digits=2)


def orphans(table):
    table.heading(f"Reconciling {ORPHANS} orphans, each source's answer after {LATENCY} ms, no rate limit in the way")
    with Apart() as broker:
        be_quick(broker)
        numbers = [f"+1555{2_000_000 + index}" for index in range(ORPHANS)]
        live_through(broker, numbers, ["callEnded"])
        become_known(broker, numbers)
        begun = time.monotonic()
        done = ringside(broker, "reconcile", "--since", "24h")
        took = time.monotonic() - begun
        summary = next((line for line in done.splitlines() if " orphans: " in line), "nothing")
        print(f"    {summary}", flush=True)
        healed = sum(1 for line in done.splitlines() if " CRM:" in line)
        table.at_least("healed", healed, ORPHANS, "of them", digits=0)
        table.at_most("ringside reconcile", took, 60, "s")
        refused = sum(1 for request in broker.sandbox("GET", "/_sandbox/requests")[1]["requests"] if request["status"] == 429)
        table.at_most("429 among the last requests", refused, 0, "", digits=0)


class Apart(Broker):
    """A broker with the stand-ins in a process of their own, reached by a configuration as an integrator writes it."""

    def __enter__(self):
        try:
            self.stand_ins = subprocess.Popen(
                [binary(), "sandbox", "--listen", "127.0.0.1:0"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(self.folder),
            )
            self.origin = json.loads(self.stand_ins.stdout.readline())["sandbox"]
            self.configure()
            return super().__enter__()
        except BaseException:
            self.close()
            raise

    def configure(self):
        for name, secret in (("salesforce", "sandbox-client-secret"), ("sap", "sandbox-password")):
            with open(os.open(f"{self.folder}/{name}", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secret + "\n")
        crm = {"client_id": "ringside-sandbox", "client_secret_file": f"{self.folder}/salesforce"}
        sap = {"grant": "basic", "user": "RINGSIDE", "password_file": f"{self.folder}/sap"}
        configuration = {
            "platform": {"kind": "genesys-guide", "base_url": self.origin, "requests_per_minute": 100_000},
            "crm": [{"kind": "salesforce", "base_url": f"{self.origin}/salesforce", "auth": crm}],
            "erp": [{"kind": "sap", "base_url": self.origin, "client": "100", "auth": sap}],
        }
        with open(f"{self.folder}/ringside.yaml", "w") as file:
            # JSON is YAML.
            json.dump(configuration, file)

    def systems(self):
        """Those of the configuration."""
        return []

    def wait_until_ready(self, seconds):
        """Without stand-ins of its own it prints no line; its log says when it is ready, and where."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            for line in self.log().splitlines():
                if 'msg="Ready"' in line:
                    origin = line.split("platform=")[1].split()[0].strip('"')
                    return {"platform": origin, "sandbox": self.origin}
            time.sleep(0.02)
        return None

    def close(self):
        super().close()
        if getattr(self, "stand_ins", None):
            self.stand_ins.terminate()
            self.stand_ins.wait()
            self.stand_ins.stdout.close()


def be_quick(broker):
    for system in ("genesys", "crm", "erp"):
        broker.fault(system, "ok", latencyMs=LATENCY)


def stop(broker):
    broker.process.send_signal(signal.SIGTERM)
    broker.process.wait()
    broker.process.stdout.close()


def people_and_strangers(count):
    return [PEOPLE[index // 2 % len(PEOPLE)] if index % 2 else f"+1555{3_000_000 + index}" for index in range(count)]


def live_through(broker, numbers, events):
    """Calls that are looked up, talked through and enriched."""
    load = wire.Load(broker.address, broker.lookups(iter(numbers)))
    try:
        load.as_fast_as_it_goes(len(numbers), 8)
        load.finish(10)
        calls = [answer.name for answer in load.answers if answer.status == 200]
    finally:
        load.close()
    assert len(calls) == len(numbers), f"{len(numbers) - len(calls)} lookups were not answered"
    wait_for_phase_two(broker)
    for number, kind in enumerate(events):
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 10 * number))
        for some in batches(calls, 100):
            batch = [{"type": kind, "callId": call, "at": at, "userId": "u1", "queueId": "billing"} for call in some]
            status, answer = broker.platform("POST", EVENTS, batch)
            assert status == 202, answer


def batches(items, size):
    return (items[start:start + size] for start in range(0, len(items), size))


def wait_for_phase_two(broker, seconds=300):
    end = time.monotonic() + seconds
    while jobs(f"{broker.state}/journal.sqlite"):
        assert time.monotonic() < end, "phase 2 does not end"
        time.sleep(0.2)


def jobs(path):
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
        return journal.execute("SELECT count(*) FROM job WHERE lane = 'crm'").fetchone()[0]


def become_known(broker, numbers):
    """The CRM learns whose they are, a person each."""
    host, port = broker.origin.removeprefix("http://").rsplit(":", 1)
    entries = ({"numbers": [number], "accounts": 1} for number in numbers)
    questions = (("", wire.post("/_sandbox/people", "", entry)) for entry in entries)
    load = wire.Load((host, int(port)), questions)
    try:
        load.as_fast_as_it_goes(len(numbers), 8)
        load.finish(10)
        refused = [answer for answer in load.answers if answer.status != 201]
    finally:
        load.close()
    assert not refused, f"{len(refused)} people are not known, such as {refused[0].body}"


def multiply(path):
    """The calls so many times, over the last weeks; the real ones came last, and only they can be opened."""
    spread = DAYS * 86_400_000 // TIMES
    with contextlib.closing(sqlite3.connect(path)) as journal:
        journal.execute("PRAGMA synchronous = OFF")
        with journal:
            journal.execute("DELETE FROM job")
            journal.execute("UPDATE call SET leaves_at = NULL, waiting_since = NULL")
            # Those that reports open, accounts with the most time, are real.
            journal.execute("UPDATE leg SET talk_ms = 36000000, handle_ms = 36000000 + held_ms + after_call_ms + dialing_ms + contacting_ms")
            (last,) = journal.execute("SELECT max(row) FROM call").fetchone()
            journal.execute("UPDATE call SET row = row + ?", (last * (TIMES - 1),))
            for table in ("leg", "identity_step"):
                journal.execute(f"UPDATE {table} SET call_row = call_row + ?", (last * (TIMES - 1),))
            for time_ in range(TIMES - 1):
                place = {"first": last * (TIMES - 1), "shift": last * (TIMES - 1 - time_), "ago": spread * (TIMES - 1 - time_)}
                copy(journal, "call", place, {
                    "row": "row - :shift", "call_id": "hex(randomblob(16))", "number_index": "randomblob(16)",
                    "external_index": "randomblob(16)", "started_at": "started_at - :ago", "ended_at": "ended_at - :ago",
                    "tier": "tier || ' ' || (row % 5)",
                }, "row")
                copy(journal, "leg", place, {
                    "call_row": "call_row - :shift", "started_at": "started_at - :ago", "over_at": "over_at - :ago",
                    "talk_ms": "1000", "handle_ms": "1000 + held_ms + after_call_ms + dialing_ms + contacting_ms",
                    "agent": "'agent ' || (call_row % 200)", "queue": "'queue ' || (call_row % 20)",
                }, "call_row")
                copy(journal, "identity_step", place, {"call_row": "call_row - :shift"}, "call_row")
        journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy(journal, table, place, fresh, row):
    columns = [each[1] for each in journal.execute(f"PRAGMA table_info({table})")]
    chosen = ", ".join(fresh.get(name, name) for name in columns)
    journal.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {row} > :first", place)


def ringside(broker, *arguments):
    places = ["--socket", broker.socket, "--config", f"{broker.folder}/ringside.yaml"]
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [binary(), *arguments, *places], stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False,
            env=environment(broker.folder),
        )
        said.seek(0)
        words = said.read()
    assert done.returncode in (0, 1), f"ringside {' '.join(arguments)} ended with {done.returncode}: {words}"
    return words


def report(broker, *arguments):
    """How long it took, in seconds, and the lines it printed."""
    begun = time.monotonic()
    words = ringside(broker, "report", *arguments, "--since", "30d", "--format", "csv")
    return time.monotonic() - begun, len(words.splitlines())
