"""Lookups beside other servers, then in an open loop, then while the CRM hangs: nobody who calls waits for it."""

import itertools
import json
import random
import time

import bench_race
import wire
from broker import Broker
from requirements import percentile

RATE = 500
SECONDS = 20
WARM_UP = 3
BUSY_RATE = 2000


class BreakerWatch:
    """A desk that reads along, and notes when the broker says that the CRM is down."""

    def __init__(self, feed):
        self.feed, self.opened = feed, None

    def heard(self, feed):
        for name, data in feed.read():
            if name == "source" and self.opened is None:
                source = json.loads(data)
                if source["role"] == "crm" and source["state"] == "down":
                    self.opened = time.monotonic()


def run(table):
    bench_race.run(table)
    busy(table)
    hung(table)


def random_numbers():
    return (f"+1555{random.randrange(2_000_000, 9_999_999)}" for _ in itertools.count())


def busy(table):
    """A checkpoint follows every thousand decisions: there are dozens in this time."""
    table.heading(f"Lookups, {BUSY_RATE} a second for {SECONDS} s, sent whether or not earlier ones are answered")
    with bench_race.Ringside() as ringside:
        load = wire.Load(ringside.address, ringside.broker.lookups(random_numbers()))
        try:
            load.at_rate(BUSY_RATE, WARM_UP)
            load.finish(5)
            load.answers.clear()
            load.at_rate(BUSY_RATE, SECONDS)
            load.finish(5)
        finally:
            load.close()
    good = [answer.milliseconds for answer in load.answers if answer.status == 200]
    table.at_most("not answered with 200", len(load.answers) - len(good), 0, "of them", digits=0)
    table.told("median", f"{percentile(good, 0.5):.2f}", "ms")
    table.at_most("p99", percentile(good, 0.99), 5, "ms", digits=2)
    table.at_most("p99.9, checkpoints included", percentile(good, 0.999), 20, "ms", digits=2)
    table.told("maximum", f"{max(good):.2f}", "ms")


def hung(table):
    table.heading(f"Lookups, {RATE} a second for {SECONDS} s, each of a new call and number, while the CRM hangs")
    with Broker() as broker:
        load = wire.Load(broker.address, broker.lookups(random_numbers()))
        feed = wire.Feed(broker.socket)
        watch = BreakerWatch(feed)
        try:
            load.at_rate(RATE, WARM_UP, [feed], watch.heard)
            load.finish(5, [feed], watch.heard)
            load.answers.clear()
            broker.fault("crm", "hang")
            start = time.monotonic()
            load.at_rate(RATE, SECONDS, [feed], watch.heard)
            load.finish(5, [feed], watch.heard)
        finally:
            load.close()
            feed.close()
        report(table, load.answers, start, watch.opened)


def report(table, answers, start, opened):
    good = [answer for answer in answers if answer.status == 200]
    table.at_most("not answered with 200", len(answers) - len(good), 0, "of them", digits=0)
    if opened is None:
        table.at_most("the breaker did not open within the run", 1, 0, "", digits=0)
        return
    table.told("the breaker was open after", f"{(opened - start) * 1000:.0f}", "ms")
    after = [answer.milliseconds for answer in good if answer.due >= opened]
    table.told("lookups after that", len(after))
    table.told("median then", f"{percentile(after, 0.5):.2f}", "ms")
    table.at_most("p99 then", percentile(after, 0.99), 10, "ms", digits=2)
    table.told("maximum then", f"{max(after):.2f}", "ms")
    table.at_most("maximum from the first hung second on", max(a.milliseconds for a in good), 300, "ms", digits=2)
    degraded = sum(1 for answer in good if b'"degraded":true' in answer.body)
    table.told("answered without the journal", degraded)
