"""What an agent sees: the desk in tmux, at 80×24."""

import os
import re
import shlex

from broker import Broker, binary, environment
from tmux import Tmux


def desk(broker, **more):
    """Within a shell, so that there is something to go back to."""
    command = shlex.join([binary(), "desk", "--socket", broker.socket])
    return Tmux(f"echo before the desk; {command}; echo the desk ended with $?; exec cat", environment(broker.folder, **more))


def row(screen, text):
    return next(number for number, line in enumerate(screen.split("\n")) if text in line)


def phases():
    """a call shows its number at once, and its person in the same places later"""
    with Broker() as broker, desk(broker) as window:
        window.wait("No call", "● live")
        broker.fault("crm", "slow", latencyMs=1500)
        broker.place()
        first = window.wait("phase 1", "by number only", "Unknown so far", "asking", "PHONE:")
        assert "John Doe" not in first, first
        second = window.wait("CRM:500245678", "CASE-99812", "Gold", "42.10 USD", "Active", "platform confirmed")
        for label in ("Case", "Subject", "Tier", "Account ", "Balance", "Credit", "Accounts on", "Timeline"):
            assert row(first, label) == row(second, label), f"{label} has moved\n{first}\n{second}"
        assert "John Doe Business" in second, second


def switching():
    """2, a reason and Y switch the call; u takes it back"""
    with Broker() as broker, desk(broker) as window:
        call = broker.place()
        window.wait("CRM:500245678", "John Doe Business", "platform confirmed")
        window.keys("2")
        # The bar takes no key in its first moments, and shows them when it does.
        window.wait("Switch this call?", "1-4 reason", "Credit hold")
        window.keys("2")
        window.wait("▸2 verified", "Y switch")
        window.keys("Y")
        window.wait("Credit hold", "u undo", "platform confirmed", without=["Switch this call?"])
        assert broker.call(call)["identity"]["externalId"] == "CRM:500245679"
        window.keys("u")
        broker.call(call, lambda call: call["identity"]["externalId"] == "CRM:500245678")
        window.wait("Active", "platform confirmed", without=["u undo"])


def enter_does_not_commit():
    """Enter alone never switches, nor does Y without a reason, and Esc leaves"""
    with Broker() as broker, desk(broker) as window:
        call = broker.place()
        window.wait("CRM:500245678", "John Doe Business")
        window.keys("2")
        window.wait("Switch this call?", "1-4 reason")
        window.keys("Enter")
        window.keys("Y")
        window.wait("Switch this call?", "First a reason")
        window.keys("Escape")
        window.wait("1-2 switch", without=["Switch this call?"])
        assert broker.call(call)["identity"]["externalId"] == "CRM:500245678"


def unknown_account():
    """an account that does not exist is refused in words, and nothing else changes"""
    with Broker() as broker, desk(broker) as window:
        call = broker.place()
        window.wait("CRM:500245678", "platform confirmed")
        window.keys("s")
        window.wait("Search an account")
        window.type("CRM:500000000")
        window.keys("Enter")
        window.wait("CRM has no account CRM:500000000: still John Doe")
        window.keys("Escape")
        window.wait("1-2 switch", "CRM:500245678", without=["Search an account"])
        assert broker.call(call)["identity"]["externalId"] == "CRM:500245678"


def resizing():
    """a window that shrinks to 40×10 shows the call, and everything again when it grows"""
    with Broker() as broker, desk(broker) as window:
        broker.place()
        window.wait("CRM:500245678", "platform confirmed", "Timeline")
        window.resize(40, 10)
        small = window.wait("John Doe", "CRM:500245678", without=["Timeline"])
        assert all(len(line) <= 40 for line in small.split("\n")), small
        window.resize(30, 8)
        window.wait("needs 40×10, has 30×8")
        window.resize(80, 24)
        window.wait("CRM:500245678", "Timeline", "Accounts on this number")


def leaving():
    """q gives the screen back as it was, and asks before where somebody is on the line"""
    with Broker() as broker, desk(broker) as window:
        window.wait("No call")
        assert window.shows_another_screen()
        call = broker.place(answerAfterMs=0)
        window.wait("talking", "platform confirmed")
        window.keys("q")
        window.wait("1 person is on the line: q again leaves")
        window.keys("w")
        window.wait("How sure", without=["again leaves"])
        window.keys("q", "q")
        window.wait("q again leaves", without=["How sure"])
        broker.event(call, "callEnded")
        window.wait("after call")
        window.keys("Escape")
        window.wait("No call", without=["again leaves"])
        window.keys("q")
        window.wait("before the desk", "the desk ended with 0", without=["No call"])
        assert not window.shows_another_screen()


