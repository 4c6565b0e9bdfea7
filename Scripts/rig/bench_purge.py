"""Lookups while a million old calls go: the broker purges by itself as soon as it starts."""

import glob
import itertools
import os
import random
import signal
import sqlite3
import time

import wire
from broker import Broker
from requirements import percentile
from terminal import resident_mebibytes

# Real calls, and how often each is multiplied: purging opens no row, so the copies need not fit their keys.
CALLS, TIMES = 1_000, 1_000
DAYS = 40
RATE = 500
SECONDS = 60
PATIENCE = 3_600


def run(table):
    table.heading(f"Lookups, {RATE} a second for {SECONDS} s, while {CALLS * TIMES} calls of {DAYS} days ago are purged")
    with Broker() as broker:
        live_through(broker)
        broker.process.send_signal(signal.SIGTERM)
        broker.process.wait()
        broker.process.stdout.close()
        journal = f"{broker.state}/journal.sqlite"
        multiply(journal)
        table.told("the journal before", f"{os.path.getsize(journal) / 2**20:.0f}", "MiB")
        start = time.monotonic()
        broker.start()
        table.told("start to ready", f"{time.monotonic() - start:.2f}", "s")
        watch(table, broker, journal, start)


def numbers():
    return (f"+1555{random.randrange(2_000_000, 9_999_999)}" for _ in itertools.count())


def live_through(broker):
    load = wire.Load(broker.address, broker.lookups(numbers()))
    try:
        load.as_fast_as_it_goes(CALLS, 8)
        load.finish(10)
    finally:
        load.close()
    # Until the CRM's answers are journalled, too.
    time.sleep(10)


def multiply(path):
    """The calls as if they had been long ago, so many times."""
    then = int((time.time() - DAYS * 86_400) * 1000)
    journal = sqlite3.connect(path)
    journal.execute("PRAGMA synchronous = OFF")
    columns = [row[1] for row in journal.execute("PRAGMA table_info(call)")]
    fresh = {"row": "row + :shift", "call_id": "hex(randomblob(16))", "number_index": "randomblob(16)"}
    calls = f"INSERT INTO call ({', '.join(columns)}) SELECT {', '.join(fresh.get(name, name) for name in columns)} FROM call WHERE row <= :last"
    steps = [row[1] for row in journal.execute("PRAGMA table_info(identity_step)")]
    chosen = ", ".join("call_row + :shift" if name == "call_row" else name for name in steps)
    hanging = f"INSERT INTO identity_step ({', '.join(steps)}) SELECT {chosen} FROM identity_step WHERE call_row <= :last"
    with journal:
        journal.execute("DELETE FROM job")
        journal.execute("UPDATE call SET started_at = ?, leaves_at = NULL, waiting_since = NULL", (then,))
        (last,) = journal.execute("SELECT max(row) FROM call").fetchone()
        for time_ in range(1, TIMES):
            place = {"shift": time_ * last, "last": last}
            journal.execute(calls, place)
            journal.execute(hanging, place)
    journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.close()


def rows(path):
    """Calls that are left of the old ones."""
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return journal.execute("SELECT count(*) FROM call WHERE row <= ?", (CALLS * TIMES,)).fetchone()[0]
    finally:
        journal.close()


def watch(table, broker, journal, start):
    load = wire.Load(broker.address, broker.lookups(numbers()))
    try:
        load.at_rate(RATE, SECONDS)
        load.finish(5)
    finally:
        load.close()
    left, took = rows(journal), time.monotonic() - start
    good = [answer for answer in load.answers if answer.status == 200]
    times = [answer.milliseconds for answer in good]
    table.at_most("not answered with 200", len(load.answers) - len(good), 0, "of them", digits=0)
    degraded = sum(1 for answer in good if b'"degraded":true' in answer.body)
    table.at_most("answered without the journal", degraded, 0, "of them", digits=0)
    table.told("median", f"{percentile(times, 0.5):.2f}", "ms")
    table.told("p99", f"{percentile(times, 0.99):.2f}", "ms")
    table.at_most("maximum", max(times), 250, "ms")
    table.told("calls purged meanwhile, a second", f"{(CALLS * TIMES - left) / took:.0f}")
    table.told("write-ahead log then", f"{log_size(journal):.0f}", "MiB")
    end = time.monotonic() + PATIENCE
    while (left := rows(journal)) and time.monotonic() < end:
        time.sleep(2)
    table.at_most("old calls that are left", left, 0, "", digits=0)
    table.told("from the start until all were gone", f"{time.monotonic() - start:.0f}", "s")
    # Lookups have written since; what is gone is not in it.
    table.at_most("write-ahead log in the end", log_size(journal), 64, "MiB")
    table.told("resident in the end", f"{resident_mebibytes(broker.process.pid):.0f}", "MiB")


def log_size(journal):
    return sum(os.path.getsize(path) for path in glob.glob(f"{journal}-wal")) / 2**20
