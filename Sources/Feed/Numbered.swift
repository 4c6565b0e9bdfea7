/// An entry with the number it has in its log.
package struct Numbered<Entry: Sendable>: Sendable {
    /// Larger than every number the log gave before; numbers may be missing.
    package let number: UInt64
    /// What was appended.
    package let entry: Entry

    /// Made by the log; by hand only to compare with.
    package init(number: UInt64, entry: Entry) {
        self.number = number
        self.entry = entry
    }
}

extension Numbered: Equatable where Entry: Equatable {}
