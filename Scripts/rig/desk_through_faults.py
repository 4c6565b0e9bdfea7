"""The desk while its broker or itself is away, and the desk in lines, as a pipe and as a terminal."""

import os
import select
import signal
import subprocess
import time

from broker import Broker, binary, environment
from terminal import Terminal


class Lines:
    """The desk in lines: what is typed goes into a pipe, what it says comes out of one."""

    def __init__(self, broker):
        self.text = ""
        self.process = subprocess.Popen(
            [binary(), "desk", "--plain", "--socket", broker.socket],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(broker.folder),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def type(self, line):
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def wait(self, words, seconds=10):
        """The first line that holds the words and has not been waited past."""
        end = time.monotonic() + seconds
        while True:
            *whole, rest = self.text.split("\n")
            for number, line in enumerate(whole):
                if words in line:
                    self.text = "\n".join([*whole[number + 1 :], rest])
                    return line
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise TimeoutError(f"{words!r} was not said; what was: {self.text[-600:]!r}")
            self.text += os.read(self.process.stdout.fileno(), 65536).decode()

    def ask(self, line, words):
        self.type(line)
        return self.wait(words)


def connected(broker, **more):
    call = broker.place(answerAfterMs=0, **more)
    broker.call(call, lambda call: call["state"] == "connected" and call["sync"]["state"] == "confirmed")
    return call


def stopped_through_a_restart():
    """a desk that is stopped while its broker is killed and starts again wakes to what is true"""
    with Broker() as broker:
        connected(broker)
        with Terminal([binary(), "desk", "--socket", broker.socket], environment(broker.folder)) as terminal:
            terminal.wait("John Doe")
            terminal.signal(signal.SIGSTOP)
            broker.kill()
            broker.start()
            broker.place(number="+15550199143")
            terminal.signal(signal.SIGCONT)
            terminal.wait("143")
            assert terminal.process.poll() is None


def stopped_through_events():
    """a desk that is stopped while hundreds of events pass shows the last one when it wakes"""
    with Broker() as broker:
        call = connected(broker)
        with Terminal([binary(), "desk", "--socket", broker.socket], environment(broker.folder)) as terminal:
            terminal.wait("John Doe")
            terminal.signal(signal.SIGSTOP)
            for number in range(201):
                broker.event(call, "callResumed" if number % 2 else "callHeld")
            # A reader that takes nothing for five seconds is cut off.
            time.sleep(6)
            terminal.signal(signal.SIGCONT)
            terminal.wait("on hold")
            terminal.type("qq")
            assert terminal.wait_for_exit() == 0


def lines_do_all():
    """in lines: known, switched for a reason, undone, noted, explained, and a broker that goes and comes back"""
    with Broker() as broker, Lines(broker) as desk:
        desk.wait("LIVE")
        call = connected(broker)
        desk.wait("WHO 1 John Doe")
        desk.ask("open 1", "ACCOUNTS 1")
        desk.ask("switch 2 caller asked", "SWITCH? call 1: from John Doe")
        desk.ask("yes", "PENDING 1")
        desk.wait("UNDO 1")
        broker.call(call, lambda call: call["identity"]["resolvedBy"] == "switch")
        desk.ask("undo", "Undone")
        desk.ask("why", "WHY decided")
        desk.ask("note calls back at five", "DATA 1 note: calls back at five")
        desk.wait("Note saved")
        desk.ask("callback", "DATA 1 callback requested")
        desk.wait("Callback requested")
        desk.ask("record", "RECORD agrees")
        desk.ask("overrides", "REMEMBERED")
        desk.ask("reveal number verify the caller", "not a terminal")
        desk.ask("filter queue:nowhere", "FILTER queue:nowhere: 0 of 1 calls")
        desk.ask("filter off", "FILTER off")
        desk.ask("search John", "FOUND")
        desk.ask("board", "BOARD")
        broker.kill()
        desk.wait("STALE")
        desk.ask("switch 2 caller asked", "NOTE")
        broker.start()
        desk.wait("LIVE")
        desk.type("quit")
        assert desk.process.wait(5) == 0


def lines_end_with_their_reader():
    """in lines: when nobody reads any more, the desk ends within a second"""
    with Broker() as broker, Lines(broker) as desk:
        desk.wait("LIVE")
        desk.process.stdout.close()
        start = time.monotonic()
        desk.process.wait(5)
        assert time.monotonic() - start <= 1


TESTS = [stopped_through_a_restart, stopped_through_events, lines_do_all, lines_end_with_their_reader]
