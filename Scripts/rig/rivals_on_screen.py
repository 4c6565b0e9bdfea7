"""Terminal programs that people know, from Debian: htop, tig and sngrep, each with something to show."""

import contextlib
import os
import shutil
import struct
import subprocess
import tempfile
import time

from broker import environment
from terminal import Terminal


class Rival:
    """A program on a terminal: what one looks for in it, keys that move, and how something opens and closes."""

    name = useful = down = up = opened = closed = ""

    def open(self):
        raise NotImplementedError

    def key(self, number):
        """Down as long as there is something below, then up again."""
        return self.down if number % 2 == 0 else self.up


class Htop(Rival):
    name, useful, down, up, opened, closed = "htop", "PID", "\x1b[B", "\x1b[A", "/", "\x1b"

    def __init__(self, folder):
        self.folder = folder

    def open(self):
        return Terminal(["htop"], environment(self.folder))


class Tig(Rival):
    name, useful, down, up, opened, closed = "tig", "change-199", "j", "k", "h", "\x1b"

    def __init__(self, folder):
        self.folder = f"{folder}/repository"
        git = ["git", "-C", self.folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "gc.auto=0"]
        os.mkdir(self.folder)
        subprocess.run([*git, "init", "-q"], check=True)
        stream = b""
        for number in range(200):
            subject = f"change-{number}".encode()
            stream += (
                f"commit refs/heads/main\ncommitter a <a@example.com> {1_700_000_000 + number} +0000\n"
                f"data {len(subject)}\n"
            ).encode() + subject + b"\n\n"
        subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
        subprocess.run([*git, "symbolic-ref", "HEAD", "refs/heads/main"], check=True)

    def open(self):
        return Terminal(["tig", "-C", self.folder], environment(self.folder))


class Sngrep(Rival):
    name, useful, down, up, opened, closed = "sngrep", "caller59", "\x1b[B", "\x1b[A", "/", "\x1b"

    def __init__(self, folder):
        self.folder = folder
        self.calls = f"{folder}/calls.pcap"
        with open(self.calls, "wb") as file:
            file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
            for number in reversed(range(60)):
                packet = _invitation(number)
                file.write(struct.pack("<IIII", 1_700_000_000 + 60 - number, 0, len(packet), len(packet)) + packet)

    def open(self):
        return Terminal(["sngrep", "-I", self.calls], environment(self.folder))


def _invitation(number):
    """A SIP INVITE in UDP, IP and Ethernet."""
    text = (
        f"INVITE sip:agent@10.0.0.2 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK{number}\r\n"
        f"From: <sip:caller{number}@10.0.0.1>;tag=t{number}\r\nTo: <sip:agent@10.0.0.2>\r\n"
        f"Call-ID: call-{number}@10.0.0.1\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    ).encode()
    datagram = struct.pack(">HHHH", 5060, 5060, 8 + len(text), 0) + text
    addresses = bytes([10, 0, 0, 1, 10, 0, 0, 2])
    header = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(datagram), number, 0, 64, 17, 0) + addresses
    return bytes(12) + b"\x08\x00" + header + datagram


@contextlib.contextmanager
def all_of_them():
    """Each with what it shows, in a folder that goes with it."""
    folder = tempfile.mkdtemp(prefix="ringside-rivals-", dir="/tmp")
    try:
        yield [Htop(folder), Tig(folder), Sngrep(folder)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        # What htop has just shown of the others' ends is not to be measured.
        time.sleep(0.1)
