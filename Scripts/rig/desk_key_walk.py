"""Every line of the desk's own help, pressed in the built desk in tmux: a key that the table gains and nobody walks fails here."""

import re

from broker import Broker
from desk_in_tmux import desk

SWITCHBOARD = "+4930901820"
# Where the sentence about a key begins; its label stands before it.
SENTENCE = 8


class Walk:
    """Presses keys, remembers in which place of the help each stands, and waits for what it leads to."""

    def __init__(self, window):
        self.window, self.place, self.walked = window, "With a call", set()

    def __call__(self, label, *shows, key=None, place=None, without=()):
        """A key by the help's label; `place` is where the keyboard is after it."""
        self.window.keys(key or {"Esc": "Escape", "Esc q": "Escape"}.get(label, label))
        self.walked.add((self.place, label))
        self.place = place or self.place
        return self.window.wait(*shows, without=without)

    def mark(self):
        """What the mark of the list stands before."""
        line = next(line for line in self.window.screen().split("\n") if "▸" in line)
        return line.split("▸")[1].strip()


def every_key():
    """each key of the help does what it says, in every place that the help names"""
    with Broker() as broker, desk(broker) as window:
        window.resize(120, 40)
        window.wait("No call")
        walk = Walk(window)
        john = connected(broker, "+15550199999")
        window.wait("CRM:500245678", "platform confirmed")
        connected(broker, SWITCHBOARD)
        window.wait("Calls, 2")
        table = help_itself(walk)
        calls_and_panels(walk)
        switch(walk, broker, john)
        search(walk)
        pages(walk)
        typed_fields(walk)
        reveal(walk)
        switchboard_and_remembered(walk)
        themes(walk)
        leaving(walk, broker)
        missing = table - walk.walked
        assert not missing, f"nobody walks {sorted(missing)}"
        unknown = walk.walked - table
        assert not unknown, f"the help does not name {sorted(unknown)}"


def connected(broker, number):
    call = broker.place(number=number, answerAfterMs=0)
    broker.call(call, lambda call: call["state"] == "connected" and call["sync"]["state"] == "confirmed")
    return call


def help_itself(walk):
    """The table as the help tells it, read page by page: pairs of a place and a label."""
    walk("?", "With a call", "review the account of that number", place="In this help")
    walk("j", without=["With a call"])
    walk("k", "With a call")
    walk("PgDn", key="NPage", without=["With a call"])
    walk("PgUp", "With a call", key="PPage")
    rows = page(walk.window.screen())
    while " more: " in (screen := walk.window.screen()):
        walk.window.keys("NPage")
        walk.window.wait(without=[page(screen)[1]])
        rows = joined(rows, page(walk.window.screen()))
    walk("Esc q", "w why", place="With a call", without=["Leaving while"])
    return set(lines(rows))


def page(screen):
    """The help's rows: what stands right of the list of calls, or all of it in a narrow window."""
    rows = [row.split("│", 1)[-1] for row in screen.rstrip("\n").split("\n")[2:-2]]
    return [re.sub(r"\s+\d+ more: .*$", "", row).rstrip() for row in rows]


def joined(rows, more):
    """A page goes on from the last row or from earlier ones."""
    common = next(count for count in range(len(more), -1, -1) if rows[len(rows) - count :] == more[:count])
    return rows + more[common:]


def lines(rows):
    """A title stands where labels do, and is longer than they are."""
    place = None
    for row in rows:
        label = row[1:SENTENCE].rstrip()
        if label and len(label) < 6 and (" " not in label or label == "Esc q"):
            yield place, label
        elif label:
            place = row.strip()


def calls_and_panels(walk):
    window = walk.window
    walk("Tab", "j k account")
    walk("Tab", "j k line")
    walk("PgUp", key="PPage")
    walk("PgDn", key="NPage")
    walk("Tab", "j k call")
    before = walk.mark()
    walk("j", "Enter open")
    assert walk.mark() != before, "j does not move the mark"
    walk("Enter", without=["Enter open"])
    walk("k", "Enter open")
    walk("Enter", "CRM:500245678", without=["Enter open"])
    walk("y", "sent to the terminal's clipboard")
    walk("c", "callback requested")
    walk("c", "c callback", without=["callback requested"])
    walk("/", "Only calls with", place="While a filter is typed")
    window.type("John")
    window.wait("1 of 2 calls")
    walk("Down", key="Down")
    walk("Up", key="Up")
    walk("Enter", "Only 1 of 2 calls: John", place="With a call")
    # Esc takes the filter away first.
    walk("Esc", "Calls, 2", without=["Only 1 of 2"])
    walk("/", "Only calls with", place="While a filter is typed")
    walk("Esc", "w why", place="With a call", without=["Only calls with"])


