/// `sys_id` of the stand-in's records: 15 bytes that tell whose record it is, and one that tells its table, in hex.
enum ServiceNowKey {
    enum Table: UInt8 {
        case person = 1
        case account
        case supportCase
        case entry
    }

    private static let idBytes = 15

    /// The key of a person's record in a table.
    ///
    /// IDs of up to 15 bytes can be read back from it; longer ones go in as a hash.
    static func key(of id: String, in table: Table) -> String {
        var bytes = Array(id.utf8)
        if bytes.count > idBytes {
            var random = SplitMix64(seed: id)
            bytes = [random.next(), random.next()].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
            }
        }
        bytes = Array((bytes + Array(repeating: 0, count: idBytes)).prefix(idBytes))
        return (bytes + [table.rawValue]).map(hex).joined()
    }

    /// The person whose record in a table has that key.
    static func contact(_ key: String, in table: Table, of directory: Directory) -> Contact? {
        let digits = Array(key.utf8)
        guard digits.count == 2 * idBytes + 2 else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
        guard bytes.count == idBytes + 1, bytes[idBytes] == table.rawValue else { return nil }
        let id = String(decoding: bytes.prefix(idBytes).prefix { $0 != 0 }, as: UTF8.self)
        if let contact = directory.contact(id: id), self.key(of: id, in: table) == key { return contact }
        return directory.contacts.first {
            $0.account.id.utf8.count > idBytes && self.key(of: $0.account.id, in: table) == key
        }
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
