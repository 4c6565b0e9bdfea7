"""asciinema reads what 'demo --record' writes, and pyte, a terminal that nobody here wrote, plays it."""

import re
import shutil
import subprocess
import tempfile

import pyte
from asciinema import asciicast

from broker import binary, environment
from judge import Mismatch, expect, fact, judge

# The scene with sentences, a call that ends, exhibits, and a person who is erased.
SCENE = "9"
SECONDS = 150


class Played:
    """Every screen that a recording shows, as rows of text."""

    def __init__(self, path):
        with asciicast.open_from_url(path) as cast:
            self.header = cast.v2_header
            self.events = list(cast.events())
        self.terminal = pyte.Screen(self.header["width"], self.header["height"])
        stream = pyte.Stream(self.terminal)
        self.screens = []
        for _, kind, data in self.events:
            if kind == "o":
                stream.feed(data)
                self.screens.append(list(self.terminal.display))

    def shows(self, text):
        """Whether one of the screens has it, wherever its lines break."""
        wanted = "".join(text.split())
        return any(wanted in "".join("".join(screen).split()) for screen in self.screens)


def told(folder):
    """What the walkthrough says of the same scene in lines: its titles and what is shown in its panels."""
    done = subprocess.run([binary(), "demo", "--plain", "--scene", SCENE], capture_output=True, text=True,
                          env=environment(folder), timeout=SECONDS, check=True)
    return done.stdout.splitlines()


def recorded(folder):
    path = f"{folder}/story.cast"
    subprocess.run([binary(), "demo", "--record", path, "--scene", SCENE], capture_output=True,
                   env=environment(folder), timeout=SECONDS, check=True)
    return path


@fact
def its_header_is_that_of_an_80_by_24_terminal(played, lines):
    expect((played.header["version"], played.header["width"], played.header["height"]), (2, 80, 24))


@fact
def its_times_only_grow_and_all_of_it_is_output(played, lines):
    times = [time for time, _, _ in played.events]
    expect(times, sorted(times))
    expect({kind for _, kind, _ in played.events}, {"o"})


@fact
def what_the_story_says_in_lines_is_on_one_of_its_screens(played, lines):
    stories = [line.removeprefix("STORY ") for line in lines if line.startswith("STORY ")]
    expect(len(stories) > 4, True, f"{len(stories)} sentences")
    for story in stories:
        title, _, sentence = story.partition(": ")
        # Figures are those of a run.
        for words in [title, *re.split(r"[^.?!…]*\d[^.?!…]*", sentence)]:
            if not played.shows(words):
                raise Mismatch(f"{words!r} is on no screen")


@fact
def what_its_panels_show_is_on_one_of_its_screens(played, lines):
    for title in {line.split(":")[0].removeprefix("SHOWN ") for line in lines if line.startswith("SHOWN ")}:
        if not played.shows(title):
            raise Mismatch(f"{title!r} is on no screen")
    expect(sum("found 0 times" in "\n".join(screen) for screen in played.screens) > 0, True)


@fact
def the_caller_is_there_and_once_he_is_erased_no_longer(played, lines):
    expect(played.shows("John Doe") and played.shows("CRM:500245678"), True)
    last = "\n".join(played.screens[-1])
    expect("John Doe" in last or "500245678" in last, False, last)


@fact
def nothing_of_a_control_sequence_is_left_on_a_screen(played, lines):
    for screen in played.screens:
        left = re.search(r"\x1b|\[\d+(;\d+)*m|\[\?\d+[hl]", "\n".join(screen))
        expect(left, None)


@fact
def every_screen_has_its_frame_in_place(played, lines):
    # The desk's header stands in the first row and the story's title in the third from below, whatever was drawn between.
    for number, screen in enumerate(played.screens):
        expect("Ringside" in screen[0], True, f"screen {number}: {screen[0]!r}")


if __name__ == "__main__":
    # Not below TMPDIR: the path of a Unix socket has 107 bytes at most.
    folder = tempfile.mkdtemp(prefix="ringside-", dir="/tmp")
    try:
        lines, played = told(folder), Played(recorded(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    judge("pyte", played, lines)
