package import FoundationEssentials
package import Screen

/// What the walkthrough shows beside the desk: another screen of the same call, a log, what a command said.
package struct Exhibit: Sendable, Hashable {
    /// One line, and what it means.
    package struct Line: Sendable, Hashable {
        /// What it says; broken where it is too long.
        package var text: String
        /// What it means.
        package var role: Role

        /// A line.
        package init(_ text: String, _ role: Role = .text) {
            self.text = text
            self.role = role
        }
    }

    /// What it is.
    package var title: String
    /// When what it shows began; a clock runs from then on.
    package var since: Date?
    /// From top to bottom; where not all fit, the last line on the screen says how many are left out.
    package var lines: [Line]

    /// An exhibit.
    package init(title: String, since: Date? = nil, lines: [Line]) {
        self.title = title
        self.since = since
        self.lines = lines
    }
}
