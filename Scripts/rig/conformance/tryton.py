"""A real Tryton server on SQLite: its database is made and seeded once a day, each server works on a copy."""

import datetime
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time

from ports import free_port

FOLDER = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.dirname(sys.executable)
DATABASE, USER, PASSWORD = "ringside", "admin", "conformance-password"
MODULES = ["party", "account_invoice", "account_credit_limit", "account_dunning"]


class Tryton:
    """`with Tryton(FOLDER) as tryton:` starts and ends it; everything is below the folder."""

    def __init__(self, folder):
        self.folder = folder
        self.seeded = f"{os.environ['CONFORMANCE_LOGS']}/tryton-{day_of_seed()}.sqlite"

    def __enter__(self):
        os.makedirs(f"{self.folder}/data")
        self.port = free_port()
        with open(f"{self.folder}/trytond.conf", "w") as file:
            file.write(f"[database]\nuri = sqlite://\npath = {self.folder}/data\n[web]\nlisten = 127.0.0.1:{self.port}\n")
        with open(f"{self.folder}/password", "w") as file:
            file.write(PASSWORD)
        if not os.path.exists(self.seeded):
            self.seed()
        shutil.copyfile(self.seeded, f"{self.folder}/data/{DATABASE}.sqlite")
        self.log = open(f"{self.folder}/trytond.log", "w")
        self.process = subprocess.Popen(
            [f"{BIN}/trytond", "-c", f"{self.folder}/trytond.conf", "-d", DATABASE],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
        )
        self.url = f"http://127.0.0.1:{self.port}/{DATABASE}"
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise SystemExit("trytond does not start.")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def seed(self):
        """From nothing to people with accounts, in some 20 s."""
        fresh = f"{self.folder}/data/{DATABASE}.sqlite"
        # trytond wants the file to be there.
        open(fresh, "w").close()
        admin = [f"{BIN}/trytond-admin", "-c", f"{self.folder}/trytond.conf", "-d", DATABASE]
        self.run(admin + ["--all", "--email", "admin@example.com"])
        self.run(admin + ["-u", *MODULES, "--activate-dependencies"])
        self.run([sys.executable, "-B", f"{FOLDER}/tryton_seed.py", f"{self.folder}/trytond.conf", DATABASE])
        # Whole or not at all: another judge may look at the same moment.
        shutil.copyfile(fresh, f"{self.seeded}.{os.getpid()}")
        os.rename(f"{self.seeded}.{os.getpid()}", self.seeded)

    def run(self, command):
        environment = os.environ | {"TRYTONPASSFILE": f"{self.folder}/password"}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise SystemExit(f"{command[0]} failed:\n{done.stdout[-4000:]}")


def day_of_seed():
    """Another day has other due dates, and another seed other people."""
    digest = hashlib.sha256()
    for name in ("tryton_seed.py", "packages.txt"):
        with open(f"{FOLDER}/{name}", "rb") as file:
            digest.update(file.read())
    return f"{datetime.date.today():%Y%m%d}-{digest.hexdigest()[:8]}"
