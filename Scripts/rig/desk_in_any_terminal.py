"""The desk on terminals of many kinds: their types, locales, colours, answers and sizes."""

import base64
import os
import random
import shlex
import signal
import subprocess
import tempfile
import time
import unicodedata

from broker import Broker, binary, environment
from terminal import Terminal
from desk_in_bytes import assert_restored, desk
from tmux import Tmux

SCHEME = "name: Mine\npalette:\n" + "".join(f'  base0{slot:X}: "{{}}"\n' for slot in range(16))


def scheme(background, text="e0e0e0"):
    return SCHEME.format(background, *([text] * 15))


def every_type_and_locale():
    """unknown, unset, dumb, vt100, linux, screen, tmux, xterm and direct colour, in C, POSIX, ISO-8859-1, UTF-8 and Japanese"""
    full = ["vt100", "linux", "screen", "tmux-256color", "xterm", "xterm-256color", "xterm-256color direct"]
    plain = ["nosuch", "", "dumb"]
    locales = ["C", "POSIX", "de_DE.ISO-8859-1", "C.UTF-8", "ja_JP.UTF-8"]
    with Broker() as broker:
        for kind in full + plain:
            for locale in locales:
                name, _, direct = kind.partition(" ")
                more = {"TERM": name, "LC_ALL": locale, "COLORTERM": "truecolor" if direct else ""}
                with desk(broker, **more) as terminal:
                    check_kind(terminal, kind, locale, is_full=kind in full)


def check_kind(terminal, kind, locale, is_full):
    how = f"TERM={kind} in {locale}"
    terminal.wait("live" if is_full else "LIVE", what=how)
    terminal.type("q" if is_full else "quit\n")
    assert terminal.wait_for_exit() == 0, how
    assert terminal.discipline_is_restored(), how
    output = terminal.output
    output.decode("utf-8")
    if "UTF-8" not in locale:
        assert all(byte < 128 for byte in output), f"{how}: bytes beyond ASCII"
    if is_full:
        assert_restored(terminal, how)
        assert (b"\x1b[38;2;" in output) == kind.endswith("direct"), f"{how}: direct colour"
        boxes = "│" in output.decode() or "─" in output.decode()
        assert boxes == (locale == "C.UTF-8"), f"{how}: lines"
        if kind == "vt100":
            assert not any(f"[{number}m".encode() in output for number in range(30, 48)), f"{how}: colours"
    else:
        assert b"\x1b" not in output, f"{how}: control sequences in line mode"
    for forbidden in (b"]104", b"]4;", b"]10;", b"]11;rgb"):
        assert forbidden not in output, f"{how}: {forbidden!r}"


def stop_and_go():
    """Ctrl-Z gives the terminal back to the shell, and fg paints everything again"""
    with Broker() as broker:
        more = environment(broker.folder, PS1="SHELL> ")
        with Terminal(["bash", "--norc", "--noprofile", "-i"], more) as terminal:
            terminal.wait("SHELL> ")
            terminal.type(f"{binary()} desk --socket {broker.socket}\r")
            terminal.wait("live")
            for _ in range(2):
                first = len(terminal.output)
                terminal.type("\x1a")
                terminal.wait(lambda output: b"Stopped" in output[first:], what="the shell's word that it stopped")
                left = terminal.modes_left_on() & {1049, 1000, 1006, 1004, 2004, 2026, 2031}
                # An interactive shell takes pastes itself.
                assert left <= {2004}, f"stopped with modes {sorted(left)}"
                first = len(terminal.output)
                terminal.type("fg\r")
                terminal.wait(lambda output: b"live" in output[first:], what="the desk after fg")
            terminal.type("q")
            first = len(terminal.output)
            terminal.wait(lambda output: b"SHELL> " in output[first:], what="the shell")
            assert not terminal.modes_left_on() & {1049, 1000, 1006, 1004, 2026, 2031}
            assert b"]104" not in terminal.output and b"]4;" not in terminal.output, "the palette was touched"
            terminal.type("exit\r")
            terminal.wait_for_exit()


def a_storm_of_sizes():
    """three hundred sizes from 1×1 to 300×100 are survived, and the last one is drawn whole"""
    seed = int(os.environ.get("SEED", time.time_ns()))
    chance = random.Random(seed)
    sizes = [(1, 1), (300, 100), (1, 100), (300, 1), (39, 10), (40, 9), (40, 10)]
    sizes += [(chance.randint(1, 300), chance.randint(1, 100)) for _ in range(300)]
    with Broker() as broker, desk(broker) as terminal:
        broker.place()
        terminal.wait("confirmed")
        for columns, rows in sizes:
            terminal.resize(columns, rows)
            if chance.random() < 0.3:
                time.sleep(0.01)
            terminal.read()
        terminal.resize(97, 31)
        first = len(terminal.output)
        terminal.wait(lambda output: b"[31" in output[first:] and b"live" in output[first:], what=f"97x31, seed {seed}")
        terminal.type("qq")
        assert terminal.wait_for_exit() == 0, f"seed {seed}"
        assert_restored(terminal, f"after the storm, seed {seed}")


