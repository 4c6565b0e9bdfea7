"""What a terminal gets: the desk in a bare pseudo-terminal."""

import re
import signal
import time

from broker import Broker, binary, environment
from terminal import Terminal

ALTERNATE_SCREEN, CURSOR, SYNCHRONISED = 1049, 25, 2026
MOUSE_PASTE_FOCUS = {1000, 1002, 1003, 1006, 2004, 1004}


def desk(broker, **more):
    return Terminal([binary(), "desk", "--socket", broker.socket], environment(broker.folder, **more))


def assert_restored(terminal, how):
    left = terminal.modes_left_on()
    assert ALTERNATE_SCREEN not in left, f"{how}: the alternate screen is left on"
    # A type of terminal that can't hide its cursor need not show it again.
    assert CURSOR in left or b"\x1b[?25l" not in terminal.output, f"{how}: the cursor is hidden"
    assert not left & MOUSE_PASTE_FOCUS, f"{how}: modes left on: {sorted(left & MOUSE_PASTE_FOCUS)}"
    assert SYNCHRONISED not in left, f"{how}: synchronised output is left on"
    assert terminal.discipline_is_restored(), f"{how}: echo or line editing is not as it was"


def every_end():
    """q, INT, TERM, HUP, QUIT, SEGV and ABRT leave the terminal as it was found"""
    killing = (signal.SIGSEGV, signal.SIGABRT)
    asking = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    with Broker() as broker:
        for end in (None, *asking, *killing):
            with desk(broker) as terminal:
                terminal.wait("live")
                assert not terminal.discipline_is_restored() and ALTERNATE_SCREEN in terminal.modes_left_on()
                if end is None:
                    terminal.type("q")
                else:
                    terminal.signal(end)
                code = terminal.wait_for_exit()
                how = "q" if end is None else end.name
                assert_restored(terminal, how)
                assert code == (0 if end is None else -end if end in killing else 130), f"{how}: exit code {code}"


def a_terminal_that_vanishes():
    """a terminal that vanishes ends the desk within a second"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        start = time.monotonic()
        terminal.vanish()
        terminal.process.wait(5)
        took = time.monotonic() - start
        assert took <= 1, f"it took {took:.1f} s"


def no_palette_and_no_clearing():
    """the palette is never touched, and nothing is cleared after the start"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        first = len(terminal.output)
        call = broker.place()
        terminal.wait("confirmed")
        terminal.type("?")
        terminal.wait("With a call")
        terminal.type("\x1b")
        broker.event(call, "callEnded")
        broker.call(call, lambda call: call["state"] in ("wrapup", "ended"))
        terminal.type("q")
        terminal.wait_for_exit()
        # A question is no change.
        said = terminal.output.replace(b"]11;?", b"")
        for forbidden in (b"]104", b"]4;", b"]10;", b"]11;", b"]110", b"]111"):
            assert forbidden not in said, f"{forbidden!r} was sent"
        assert b"\x1b[2J" not in terminal.output[first:], "the screen was cleared"


def drawn_again():
    """Ctrl-L draws the whole screen again, over whatever stands there"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("No call")
        terminal.quiet(0.3)
        first = len(terminal.output)
        terminal.type("\x0c")
        words = (b"Ringside", b"No call", b"live", b"commands")
        terminal.wait(lambda output: all(word in output[first:] for word in words), what="the whole screen")
        terminal.type("q")
        terminal.wait_for_exit()


def a_small_frame():
    """an event is one small frame, within the marks of synchronised output"""
    with Broker() as broker, desk(broker) as terminal:
        call = broker.place(answerAfterMs=0)
        terminal.wait("confirmed")
        broker.call(call, lambda call: call["sync"]["state"] == "confirmed" and call["erp"]["state"] == "ready")
        terminal.quiet(2.5)
        # A little after the second's tick, which is a frame of its own.
        time.sleep(1.3 - time.time() % 1)
        terminal.read()
        broker.event(call, "callHeld")
        said = terminal.quiet(0.4)
        begin, end = b"\x1b[?2026h", b"\x1b[?2026l"
        assert said.startswith(begin) and said.endswith(end), said
        assert said.count(begin) == said.count(end) <= 2, said
        assert len(said) < 600, f"{len(said)} bytes"


def no_notification():
    """no notification, no bell, and a title that is a fixed word"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        for number in ("+33140205317", "+15550199999"):
            call = broker.place(number=number)
            broker.call(call, lambda call: call["identity"]["phase"] == 2)
        terminal.wait("Mallory")
        terminal.type("\x1b[Ow")
        terminal.wait("How sure")
        terminal.quiet(0.5)
        terminal.type("\x03")
        terminal.wait_for_exit()
        for forbidden in (b"\x07", b"]9;", b"]99;", b"]777;", b"]1337;"):
            assert forbidden not in terminal.output, f"{forbidden!r} was sent"
        titles = set(re.findall(rb"\x1b\]([012];[^\x1b\x07]*)", terminal.output))
        assert all(title.split(b";")[1] in (b"", b"Ringside", b"ringside") for title in titles), titles


def hostile_text():
    """escape sequences in a name from the CRM do not reach the terminal"""
    with Broker() as broker, desk(broker) as terminal:
        terminal.wait("live")
        broker.place("+33140205317")
        terminal.wait("Mallory")
        assert b"\x1b]0;owned" not in terminal.output and b"\x07" not in terminal.output
        assert b"\x1b[2JMallory" not in terminal.output


def a_dumb_terminal():
    """on a dumb terminal the desk says why in one sentence and goes on in lines"""
    with Broker() as broker, desk(broker, TERM="dumb") as terminal:
        terminal.wait("cannot move its cursor")
        terminal.wait("LIVE")
        broker.place()
        terminal.wait("WHO 1 John Doe")
        terminal.type("quit\n")
        assert terminal.wait_for_exit() == 0
        assert b"\x1b" not in terminal.output, terminal.output
        sentences = [line for line in terminal.output.split(b"\n") if line.startswith(b"ringside:")]
        assert len(sentences) == 1, sentences
        assert terminal.discipline_is_restored()


def without_unicode_and_colour():
    """without UTF-8 and with NO_COLOR only plain signs are sent, and no colours"""
    with Broker() as broker, desk(broker, LC_ALL="C", NO_COLOR="1") as terminal:
        terminal.wait("live")
        broker.place()
        terminal.wait("confirmed")
        terminal.type("qq")
        assert terminal.wait_for_exit() == 0
        assert all(byte < 128 for byte in terminal.output), "bytes beyond ASCII were sent"
        assert b"38;5;" not in terminal.output and b"48;5;" not in terminal.output, "colours were sent"


TESTS = [
    every_end,
    a_terminal_that_vanishes,
    no_palette_and_no_clearing,
    drawn_again,
    a_small_frame,
    no_notification,
    hostile_text,
    a_dumb_terminal,
    without_unicode_and_colour,
]
