"""The desk on a terminal of 80×24, and htop, tig and sngrep on one like it in the same run: who is faster and smaller."""

import contextlib
import os
import random
import select
import statistics
import time

import rivals_on_screen
import wire
from broker import Broker, binary, environment
from flood import Flood
from requirements import percentile
from terminal import Terminal, WakeUps, resident_mebibytes

SAMPLES = 250
KEYS = 200
ESCAPES = 20
STARTS = 15
WINDOW = 60
SETTLING = 8
FLOOD = 5000


def desk(socket, folder):
    return Terminal([binary(), "desk", "--socket", socket], environment(folder))


class Desk(rivals_on_screen.Rival):
    """Ours, seen as the others are."""

    name, useful, down, up, opened, closed = "ringside", "John Doe", "j", "k", "?", "\x1b"

    def __init__(self, broker):
        self.broker = broker

    def open(self):
        return desk(self.broker.socket, self.broker.folder)


def run(table, only=""):
    """Each part whose name begins with `only`."""
    read_anew(binary())
    if any(name.startswith(only) for name in BESIDE_A_BROKER):
        with Broker() as broker, rivals_on_screen.all_of_them() as rivals:
            if "idle".startswith(only):
                quiet(table, broker, rivals)
            call = live_calls(broker)
            for name, part in BESIDE_A_BROKER.items():
                if part and name.startswith(only):
                    part(table, broker, rivals, call)
    if "flood".startswith(only):
        flooded(table)


def read_anew(path):
    """An executable that was linked or copied a moment ago is in the cache in larger pieces than one that was read from the
    disk, and each fault maps more of it: 3 MiB more of a desk's memory that are nobody's."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def live_calls(broker):
    """The call that the desk opens, the newest, and three others before it."""
    for _ in range(3):
        other = broker.place(number="+15550199143", answerAfterMs=0)
        broker.call(other, lambda call: call["state"] == "connected")
    call = broker.place(answerAfterMs=0)
    broker.call(call, lambda call: call["sync"]["state"] == "confirmed" and call["state"] == "connected")
    return call


def quiet(table, broker, rivals):
    table.heading(f"While nothing happens, for {WINDOW} s: the desk without a live call, and the others")
    with contextlib.ExitStack() as stack:
        open_ones = {"ringside": stack.enter_context(desk(broker.socket, broker.folder))}
        open_ones["ringside"].wait("live")
        for rival in rivals:
            open_ones[rival.name] = stack.enter_context(rival.open())
            open_ones[rival.name].wait(rival.useful)
        woken, written = watch(open_ones)
        resident = {name: resident_mebibytes(terminal.process.pid) for name, terminal in open_ones.items()}
    table.at_most("wake-ups", woken["ringside"], 0.1, "a second", digits=2)
    race(table, woken, "a second", 2)
    table.at_most("bytes written while nothing changes", written["ringside"], 0, "bytes", digits=0)
    race(table, written, "bytes", 0)
    table.at_most("resident memory without a call", resident["ringside"], 36, "MiB")
    race(table, resident, "MiB", 1)


def timer(table, broker, rivals, call):
    table.heading(f"The desk with a live call's timer, for {WINDOW} s")
    with desk(broker.socket, broker.folder) as terminal:
        terminal.wait("John Doe")
        woken, _ = watch({"ringside": terminal})
        table.at_most("wake-ups", woken["ringside"], 1.1, "a second", digits=2)
        table.at_most("resident memory", resident_mebibytes(terminal.process.pid), 36, "MiB")


def watch(terminals):
    """Of each terminal's program, wake-ups a second, and bytes written but for those of a new minute on the clock."""
    # What a start still has to do is not what a program does all day.
    for _ in outputs(terminals, SETTLING):
        pass
    wake_ups = {name: WakeUps(terminal.process.pid) for name, terminal in terminals.items()}
    written = dict.fromkeys(terminals, 0)
    for at, data in outputs(terminals, WINDOW):
        for name, bytes_ in data.items():
            wake_ups[name].look()
            written[name] += len(bytes_) if at % 60 >= 1 else 0
    return {name: counter.look() / WINDOW for name, counter in wake_ups.items()}, written


def starts(table, broker, rivals, call):
    table.heading(f"First useful frame, {STARTS} starts of each")
    everybody = [Desk(broker), *rivals]
    took = {one.name: [] for one in everybody}
    for _ in range(STARTS):
        # In turn, so that what slows the machine for a moment slows all of them.
        for one in everybody:
            start = time.monotonic()
            with one.open() as terminal:
                terminal.wait(one.useful)
                took[one.name].append((time.monotonic() - start) * 1000)
    medians = {name: statistics.median(values) for name, values in took.items()}
    table.at_most("median of start to what one looks for", medians["ringside"], 60, "ms")
    race(table, medians, "ms", 1)
    table.told("maximum", f"{max(took['ringside']):.1f}", "ms")