def switch(walk, broker, call):
    bar, reason = "In the switch bar", "While a reason is typed"
    walk("1-9", "Switch this call?", "1-4 reason", key="2", place=bar)
    walk("p", "masked")
    walk("p", "shown again")
    walk("1-4", "▸1 caller asked", key="1")
    walk("1-4", "Esc drop it", key="4", place=reason)
    walk("Esc", "1-4 reason", place=bar, without=["Esc drop it"])
    walk("1-4", "Esc drop it", key="4", place=reason)
    walk.window.type("says so")
    walk("Enter", "▸4 says so", "Y switch", place=bar)
    walk("Esc", "1-2 switch", place="With a call", without=["Switch this call?"])
    walk("1-9", "Switch this call?", "1-4 reason", key="2", place=bar)
    walk("1-4", "▸2 verified", "Y switch", key="2")
    walk("Y", "u undo", "platform confirmed", place="With a call", without=["Switch this call?"])
    assert broker.call(call)["identity"]["externalId"] == "CRM:500245679"
    walk("u")
    broker.call(call, lambda call: call["identity"]["externalId"] == "CRM:500245678")
    walk.window.wait("CRM:500245678", "platform confirmed", without=["u undo"])


def search(walk):
    text, results = "In the text of the search", "In the results of the search"
    walk("s", "Search an account", place=text)
    walk("Esc", "w why", place="With a call", without=["Search an account"])
    walk("s", "Search an account", place=text)
    walk.window.type("John Doe")
    walk("Enter", "1-2 pick", place=results)
    walk("j")
    walk("k")
    walk("s", "Down results", place=text)
    walk("Down", "1-2 pick", place=results)
    walk("p", "masked")
    walk("p", "shown again")
    walk("Esc", "w why", place="With a call", without=["Search an account"])
    for label, key in (("1-9", "2"), ("Enter", "Enter")):
        walk("s", "Search an account", place=text)
        walk.window.type("John Doe")
        walk("Enter", "1-2 pick", place=results)
        if label == "Enter":
            walk("j")
        walk(label, "Switch this call?", "1-4 reason", key=key, place="In the switch bar")
        walk("Esc", "w why", place="With a call", without=["Switch this call?"])


def pages(walk):
    """Why, record and board, in a window that none of them fits into."""
    window = walk.window
    window.resize(60, 16)
    window.wait("CRM and ERP")
    walk("w", "How sure", place="In why this person")
    scroll(walk, "How sure")
    walk("p", "masked")
    walk("p", "shown again")
    walk("?", "With a call", place="In this help")
    walk("Esc q", "w why", place="With a call", without=["review the account"])
    walk("w", "How sure", place="In why this person")
    walk("Esc q", "w why", place="With a call", without=["How sure"])
    walk("v", "Agrees", place="In the platform's record")
    scroll(walk, "Agrees")
    walk("p", "masked")
    walk("p", "shown again")
    walk("?", "With a call", place="In this help")
    walk("Esc q", "w why", place="With a call", without=["review the account"])
    walk("v", "Agrees", place="In the platform's record")
    walk("Esc q", "w why", place="With a call", without=["Agrees"])
    walk("b", "Board", "waiting", place="On the board")
    scroll(walk, "known at phase 1")
    walk("Esc q", "w why", place="With a call", without=["Board"])
    window.resize(120, 40)
    window.wait("Calls, 2", "Timeline")


def scroll(walk, first):
    """A page and line by line; `first` is what a page takes out of sight."""
    # What is read when it is opened may make it longer than the window only when it comes.
    walk.window.wait("j k move")
    walk("PgDn", key="NPage", without=[first])
    walk("PgUp", first, key="PPage")
    for key in ("j", "k"):
        for _ in range(20):
            walk(key)
        walk.window.wait(*([first] if key == "k" else []), without=[] if key == "k" else [first])


