extension ExternalID {
    /// Whether a text in UTF-8 names this record, and not only one whose ID begins or ends alike.
    package func isNamed(in text: UnsafeRawBufferPointer) -> Bool {
        let id = Array(self.text.utf8)
        guard let first = id.first, text.count >= id.count else { return false }
        for place in 0...(text.count - id.count) where text[place] == first {
            guard id.indices.allSatisfy({ text[place + $0] == id[$0] }) else { continue }
            if Self.ends(text, before: place), Self.begins(text, after: place + id.count) { return true }
        }
        return false
    }

    /// What stands before is not of the ID.
    private static func ends(_ text: UnsafeRawBufferPointer, before place: Int) -> Bool {
        place == 0 || !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text[place - 1])
    }

    /// What stands behind is not of the ID; a full stop at the end of a sentence is none of its dots.
    private static func begins(_ text: UnsafeRawBufferPointer, after place: Int) -> Bool {
        guard place < text.count, isIdentifierByte(text[place]) else { return true }
        guard text[place] == UInt8(ascii: ".") else { return false }
        return place + 1 == text.count || !isIdentifierByte(text[place + 1])
    }
}
