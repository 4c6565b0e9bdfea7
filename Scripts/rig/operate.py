"""Follows the operator page word by word on a clean Debian 12, and breaks what it has installed: operate.py"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import debian
from installed import Installed

PAGE = debian.ROOT / "Sources/ringside/ringside.docc/Operators.md"
UNITS = ["ringside.service", "ringside-reconcile.service", "ringside-purge.service"]
# The most that `systemd-analyze security` may find, in tenths.
EXPOSURE = 25
JOURNAL = "/var/lib/ringside"


def chapters():
    """The page's chapters by their headings, each with its blocks of commands."""
    _, *parts = re.split(r"^## (.+)$", PAGE.read_text(), flags=re.MULTILINE)
    return {
        heading: re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) for heading, text in zip(parts[::2], parts[1::2])
    }


def expect(is_so, words):
    if not is_so:
        raise AssertionError(words)


def say(words):
    print(f"  {words}", flush=True)


class Drill:
    def __init__(self, machine, upgrade):
        self.machine, self.upgrade = machine, upgrade
        self.broker = None

    def follow(self):
        """What is looked at, and done to it, stands beside the chapter after which it comes."""
        after = {
            "Install": self.units_are_sound,
            "Let agents in": self.survive,
            "Harden": self.nothing_is_lost,
            "Upgrade": self.is_upgraded,
            "Remove": self.is_gone,
        }
        pages = chapters()
        expect(set(after) <= set(pages), f"the page has no chapter of these names: {set(after) - set(pages)}")
        for heading, blocks in pages.items():
            if heading == "Upgrade":
                self.bring_upgrade()
            start = time.monotonic()
            for block in blocks:
                self.machine.does(block)
            if blocks:
                print(f"{heading}: {len(blocks)} blocks of commands, {time.monotonic() - start:.1f} s", flush=True)
            after.get(heading, lambda: None)()

    def units_are_sound(self):
        units = " ".join([*UNITS, "ringside-reconcile.timer", "ringside-purge.timer"])
        said = self.machine.does(f"systemd-analyze verify --man=no {units}")
        expect(not said.strip(), f"systemd-analyze verify finds:\n{said}")
        for unit in UNITS:
            said = self.machine.does(f"systemd-analyze security --no-pager --offline=true --threshold={EXPOSURE} {unit}")
            say(re.search(r"Overall exposure.*?: [\d.]+", said)[0])
        self.machine.does("bash -n /usr/share/bash-completion/completions/ringside")
        expect(self.machine.says("systemctl is-active ringside || true") == "inactive", "something runs before it is configured")

    def survive(self):
        self.machine.enter_network()
        self.broker = Installed(self.machine)
        self.broker.wait_until_ready()
        self.stopped_and_started()
        self.killed()
        self.on_a_full_disk()
        self.misdated()

    def stopped_and_started(self):
        promised, _ = self.broker.look_up(2, lambda: self.machine.does("systemctl stop ringside"))
        expect(self.machine.says("systemctl show --property=Result --value ringside") == "success", "it did not stop in order")
        self.machine.does("systemctl start ringside")
        back = self.broker.wait_until_ready()
        self.nothing_is_lost(f"stop and start (ready after {back * 1000:.0f} ms)", promised)

    def killed(self):
        before = self.machine.says("systemctl show --property=MainPID --value ringside")
        promised, _ = self.broker.look_up(2, lambda: self.machine.does("systemctl kill --signal=KILL ringside"))
        back = self.broker.wait_until_ready()
        after = self.machine.says("systemctl show --property=MainPID --value ringside")
        expect(after not in (before, "0"), "systemd did not start it again")
        self.nothing_is_lost(f"kill -9 (started by systemd, ready {back * 1000:.0f} ms after the lookups)", promised)

    def on_a_full_disk(self):
        """The state directory is a small disk of its own for a while."""
        self.machine.does(f"""
            systemctl stop ringside
            cp -a {JOURNAL} /root/journal
            mount -t tmpfs -o size=32M,mode=700,uid=ringside,gid=ringside state {JOURNAL}
            cp -a /root/journal/. {JOURNAL}
            systemctl start ringside""")
        self.broker.wait_until_ready()
        # What is full is full: dd ends where there is no room.
        self.machine.run(f"dd if=/dev/zero of={JOURNAL}/filler bs=4k")
        degraded, promised = {}, {}
        for _ in range(30):
            more, kept = self.broker.look_up(1, rate=300)
            promised, degraded = promised | more, degraded | kept
            if kept:
                break
        expect(degraded, "the disk is full, and no answer says so")
        slowest = self.broker.slowest
        (_, problem), _ = self.broker.wait_until(lambda readiness: readiness[0] == 503)
        say(f"a full disk: {problem['detail']}")
        self.machine.does(f"rm {JOURNAL}/filler")
        back = self.broker.wait_until_ready()
        self.nothing_is_lost(
            f"a full disk (slowest answer {slowest:.0f} ms; ready {back:.1f} s after there was room)", promised)
        lost = self.wait_for_none(lambda: self.broker.lost(degraded))
        say(f"a full disk: {len(degraded)} degraded answers, {len(degraded) - len(lost)} journalled once there was room")
        expect(not lost, f"{len(lost)} degraded calls were not journalled")
        self.machine.does(f"""
            systemctl stop ringside
            rm -r /root/journal && cp -a {JOURNAL} /root/journal
            umount {JOURNAL}
            rm -r {JOURNAL} && mv /root/journal {JOURNAL}
            systemctl start ringside""")
        self.broker.wait_until_ready()

    def misdated(self):
        """A machine has one clock, which is others', too: libfaketime tells the broker alone another time.

        It adds to the environment, where Swift's runtime then finds no arguments any more; `env` is there to have that behind it.
        """
        self.machine.does("""
            apt-get install -y faketime
            echo +0 > /run/clock
            mkdir -p /run/systemd/system/ringside.service.d
            printf '%s\\n' '[Service]' "Environment=LD_PRELOAD=$(dpkg -L libfaketime | grep 'libfaketimeMT')" \
                'Environment=FAKETIME_TIMESTAMP_FILE=/run/clock FAKETIME_CACHE_DURATION=1' \
                Environment=FAKETIME_DONT_FAKE_MONOTONIC=1 ExecStart= 'ExecStart=/usr/bin/env ringside serve' \
                > /run/systemd/system/ringside.service.d/clock.conf
            systemctl daemon-reload
            systemctl restart ringside""")
        self.broker.wait_until_ready()
        for jump in ("+5h", "-5h", "+0"):
            promised, degraded = self.broker.look_up(4, lambda jump=jump: self.machine.does(f"echo {jump} > /run/clock"))
            expect(not degraded, "a clock that jumps has nothing to do with the journal")
            expect(len(promised) == 400, f"{400 - len(promised)} lookups were not answered")
            expect(self.broker.slowest < 500, f"an answer took {self.broker.slowest:.0f} ms")
            self.nothing_is_lost(f"a clock that jumps to {jump} (slowest answer {self.broker.slowest:.0f} ms)", promised)
        expect(self.machine.says("systemctl show --property=NRestarts --value ringside") == "0", "it crashed meanwhile")
        self.machine.does("""
            rm -r /run/systemd/system/ringside.service.d /run/clock
            systemctl daemon-reload
            systemctl restart ringside""")
        self.broker.wait_until_ready()

    def nothing_is_lost(self, harm="keys as credentials", promised=None):
        self.broker.wait_until_ready()
        lost = self.broker.lost()
        this_time = f"{len(promised)} acknowledged meanwhile, " if promised else ""
        say(f"{harm}: {this_time}{len(self.broker.ledger) - len(lost)} of {len(self.broker.ledger)} found")
        expect(not lost, f"{len(lost)} acknowledged calls are lost, such as {sorted(lost)[:3]}")

    def bring_upgrade(self):
        left = self.wait_for_none(self.broker.not_enriched)
        say(f"all that was acknowledged is enriched but {len(left)}")
        expect(not left, f"not enriched: {sorted(left)[:3]}")
        self.machine.does("rm ringside_*.deb")
        self.machine.give(self.upgrade)

    def is_upgraded(self):
        version = self.machine.says("dpkg-query --show --showformat='${Version}' ringside")
        expect(version.endswith("-2"), f"{version} is installed")
        self.nothing_is_lost(f"upgraded to {version}")

    def is_gone(self):
        left = self.machine.says(f"ls -d {JOURNAL} /etc/ringside /usr/bin/ringside /run/ringside 2>/dev/null || true")
        left += self.machine.says("find /etc/systemd /lib/systemd /usr/share -name '*ringside*'")
        expect(not left, f"purged, and these are still there:\n{left}")
        say("purged, and nothing is left")

    @staticmethod
    def wait_for_none(find, seconds=60):
        end = time.monotonic() + seconds
        while (found := find()) and time.monotonic() < end:
            time.sleep(0.5)
        return found