def typed_fields(walk):
    walk("n", "Enter save", place="While a note is written")
    walk.window.type("Wants a call at five")
    walk("Esc", "unsaved", place="With a call")
    walk("n", "Wants a call at five", place="While a note is written")
    walk("Enter", "Note saved", place="With a call")
    walk(":", "Command", place="While a command is looked for")
    walk("Down")
    walk("Up")
    walk("Esc", "w why", place="With a call", without=["Command"])
    walk(":", "Command", place="While a command is looked for")
    walk.window.type("priv")
    walk("Enter", "Names and numbers masked", place="With a call")
    walk("p", "shown again")


def reveal(walk):
    which, why, text = "Which value is shown", "Why it is shown", "While the reason for it is typed"
    walk("r", "1-2 which", place=which)
    walk("Esc", "w why", place="With a call", without=["Show a masked value?"])
    walk("r", "1-2 which", place=which)
    walk("1-2", "1-4 reason", key="1", place=why)
    walk("Esc", "w why", place="With a call", without=["Show a masked value?"])
    walk("r", "1-2 which", place=which)
    walk("1-2", "1-4 reason", key="1", place=why)
    walk("1-4", "Esc back", key="4", place=text)
    walk("Esc", "1-4 reason", place=why, without=["Esc back"])
    walk("1-4", "Esc back", key="4", place=text)
    walk.window.type("to call back")
    walk("Enter", "+15550199999", place="With a call")
    walk("Esc", "+1•••••••999", without=["+15550199999"])


def switchboard_and_remembered(walk):
    remembered, revoking = "In the remembered choices", "Before one is forgotten"
    walk("1-9", "Switch this call?", "1-4 reason", key="2", place="In the switch bar")
    walk("1-4", "▸1 caller asked", key="1")
    walk("Y", "u undo", place="With a call", without=["Switch this call?"])
    walk("j", "Enter open")
    walk("Enter", "Vogel", without=["Enter open"])
    walk("1-9", "Switch this call?", "1-4 reason", "m remember", key="3", place="In the switch bar")
    walk("m", "YES")
    walk("1-4", "▸1 caller asked", key="1")
    walk("Y", "u undo", place="With a call", without=["Switch this call?"])
    walk("o", "Remembered choices", "x forget", "j k move", place=remembered)
    first, second = [row[3:25] for row in page(walk.window.screen()) if "→" in row]
    walk("j", f"▸ {second}")
    walk("k", f"▸ {first}")
    walk("p", "masked")
    walk("p", "shown again")
    walk("?", "With a call", place="In this help")
    walk("Esc q", "w why", place="With a call", without=["review the account"])
    walk("o", "Remembered choices", "x forget", place=remembered)
    walk("x", "Y forget", place=revoking)
    walk("Esc", "x forget", place=remembered, without=["Y forget"])
    walk("x", "Y forget", place=revoking)
    walk("Y", "Forgotten", place=remembered)
    walk("Esc q", "w why", place="With a call", without=["Remembered choices"])


def themes(walk):
    place = "Among the themes"
    walk("t", "every pair of colours is readable", place=place)
    walk("j", "▸ ringside-deuteranopia")
    walk("k", "▸ ringside-dark")
    walk("PgDn", "▸ ringside-tritanopia", key="NPage")
    walk("PgUp", "▸ ringside-contrast", key="PPage")
    walk("Esc q", "w why", place="With a call", without=["Themes,"])
    walk("t", "every pair of colours is readable", place=place)
    walk("Enter", "is kept, also for the next time", place="With a call", without=["Themes,"])


def leaving(walk, broker):
    """While a switch is on its way, q asks; without one it leaves."""
    place = "Leaving while a switch is on its way"
    broker.fault("crm", "slow", latencyMs=8000)
    walk("1-9", "Switch this call?", "1-4 reason", key="1", place="In the switch bar")
    walk("1-4", "▸1 caller asked", key="1")
    walk("Y", "Switching", place="With a call")
    walk("q", "A switch is on its way", place=place)
    walk("Esc", place="With a call", without=["A switch is on its way"])
    walk("q", "A switch is on its way", place=place)
    walk("q", "the desk ended with 0")


TESTS = [every_key]
