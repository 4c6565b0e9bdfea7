"""A clean Debian 12, booted in a name space of its own, without a network: `with Debian(folder) as machine:`."""

import ctypes
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
# What was fetched once is there for the next time.
CACHE = ROOT / ".build/debian"
CLONE_NEWNET = 0x40000000
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def give_up(words):
    print(words, file=sys.stderr)
    sys.exit(2)


def checked(command, **more):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        give_up(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return done.stdout


def clean_tree():
    """What debootstrap makes, made once."""
    tree = CACHE / SUITE
    if not tree.exists():
        print(f"Making a clean Debian {SUITE} (minutes, this once)", flush=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        draft = pathlib.Path(tempfile.mkdtemp(prefix="draft-", dir=CACHE))
        try:
            draft.chmod(0o755)
            checked(["debootstrap", SUITE, draft, MIRROR])
            draft.rename(tree)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return tree


class Debian:
    """`files` are put into root's home; the archives of `packages`, and all that they need, are at hand for apt."""

    def __init__(self, files, packages):
        self.files, self.packages = files, packages
        self.process = None

    def __enter__(self):
        clean = clean_tree()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="machine-", dir=CACHE))
        try:
            checked(["cp", "-a", f"{clean}/.", self.folder])
            for file in self.files:
                self.give(file)
            self.fetch()
            self.boot()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def give(self, file):
        shutil.copy(file, self.folder / "root")

    def fetch(self):
        """The machine has no network, as the broker's has none that the drill counts on: apt finds all in its cache."""
        kept, archives = CACHE / "archives", self.folder / "var/cache/apt/archives"
        kept.mkdir(exist_ok=True)
        for archive in kept.glob("*.deb"):
            shutil.copy(archive, archives)
        shutil.copy("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        names = [f"./root/{pathlib.Path(file).name}" for file in self.files] + self.packages
        command = ["chroot", self.folder, "apt-get", "install", "-y", "--download-only", "-o", "APT::Sandbox::User=root", *names]
        known = any((self.folder / "var/lib/apt/lists").glob("*Packages*"))
        if not known or subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False).returncode:
            checked(["chroot", self.folder, "apt-get", "update"], env=ENVIRONMENT)
            checked(command, env=ENVIRONMENT)
        for archive in archives.glob("*.deb"):
            shutil.copy(archive, kept)

    def boot(self):
        log = CACHE / "console.log"
        with open(log, "wb") as console:
            self.process = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--directory", self.folder, "--boot", "--private-network", "--register=no"]
                + ["--keep-unit", "--console=read-only", "--resolv-conf=off", "--timezone=off", "--link-journal=no"],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console,
            )
        end = time.monotonic() + 60
        while not (self.leader and self.says("systemctl is-system-running") in ("running", "degraded")):
            if self.process.poll() is not None or time.monotonic() > end:
                words = log.read_text(errors="replace")[-2000:]
                give_up(f"The machine does not boot; systemd-nspawn and cgroups that may be written are needed. It says:\n{words}")
            time.sleep(0.1)

    @property
    def leader(self):
        """The process that is the machine's first."""
        for child in pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            try:
                if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                    return child
            except FileNotFoundError:
                pass
        return None

    def run(self, script, folder="/root"):
        """As typed by root: the exit code and all that was said."""
        entering = ["nsenter", "--target", self.leader, "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root"]
        # Said into a file: a service that is started so would keep a pipe open.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [*entering, "bash", "-euo", "pipefail", "-c", f"cd {folder}\n{script}"],
                env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=180, check=False,
            )
            said.seek(0)
            return done.returncode, said.read()

    def says(self, script):
        return self.run(script)[1].strip()

    def does(self, script):
        code, said = self.run(script)
        if code:
            raise AssertionError(f"`{script.strip()}` ended with {code}:\n{said}")
        return said

    def enter_network(self):
        """From here on this process is in the machine's network, which has nothing but its loopback."""
        with open(f"/proc/{self.leader}/ns/net") as network:
            if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), CLONE_NEWNET):
                give_up(f"The machine's network can't be entered: {os.strerror(ctypes.get_errno())}")

    @property
    def root(self):
        """Its files as it sees them, mounts included."""
        return pathlib.Path(f"/proc/{self.leader}/root")