def keys(table, broker, rivals, call):
    table.heading(f"A key to its first byte, {KEYS} keys of each; Esc, {ESCAPES} times")
    pressed, escaped = {}, {}
    for one in [Desk(broker), *rivals]:
        with one.open() as terminal:
            terminal.wait(one.useful)
            to_the_top(terminal, one.up)
            pressed[one.name] = [after_key(terminal, one.key(number)) for number in range(KEYS)]
            escaped[one.name] = [after_escape(terminal, one) for _ in range(ESCAPES)]
    ours = pressed["ringside"]
    table.at_most("median of key to first byte", percentile(ours, 0.5), 2, "ms", digits=2)
    race(table, {name: percentile(values, 0.5) for name, values in pressed.items()}, "ms", 2)
    table.at_most("p99", percentile(ours, 0.99), 16, "ms", digits=2)
    race(table, {name: percentile(values, 0.99) for name, values in pressed.items()}, "ms", 2)
    table.at_most("Esc to first byte, median", percentile(escaped["ringside"], 0.5), 40, "ms")
    race(table, {name: percentile(values, 0.5) for name, values in escaped.items()}, "ms", 1)


def after_key(terminal, key):
    """Milliseconds from a key to the first byte that answers it; keys come as a person's do, out of step."""
    settle(terminal, random.uniform(0.03, 0.05))
    start = time.monotonic()
    terminal.type(key)
    ready, _, _ = select.select([terminal], [], [], 3)
    if not ready:
        raise TimeoutError(f"{terminal.process.args[0]} did not answer {key!r} within 3 s")
    return (time.monotonic() - start) * 1000


def to_the_top(terminal, up):
    """From where each key that is measured has something to do."""
    for _ in range(80):
        terminal.type(up)
        settle(terminal, 0.02)
    settle(terminal)


def after_escape(terminal, one):
    settle(terminal, 0.05)
    terminal.type(one.opened)
    settle(terminal, 0.4)
    return after_key(terminal, one.closed)


def events(table, broker, rivals, call):
    table.heading(f"An event on the feed to the desk's first byte, {SAMPLES} events of a live call")
    feed = wire.Feed(broker.socket)
    try:
        feed.wait(lambda name, _: name == "snapshot")
        with desk(broker.socket, broker.folder) as terminal:
            terminal.wait("John Doe")
            settle(terminal, 1)
            took = [after_event(broker, terminal, feed, call, number) for number in range(SAMPLES)]
    finally:
        feed.close()
    table.at_most("median", percentile(took, 0.5), 5, "ms", digits=2)
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


def flooded(table):
    """Events of calls that are out of sight: what is written is the answer to a key, or the timer."""
    table.heading(f"The desk while its feed says {FLOOD} things a second")
    with Flood(FLOOD) as flood, desk(flood.socket, flood.folder) as terminal:
        terminal.wait("Caller 0")
        settle(terminal, 2)
        to_the_top(terminal, "k")
        before = flood.told()
        start = time.monotonic()
        took = [after_key(terminal, "jk"[number % 2]) for number in range(KEYS)]
        rate = (flood.told() - before) / (time.monotonic() - start)
        resident = resident_mebibytes(terminal.process.pid)
    table.at_least("events that the desk has taken", rate, FLOOD * 0.9, "a second", digits=0)
    table.told("median of key to first byte", f"{percentile(took, 0.5):.2f}", "ms")
    table.at_most("p99", percentile(took, 0.99), 16, "ms", digits=2)
    table.told("resident memory", f"{resident:.1f}", "MiB")


def race(table, measured, unit, digits):
    """Who wins a row: the least is the best."""
    best = min(measured.values())
    words = [f"{name} {value:.{digits}f}" for name, value in measured.items()]
    winners = [name for name, value in measured.items() if round(value, digits) == round(best, digits)]
    table.told(f"  {' · '.join(words)} {unit}: {' and '.join(winners)}", "first")


def settle(terminal, seconds=0.5):
    """Reads what comes for a while."""
    for _ in outputs({"": terminal}, seconds):
        pass


def outputs(terminals, seconds):
    """What comes of each, with the time of day when it came; nothing, several times a second, where nothing does."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        select.select(list(terminals.values()), [], [], min(left, 0.2))
        yield time.time(), {name: terminal.read() for name, terminal in terminals.items()}


# What `--only` names, in its order; the idle desk is measured before there are calls.
BESIDE_A_BROKER = {"idle": None, "start": starts, "key": keys, "event": events, "timer": timer}
