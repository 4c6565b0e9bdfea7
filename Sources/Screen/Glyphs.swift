/// The signs and lines of the screen: one set for terminals that surely draw them one column wide, one of plain ASCII.
package struct Glyphs: Hashable, Sendable {
    /// A line across.
    package var horizontal = "─"
    /// A line down.
    package var vertical = "│"
    /// A line across that one comes down from.
    package var teeDown = "┬"
    /// A line across that one rises from.
    package var teeUp = "┴"
    /// A line down that one leaves to the right.
    package var teeRight = "├"
    /// A line down that one leaves to the left.
    package var teeLeft = "┤"
    /// Two lines that cross.
    package var crossing = "┼"
    /// Corners: top left, top right, bottom left, bottom right.
    package var corners = ["┌", "┐", "└", "┘"]
    /// Before what is selected.
    package var marker = "▸"
    /// A call that rings or waits.
    package var ringing = "◔"
    /// A call in which people talk.
    package var talking = "●"
    /// A call on hold.
    package var held = "◑"
    /// A call that is over.
    package var ended = "○"
    /// Done.
    package var tick = "✓"
    /// Failed.
    package var cross = "✗"
    /// Being tried again.
    package var retry = "↻"
    /// Something was cut, or there is more to come.
    package var ellipsis = "…"
    /// From one to another.
    package var arrow = "→"
    /// Between two facts.
    package var dot = "·"
    /// Before an item, and in place of what is masked.
    package var bullet = "•"
    /// The link is up.
    package var live = "●"
    /// The link is being made again.
    package var reconnecting = "◌"
    /// One column of a value that is still to come.
    package var awaited = "·"

    /// For UTF-8 terminals.
    package static let unicode = Glyphs()

    /// For terminals without UTF-8, and where signs of ambiguous width may take two columns.
    package static let ascii = Glyphs(
        horizontal: "-",
        vertical: "|",
        teeDown: "+",
        teeUp: "+",
        teeRight: "+",
        teeLeft: "+",
        crossing: "+",
        corners: ["+", "+", "+", "+"],
        marker: ">",
        ringing: "o",
        talking: "*",
        held: "=",
        ended: "-",
        tick: "+",
        cross: "x",
        retry: "~",
        ellipsis: "...",
        arrow: "->",
        dot: ".",
        bullet: "*",
        live: "*",
        reconnecting: "o",
        awaited: "."
    )

    /// What an ASCII terminal shows in one column for a sign of ours that text from elsewhere already holds.
    package static func plain(_ sign: String) -> String? {
        standIns[sign]
    }

    private static let standIns: [String: String] = [
        "─": "-", "│": "|", "┬": "+", "┴": "+", "├": "+", "┤": "+", "┼": "+", "┌": "+", "┐": "+", "└": "+", "┘": "+",
        "▸": ">", "◔": "o", "●": "*", "◑": "=", "○": "-", "✓": "+", "✗": "x", "↻": "~", "…": "~", "→": ">", "·": ".",
        "•": "*", "◌": "o", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"", "\u{A0}": " ",
    ]
}