def a_terminal_that_answers():
    """a light terminal gets dark letters, a silent one waits for nothing, and a late answer is no key and no flash"""
    light, dark = b"48;2;251;250;247", b"48;2;18;23;31"
    answer = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c"
    with Broker() as broker:
        with desk(broker, COLORTERM="truecolor") as terminal:
            terminal.wait(lambda output: b"]11;?" in output)
            terminal.type(answer)
            terminal.wait("live")
            terminal.wait(lambda output: light in output, what="light colours")
            terminal.type("q")
            terminal.wait_for_exit()
        with desk(broker, COLORTERM="truecolor") as terminal:
            terminal.wait("live")
            assert dark in terminal.output and light not in terminal.output
            time.sleep(2.1)
            terminal.type(answer + "?")
            terminal.wait("With a call")
            assert light not in terminal.output, "the colours changed under the reader's eyes"
            terminal.type("\x1b")
            # The terminal's owner switches it: that is no late answer.
            terminal.type("\x1b[?997;2n")
            terminal.wait(lambda output: light in output, what="light colours after the switch")
            terminal.type("q")
            assert terminal.wait_for_exit() == 0
        with desk(broker, COLORTERM="truecolor", COLORFGBG="0;15") as terminal:
            terminal.wait("live")
            assert light in terminal.output and dark not in terminal.output


def synchronised_output_can_be_off():
    """--no-sync sends no sign of synchronised output, --no-mouse leaves the mouse alone, --colours is obeyed"""
    with Broker() as broker:
        command = [binary(), "desk", "--socket", broker.socket, "--no-sync", "--no-mouse", "--colours", "16"]
        with Terminal(command, environment(broker.folder, COLORTERM="truecolor")) as terminal:
            terminal.wait("live")
            terminal.type("q")
            assert terminal.wait_for_exit() == 0
            for sign in (b"?2026", b"?1000", b"?1006", b"38;2;", b"38;5;"):
                assert sign not in terminal.output, sign


def a_theme_that_is_written_again():
    """a theme's file that changes is on the screen at once; a broken one is named with its line and changes nothing"""
    with Broker() as broker:
        folder = f"{broker.folder}/.config/ringside/themes"
        os.makedirs(folder)
        write(f"{folder}/mine.yaml", scheme("203040"))
        command = [binary(), "desk", "--socket", broker.socket, "--theme", "mine"]
        with Terminal(command, environment(broker.folder, COLORTERM="truecolor"), columns=120) as terminal:
            terminal.wait("live")
            assert b"48;2;32;48;64" in terminal.output
            broker.place()
            terminal.wait("confirmed")
            start = time.monotonic()
            write(f"{folder}/mine.yaml", scheme("403020"))
            terminal.wait(lambda output: b"48;2;64;48;32" in output, what="the new colours")
            took = time.monotonic() - start
            assert took <= 0.2, f"it took {took:.2f} s"
            first = len(terminal.output)
            write(f"{folder}/mine.yaml", scheme("red"))
            terminal.wait(lambda output: b"mine.yaml:3: expected six hex" in output[first:], what="what is wrong")
            assert b"48;2;64;48;32" in terminal.output[first:], "the last good colours are gone"
            write(f"{folder}/mine.yaml", scheme("102030"))
            terminal.wait(lambda output: b"48;2;16;32;48" in output, what="the mended colours")
            for number in (signal.SIGUSR1, signal.SIGUSR2):
                terminal.signal(number)
            terminal.type("q")
            assert terminal.wait_for_exit() == 0


def write(path, text):
    """As an editor does: another file, which then gets the name."""
    with open(path + "~", "w") as file:
        file.write(text)
    os.rename(path + "~", path)


def nothing_to_say():
    """nothing is written while nothing changes"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        terminal.quiet(1)
        if time.time() % 60 > 49:
            time.sleep(61 - time.time() % 60)
            terminal.quiet(0.5)
        said = terminal.quiet(10)
        assert not said, said


def a_terminal_that_shrinks_while_it_ends():
    """a terminal that is resized and closed at once leaves no desk behind"""
    with Broker() as broker:
        for _ in range(5):
            with desk(broker) as terminal:
                terminal.wait("live")
                terminal.resize(1, 1)
                terminal.signal(signal.SIGHUP)
                start = time.monotonic()
                terminal.vanish()
                terminal.process.wait(5)
                assert time.monotonic() - start <= 1


def a_terminal_that_nobody_reads():
    """a desk whose terminal takes nothing any more ends when it is told so twice"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        for columns in range(60, 300, 10):
            terminal.resize(columns, 100)
            time.sleep(0.03)
        terminal.signal(signal.SIGTERM)
        time.sleep(0.7)
        assert terminal.process.poll() is None, "the terminal was not full, so nothing is shown by this"
        terminal.signal(signal.SIGTERM)
        terminal.process.wait(2)


