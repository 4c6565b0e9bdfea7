"""The walkthrough: how soon it is there, how long it takes by itself, and how much memory all its parts have together."""

import os
import re
import shlex
import shutil
import statistics
import tempfile
import time

from broker import binary, environment
from terminal import Terminal
from tmux import Tmux

STARTS = 5
# Title of the first scene, and what is said after the last one.
BEGUN, OVER = "1 A caller is known", "That was the last scene"


def run(table):
    folder = tempfile.mkdtemp(prefix="ringside-", dir="/tmp")
    try:
        starts(table, folder)
        autoplay(table, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def starts(table, folder):
    table.heading(f"The demo's first frame, {STARTS} starts")
    took = [first_frame(folder) for _ in range(STARTS)]
    table.at_most("the longest of start to the first scene's title", max(took), 2, "s", digits=2)
    table.told("median", f"{statistics.median(took):.2f}", "s")


def first_frame(folder):
    start = time.monotonic()
    with Terminal([binary(), "demo"], environment(folder)) as terminal:
        terminal.wait(BEGUN)
        took = time.monotonic() - start
        # A demo that is killed would leave its folder.
        terminal.type("q")
        terminal.wait_for_exit()
    return took


def autoplay(table, folder):
    table.heading("All scenes by themselves, as 'ringside demo --autoplay' plays them")
    command = f"exec {shlex.join([binary(), 'demo', '--autoplay'])}"
    start, most, parts = time.monotonic(), 0, 0
    with Tmux(command, environment(folder)) as window:
        root = int(window.ask("#{pane_pid}"))
        while OVER not in (screen := window.screen()):
            if time.monotonic() - start > 600:
                raise TimeoutError(f"the demo has not ended within 600 s; its screen is\n{screen}")
            family = tree(root)
            size = sum(proportional_mebibytes(process) for process in family)
            most, parts = max(most, size), max(parts, len(family))
            time.sleep(0.5)
        took = time.monotonic() - start
        window.keys("q")
    table.at_most("from the start to the last sentence", took, 360, "s", digits=0)
    table.at_most(f"most memory of all parts together ({parts} process{'es' * (parts > 1)})", most, 200, "MiB")


def tree(root):
    """A process and all that it has started, and these in turn."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as file:
                    parents[int(entry)] = int(file.read().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                pass
    family = [root]
    for process in family:
        family += [child for child, parent in parents.items() if parent == process]
    return family


def proportional_mebibytes(process):
    """PSS: what is shared counts once; nothing for a process that has gone meanwhile."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            return int(re.search(r"^Pss:\s+(\d+) kB", file.read(), re.M).group(1)) / 1024
    except (FileNotFoundError, ProcessLookupError):
        return 0
