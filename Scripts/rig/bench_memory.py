"""The broker's memory after many calls, its stand-in systems and their records included."""

import itertools
import time

import wire
from broker import Broker
from terminal import processor_seconds, resident_mebibytes

CALLS = 100_000
CONNECTIONS = 32
PATIENCE = 60


def run(table):
    table.heading(f"The broker and its stand-in systems after {CALLS} calls, as fast as they go on {CONNECTIONS} connections")
    with Broker() as broker:
        pid = broker.process.pid
        table.told("resident at the start", f"{resident_mebibytes(pid):.1f}", "MiB")
        numbers = (f"+1555{2_000_000 + number}" for number in itertools.count())
        load = wire.Load(broker.address, broker.lookups(numbers))
        start = time.monotonic()
        try:
            load.as_fast_as_it_goes(CALLS, CONNECTIONS)
            load.finish(10)
        finally:
            load.close()
        rate = CALLS / (time.monotonic() - start)
        good = sum(1 for answer in load.answers if answer.status == 200)
        table.told("lookups a second", f"{rate:.0f}")
        table.at_most("not answered with 200", CALLS - good, 0, "of them", digits=0)
        after = resident_mebibytes(pid)
        most, waited = until_idle(pid)
        table.told("watched while enrichment went on", f"{waited:.0f}", "s")
        table.at_most("resident after the last lookup", after, 150, "MiB")
        table.at_most("most while enrichment went on", most, 150, "MiB")
        table.at_most("resident at the end", resident_mebibytes(pid), 150, "MiB")


def until_idle(pid):
    """Waits until the process has next to nothing to do; its largest size meanwhile, and how long that took."""
    start, most, used = time.monotonic(), 0, processor_seconds(pid)
    while time.monotonic() - start < PATIENCE:
        time.sleep(2)
        most = max(most, resident_mebibytes(pid))
        now = processor_seconds(pid)
        if now - used < 0.1:
            break
        used = now
    return most, time.monotonic() - start
