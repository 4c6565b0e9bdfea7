"""The desk on a terminal of 80×24: how fast it shows what the feed says, how fast it starts, and what it takes."""

import random
import select
import statistics
import time

import wire
from broker import Broker, binary, environment
from requirements import percentile
from terminal import Terminal, WakeUps, resident_mebibytes

SAMPLES = 250
STARTS = 15
WINDOW = 30
SETTLING = 8


def desk(broker):
    return Terminal([binary(), "desk", "--socket", broker.socket], environment(broker.folder))


def run(table):
    with Broker() as broker:
        table.heading(f"The desk while no call is live, for {WINDOW} s")
        quiet(table, broker)
        call = broker.place(answerAfterMs=0)
        broker.call(call, lambda call: call["sync"]["state"] == "confirmed" and call["state"] == "connected")
        table.heading(f"The desk's start, {STARTS} times, with a live call")
        starts(table, broker)
        table.heading(f"The desk with a live call, {SAMPLES} events of it")
        with desk(broker) as terminal:
            terminal.wait("John Doe")
            events(table, broker, terminal, call)
            table.heading(f"The desk with a live call's timer, for {WINDOW} s")
            timer(table, terminal)


def quiet(table, broker):
    with desk(broker) as terminal:
        terminal.wait("live")
        woken, written = watch(terminal)
        table.at_most("wake-ups", woken, 0.1, "a second", digits=2)
        table.at_most("bytes written while nothing changes", written, 0, "bytes", digits=0)


def timer(table, terminal):
    woken, _ = watch(terminal)
    table.at_most("wake-ups", woken, 1.1, "a second", digits=2)
    table.at_most("resident memory", resident_mebibytes(terminal.process.pid), 40, "MiB")


def watch(terminal):
    """Wake-ups a second, and bytes written but for those of a new minute on the clock."""
    # What a start still has to do is not what a desk does all day.
    for _ in output(terminal, SETTLING):
        pass
    wake_ups, written = WakeUps(terminal.process.pid), 0
    for at, data in output(terminal, WINDOW):
        wake_ups.look()
        written += len(data) if at % 60 >= 1 else 0
    return wake_ups.look() / WINDOW, written


def starts(table, broker):
    took = []
    for _ in range(STARTS):
        start = time.monotonic()
        with desk(broker) as terminal:
            terminal.wait("John Doe")
            took.append((time.monotonic() - start) * 1000)
    table.told("median of start to the caller's name on the terminal", f"{statistics.median(took):.1f}", "ms")
    table.at_most("maximum", max(took), 100, "ms")


def events(table, broker, terminal, call):
    feed = wire.Feed(broker.socket)
    try:
        feed.wait(lambda name, _: name == "snapshot")
        took = [after_event(broker, terminal, feed, call, number) for number in range(SAMPLES)]
    finally:
        feed.close()
    table.told("median of event on the feed to first byte on the terminal", f"{percentile(took, 0.5):.2f}", "ms")
    table.at_most("p99", percentile(took, 0.99), 10, "ms", digits=2)
    table.told("maximum", f"{max(took):.2f}", "ms")


def after_event(broker, terminal, feed, call, number):
    """Milliseconds from the event as we read it to the desk's first byte after it.

    Bytes that come before we have read the event ourselves may be the desk's timer: they count only where none follow.
    """
    # Not in step with the desk's own timer.
    time.sleep(random.uniform(0.03, 0.06))
    terminal.read()
    feed.read()
    broker.event(call, "callResumed" if number % 2 else "callHeld")
    heard, was_faster = None, False
    end = time.monotonic() + 2
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([feed, terminal], [], [], left)
        now = time.monotonic()
        if feed in ready and any(name == "call" for name, _ in feed.read()) and heard is None:
            heard = now
            end = now + 0.1 if was_faster else end
        if terminal in ready:
            terminal.read()
            if heard is not None:
                return (now - heard) * 1000
            was_faster = True
    if was_faster and heard is not None:
        return 0
    raise TimeoutError("an event did not reach the feed and the terminal within 2 s")


def output(terminal, seconds):
    """What comes, with the time of day when it came; nothing, several times a second, where nothing does."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        select.select([terminal], [], [], min(left, 0.2))
        yield time.time(), terminal.read()