def a_lost_broker():
    """a broker that dies leaves the last screen, marked stale, and the desk goes on by itself"""
    with Broker() as broker, desk(broker) as window:
        broker.place()
        window.wait("CRM:500245678", "platform confirmed", "● live")
        broker.kill()
        window.wait("reconnecting", "John Doe", "Last known screen", without=["● live", "1-2 switch"])
        broker.start()
        window.wait("● live", "John Doe", "1-2 switch", without=["reconnecting"], seconds=20)


def before_the_broker():
    """a desk that is there first says where it looks, and goes on by itself"""
    with Broker() as broker:
        broker.kill()
        with desk(broker) as window:
            window.wait("No broker yet.", "serve --sandbox", "desk.sock")
            broker.start()
            window.wait("● live", "No call", seconds=20)


def the_story():
    """the demo tells its story around a desk that works"""
    with Broker() as broker:
        command = f"{shlex.join([binary(), 'demo'])}; echo the demo ended with $?; exec cat"
        with Tmux(command, environment(broker.folder)) as window:
            window.wait("1 A caller is known before the second", "John Doe", "Space next")
            window.keys("F4")
            window.wait("4 A wrong and a hostile", "Still Zoë", seconds=20)
            window.keys("w")
            window.wait("Why", seconds=10)
            window.keys("Escape")
            window.keys("q")
            window.wait("the demo ended with 0", seconds=15)


def a_theme():
    """t tries themes on the whole desk; Esc goes back, Enter stays"""
    with Broker() as broker, desk(broker, COLORTERM="truecolor") as window:
        broker.place()
        window.wait("CRM:500245678", "platform confirmed")
        dark = "48;2;18;23;31"
        assert dark in window.coloured_screen()
        window.keys("t")
        window.wait("Themes", "ringside-mono", "every pair of colours is readable")
        _, row, is_visible = window.cursor()
        assert is_visible and "ringside-dark" in window.screen().split("\n")[row], "the cursor is not on the theme"
        window.keys("j", "j")
        window.wait("Ringside Light")
        assert dark not in window.coloured_screen(), "the desk is still dark"
        window.keys("Escape")
        window.wait("CRM:500245678", without=["Themes"])
        assert dark in window.coloured_screen()
        window.keys("t")
        window.wait("every pair of colours is readable")
        window.keys("k")
        window.wait("Ringside High Contrast")
        window.keys("Enter")
        window.wait("is kept, also for the next time", without=["Themes"])
        assert dark not in window.coloured_screen()
        window.keys("q")
        window.wait("the desk ended with 0")
        kept = f"{broker.folder}/.local/state/ringside/desk-theme"
        with open(kept) as file:
            assert file.read() == "ringside-contrast\n"
        assert os.stat(kept).st_mode & 0o777 == 0o600


def a_kept_theme():
    """the theme that was kept counts at the next start, yields to --theme, and a broken note of it is told"""
    light, dark = "48;2;251;250;247", "48;2;18;23;31"
    with Broker() as broker:
        with desk(broker, COLORTERM="truecolor") as window:
            window.wait("No call")
            window.keys("t")
            window.wait("every pair of colours is readable")
            window.keys("j", "j")
            window.wait("Ringside Light")
            window.keys("Enter")
            window.wait("is kept, also for the next time")
        with desk(broker, COLORTERM="truecolor") as window:
            window.wait("No call")
            assert light in window.coloured_screen(), "not the theme that was kept"
        command = shlex.join([binary(), "desk", "--socket", broker.socket, "--theme", "ringside-dark"])
        with Tmux(command, environment(broker.folder, COLORTERM="truecolor")) as window:
            window.wait("No call")
            assert dark in window.coloured_screen(), "--theme does not count"
        write(f"{broker.folder}/.local/state/ringside/desk-theme", "../../etc/passwd\n")
        with desk(broker, COLORTERM="truecolor") as window:
            window.wait("desk-theme: expected a theme's name on one line")
            assert dark in window.coloured_screen()


def the_mouse():
    """the mouse marks, opens, chooses an account and a reason, and presses hints; it never commits a switch"""
    with Broker() as broker, desk(broker) as window:
        call = broker.place()
        window.wait("CRM:500245678", "John Doe Business", "platform confirmed")
        click(window, "2  John Doe Business")
        window.wait("▸ 2  John Doe Business")
        click(window, "2  John Doe Business")
        window.wait("Switch this call?", "1-4 reason")
        click(window, "3 wrong match")
        window.wait("▸3 wrong match", "Y switch")
        click(window, "2 verified")
        window.wait("▸2 verified", "Y switch")
        click(window, "Y switch")
        window.wait("pressed, not clicked", "Switch this call?")
        click(window, "Esc leave it")
        window.wait("w why", without=["Switch this call?"])
        click(window, "w why")
        window.wait("How sure")
        click(window, "Esc q back")
        window.wait("? help", without=["How sure"])
        assert broker.call(call)["identity"]["externalId"] == "CRM:500245678"


