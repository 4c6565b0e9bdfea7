/// The keys of a working day on one screen, for the manual and for the wall.
package struct KeyCard: Sendable, Hashable {
    /// At most 24 rows of at most 80 columns.
    package let rows: [String]

    /// The card of a table, as its keys are bound.
    package init(_ table: KeyTable) {
        rows = Self.order.map { commands in
            let bindings = commands.compactMap { command in table.bindings.first { $0.command == command } }
            let keys = bindings.map(\.label).joined(separator: " ")
            let meaning = bindings.first?.meaning ?? ""
            return keys + String(repeating: " ", count: max(1, 7 - keys.count)) + meaning
        }
    }

    /// In the order in which a call needs them; what goes both ways shares a row.
    private static let order: [[Command]] = [
        [.next, .previous], [.open], [.leave], [.panel],
        [.pick], [.search], [.reason], [.remember], [.commit], [.undo],
        [.why], [.record], [.reveal], [.note], [.callback], [.copy],
        [.filter], [.palette], [.overrides], [.board], [.privacy], [.themes], [.help], [.quit],
    ]
}