def scripts_install_and_uninstall():
    """Without a package: what is put there is taken away, but for the configuration."""
    with tempfile.TemporaryDirectory() as folder:
        install = [debian.ROOT / "Scripts/install", "--destdir", folder]
        debian.checked(install)
        files = sum(1 for path in pathlib.Path(folder).rglob("*") if path.is_file())
        debian.checked([*install, "--uninstall"])
        left = [str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    expect(left == ["etc/ringside/ringside.yaml"], f"left after Scripts/install --uninstall: {left}")
    print(f"Scripts/install put {files} files there, and --uninstall left the configuration alone", flush=True)


def packages(folder):
    """The package, and the same with a later revision."""
    done = subprocess.run([debian.ROOT / "Scripts/package", folder], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        debian.give_up("There is no package to install.")
    package = done.stdout.strip()
    later = package.replace("-1_", "-2_")
    debian.checked(["dpkg-deb", "--raw-extract", package, f"{folder}/later"])
    control = pathlib.Path(folder, "later/DEBIAN/control")
    control.write_text(re.sub(r"^(Version: .*)-1$", r"\1-2", control.read_text(), flags=re.MULTILINE))
    debian.checked(["dpkg-deb", "--root-owner-group", "-Znone", "--build", f"{folder}/later", later])
    return package, later


def main():
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        scripts_install_and_uninstall()
        package, later = packages(folder)
        print(f"{os.path.basename(package)}: {os.path.getsize(package) / 1e6:.0f} MB", flush=True)
        with debian.Debian([package], ["curl", "faketime"]) as machine:
            print(f"Debian {machine.says('cat /etc/debian_version')} is up, {time.monotonic() - start:.0f} s so far", flush=True)
            drill = Drill(machine, later)
            try:
                drill.follow()
            except AssertionError as failure:
                print(f"\n{failure}\n\nThe broker's log ends with:\n{machine.says('journalctl --no-pager -u ringside -n 30')}")
                return 1
    print(f"Followed word by word, and nothing that was acknowledged is lost: {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