def names_of_every_width():
    """wide, combining, joined and turned-round names from the CRM leave every line where it is"""
    names = ["山田太郎", "김철수", "Zoe\u0308 " + "e\u0301\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👦 Family ❤️ 🇩🇪 1️⃣"]
    names += ["\u202eeoD nhoJ", "שלום עולם", "ﾊﾝｶｸ ｆｕｌｌ", "क्षेत्र ที่", "a\u200b\u200db\ufeff\u00ad", "\x1b[31mred\x07\x9b2J"]
    with Broker() as broker:
        command = shlex.join([binary(), "desk", "--socket", broker.socket])
        with Tmux(command, environment(broker.folder), columns=120, rows=40) as window:
            window.wait("live")
            for index, name in enumerate(names):
                number, account = f"+1415555{index:04}", f"70000000{index}"
                person = {"numbers": [number], "accounts": [{"id": account, "name": name, "kind": "personal"}]}
                status, answer = broker.sandbox("POST", "/_sandbox/people", person)
                assert status < 300, answer
                call = broker.place(number)
                broker.call(call, lambda call: call["identity"]["externalId"] == f"CRM:{account}")
                if index > 0:
                    window.wait(f"Calls, {index + 1}")
                    window.keys("j", "Enter")
                screen = window.wait(f"CRM:{account}", "platform confirmed")
                places = [columns(line.split("│")[0]) for line in screen.split("\n") if "│" in line]
                assert len(set(places)) == 1 and len(places) > 30, f"{name!r}: {sorted(set(places))}\n{screen}"


def a_copy():
    """y sends the external ID and nothing else to the terminal's clipboard, and never a masked one"""
    with Broker() as broker, desk(broker) as terminal:
        broker.place()
        terminal.wait("confirmed")
        terminal.type("y")
        sent = b"\x1b]52;c;" + base64.b64encode(b"CRM:500245678") + b"\x1b\\"
        terminal.wait(lambda output: sent in output, what="the external ID")
        terminal.type("py")
        terminal.quiet(0.5)
        terminal.type("qq")
        assert terminal.wait_for_exit() == 0
        assert terminal.output.count(b"]52;") == 1, "a masked value was copied"


def a_locale_of_single_bytes():
    """in ISO-8859-1 names and keys are its bytes, and lines are ASCII; where the machine can make that locale"""
    with Broker() as broker:
        locale = f"{broker.folder}/de_DE.ISO-8859-1"
        subprocess.run(["localedef", "-i", "de_DE", "-f", "ISO-8859-1", locale], capture_output=True)
        has_locale = os.path.isdir(locale)
        name = "Zoë Ångström".encode("latin-1" if has_locale else "ascii", "replace")
        with desk(broker, LC_ALL="de_DE.ISO-8859-1", LOCPATH=broker.folder) as terminal:
            terminal.wait("live")
            broker.place("+442079460018")
            terminal.wait("confirmed")
            assert name in terminal.output, terminal.output[-2000:]
            terminal.type("s")
            terminal.wait("Search")
            first = len(terminal.output)
            os.write(terminal.main, b"Zo\xeb")
            if has_locale:
                terminal.wait(lambda output: b"\xeb" in output[first:], what="the typed letter")
            assert "─".encode() not in terminal.output
            terminal.type("\x03\x03")
            assert terminal.wait_for_exit() == 130


def the_themes_command():
    """ringside themes lists, shows and checks: 0 for a clean one, 1 for a faint one, 2 for one that can't be used"""
    with tempfile.TemporaryDirectory(prefix="ringside-") as folder:
        os.makedirs(f"{folder}/.config/ringside/themes")
        write(f"{folder}/.config/ringside/themes/faint.yaml", scheme("707070", "909090"))
        write(f"{folder}/bad.yaml", scheme("red"))

        def themes(*arguments):
            command = [binary(), "themes", *arguments]
            done = subprocess.run(command, env=environment(folder), cwd=folder, capture_output=True, text=True)
            return done.returncode, done.stdout, done.stderr

        code, said, _ = themes()
        assert code == 0 and "faint" in said and "ringside-dark" in said and "\x1b" not in said, said
        code, said, _ = themes("check", "ringside-dark", "--colours", "direct")
        assert code == 0 and "readable as they are" in said, said
        code, said, _ = themes("check", "faint")
        assert code == 1 and "text on screen" in said and "1.5" in said and "-> 4.5" in said, said
        code, said, complaint = themes("check", f"{folder}/bad.yaml")
        assert code == 2 and "bad.yaml:3: expected six hex digits" in complaint, complaint
        code, _, complaint = themes("preview", "ringside-drak")
        assert code == 2 and "did you mean ringside-dark?" in complaint, complaint
        code, said, _ = themes("preview", "ringside-light", "--colours", "direct")
        assert code == 0 and "48;2;251;250;247" in said, said


def columns(text):
    """As a terminal counts them."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) + wide - marks


TESTS = [
    every_type_and_locale,
    stop_and_go,
    a_storm_of_sizes,
    a_terminal_that_answers,
    synchronised_output_can_be_off,
    a_theme_that_is_written_again,
    nothing_to_say,
    a_terminal_that_shrinks_while_it_ends,
    a_terminal_that_nobody_reads,
    names_of_every_width,
    a_copy,
    a_locale_of_single_bytes,
    the_themes_command,
]
