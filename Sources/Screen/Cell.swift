/// One place of the screen: what is drawn there, and how.
package struct Cell: Hashable, Sendable {
    /// One base character with its marks; empty in the second half of a wide one.
    package var text: String
    /// How it looks.
    package var style: Style
    /// Columns that it takes: 1 or 2, and 0 for the second half of a wide one.
    package var width: UInt8

    /// A cell that holds a base character with its marks.
    package init(text: String, style: Style, width: UInt8) {
        self.text = text
        self.style = style
        self.width = width
    }

    /// A cell that holds a blank in the given style.
    package static func blank(_ style: Style = .text) -> Cell {
        Cell(text: " ", style: style, width: 1)
    }

    /// The second half of a wide character.
    package static func continuation(_ style: Style) -> Cell {
        Cell(text: "", style: style, width: 0)
    }
}