def click(window, text):
    """A press and a release of the first button on the first letter of a text, as a terminal tells them."""
    rows = window.screen().split("\n")
    row, line = next((number, line) for number, line in enumerate(rows) if text in line)
    column = line.index(text)
    for ending in "Mm":
        window.type(f"\x1b[<0;{column + 1};{row + 1}{ending}")


def a_still_list():
    """the marked call stays where it is on the strip when others come"""
    with Broker() as broker, desk(broker) as window:
        for number in ("+12025550143", "+442079460018", "+81312345678"):
            call = broker.place(number=number, answerAfterMs=0)
            broker.call(call, lambda call: call["sync"]["state"] == "confirmed")
        window.wait("Jane Smith", "Zoë", "山田")
        marked = next(line for line in window.screen().split("\n") if "▸" in line)
        # Four more calls, and the marked one is where it was.
        for _ in range(4):
            broker.place()
        window.wait("4 later")
        now = next(line for line in window.screen().split("\n") if "▸" in line)
        assert now.index("▸") == marked.index("▸"), f"the marked call has moved\n{marked}\n{now}"


def a_configuration():
    """the configuration's theme and keys count, a change counts at once, and a broken one changes nothing"""
    light, dark = "48;2;251;250;247", "48;2;18;23;31"
    with Broker() as broker:
        file = f"{broker.folder}/.config/ringside/ringside.yaml"
        os.makedirs(os.path.dirname(file))
        write(file, "desk:\n  theme: ringside-light\n  keys: {themes: T}\n")
        with desk(broker, COLORTERM="truecolor") as window:
            window.wait("No call", "T themes")
            assert light in window.coloured_screen(), "not the configuration's theme"
            window.keys("T")
            window.wait("ringside-tritanopia")
            window.keys("Escape")
            window.wait("No call", without=["ringside-tritanopia"])
            write(file, "desk:\n  theme: ringside-dark\n")
            window.wait("The configuration has been read again", "t themes")
            assert dark in window.coloured_screen()
            write(file, "desk:\n  theme: ringside-light\n  kyes: {}\n")
            window.wait("ringside.yaml:3: desk.kyes: unknown key; did you mean `keys`?", "t themes")
            assert dark in window.coloured_screen(), "half of a broken file counts"
        write(file, "desk:\n  theme: ringside-drak\n")
        with desk(broker) as window:
            window.wait("live", "did you mean ringside-dark?")


def a_mark_without_colours():
    """what is marked is seen without colours: a sign and reverse, on a vt100 and with NO_COLOR"""
    for terminal, more in (("vt100", {}), ("tmux-256color", {"NO_COLOR": "1"})):
        with Broker() as broker:
            command = shlex.join([binary(), "desk", "--socket", broker.socket])
            with Tmux(command, environment(broker.folder, **more), terminal=terminal) as window:
                broker.place()
                window.wait("John Doe", "platform confirmed")
                line = next(line for line in window.coloured_screen().split("\n") if "▸" in line)
                start = re.search(r"\x1b\[[0-9;]*\b7m", line)
                assert start and start.start() < line.index("▸") < line.index("John Doe"), repr(line)
                assert not re.search(r"\x1b\[[0-9;]*\b[34][0-7]\b", window.coloured_screen()), "colours were sent"


def a_paste():
    """qYYY that is pasted is nothing on every screen but a text field"""
    with Broker() as broker, desk(broker) as window:
        call = broker.place()
        window.wait("CRM:500245678", "John Doe Business", "platform confirmed")
        screens = {"": "CRM:500245678", "?": "With a call", "w": "How sure", "t": "ringside-mono", "2": "Switch this call?"}
        for key, sign in screens.items():
            if key:
                window.keys(key)
            window.wait(sign)
            if key == "2":
                window.wait("1-4 reason")
                window.keys("1")
                window.wait("Y switch")
            window.paste("qYYY\n")
            window.wait(sign, "Paste ignored here")
            window.keys("Escape")
            window.wait("w why", without=["Switch this call?", "ringside-mono", "With a call"])
        assert broker.call(call)["identity"]["externalId"] == "CRM:500245678"


def write(path, text):
    """As an editor does: another file, which then gets the name."""
    with open(path + "~", "w") as file:
        file.write(text)
    os.rename(path + "~", path)


TESTS = [
    a_theme,
    a_kept_theme,
    the_mouse,
    a_still_list,
    a_configuration,
    a_mark_without_colours,
    a_paste,
    phases,
    switching,
    enter_does_not_commit,
    unknown_account,
    resizing,
    leaving,
    a_lost_broker,
    before_the_broker,
    the_story,
]
