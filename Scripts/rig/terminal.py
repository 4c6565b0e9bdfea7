"""A pseudo-terminal with the program in it, seen byte by byte."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time


class Terminal:
    """Runs a command as the foreground of a terminal of its own; `with Terminal(…) as terminal:` ends it."""

    def __init__(self, command, environment, columns=80, rows=24):
        self.main, self.line = pty.openpty()
        fcntl.ioctl(self.main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self.main, False)
        self.before = termios.tcgetattr(self.line)
        self.output = b""
        line = self.line
        self.process = subprocess.Popen(
            command,
            stdin=line,
            stdout=line,
            stderr=line,
            env=environment,
            start_new_session=True,
            # /dev/tty is the terminal of the session's leader.
            preexec_fn=lambda: fcntl.ioctl(line, termios.TIOCSCTTY, 0),
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for descriptor in (self.main, self.line):
            if descriptor is not None:
                os.close(descriptor)

    def fileno(self):
        return self.main

    def read(self):
        """What is there, as bytes; never waits."""
        data = b""
        try:
            while chunk := os.read(self.main, 65536):
                data += chunk
        except (BlockingIOError, OSError):
            pass
        self.output += data
        return data

    def wait(self, is_it, seconds=10, what="what was expected"):
        """Waits for output; `is_it` is asked about all of it, a text is looked for."""
        if isinstance(is_it, str):
            text = is_it.encode()
            what, is_it = repr(is_it), lambda output: text in output
        end = time.monotonic() + seconds
        while not is_it(self.output):
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{what} did not come on the terminal; it ends with {self.output[-400:]!r}")
            select.select([self.main], [], [], left)
            self.read()

    def type(self, text):
        os.write(self.main, text.encode())

    def resize(self, columns, rows):
        """As a window that is dragged."""
        fcntl.ioctl(self.main, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def quiet(self, seconds):
        """The bytes that come within a time."""
        end = time.monotonic() + seconds
        data = b""
        while (left := end - time.monotonic()) > 0:
            if select.select([self.main], [], [], left)[0]:
                data += self.read()
        return data

    def signal(self, number):
        self.process.send_signal(number)

    def wait_for_exit(self, seconds=5):
        """The exit code; minus the signal's number where one ended it."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise TimeoutError(f"the program is still running {seconds} s later")
            select.select([self.main], [], [], 0.01)
            # A terminal that nobody reads holds its program up.
            self.read()
        self.read()
        return self.process.returncode

    def vanish(self):
        """As a closed window or a lost connection."""
        os.close(self.line)
        os.close(self.main)
        self.main = self.line = None

    def modes_left_on(self):
        """The numbers of the private modes that the output has switched on and not off again."""
        modes = {}
        for numbers, switch in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", self.output):
            for number in numbers.split(b";"):
                modes[int(number)] = switch == b"h"
        return {number for number, is_on in modes.items() if is_on}

    def discipline_is_restored(self):
        return termios.tcgetattr(self.line) == self.before


class WakeUps:
    """How often the threads of a process have waited for something since this was made.

    A thread's count goes with it, so look often: what it did since the last look is lost.
    """

    def __init__(self, process):
        self.process, self.total = process, 0
        self.last = self._counts()

    def look(self):
        now = self._counts()
        self.total += sum(count - self.last.get(task, 0) for task, count in now.items())
        self.last = now
        return self.total

    def _counts(self):
        counts = {}
        for task in os.listdir(f"/proc/{self.process}/task"):
            try:
                with open(f"/proc/{self.process}/task/{task}/status") as file:
                    counts[task] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", file.read(), re.M).group(1))
            except FileNotFoundError:
                pass
        return counts


def resident_mebibytes(process):
    """VmRSS."""
    with open(f"/proc/{process}/status") as file:
        return int(re.search(r"^VmRSS:\s+(\d+) kB", file.read(), re.M).group(1)) / 1024


def processor_seconds(process):
    """User and system time so far."""
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
