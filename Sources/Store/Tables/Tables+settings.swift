import Broker
import FoundationEssentials
import GRDB

extension Tables {
    /// Moves the counter on; the numbers behind it are the caller's for ever.
    func reserveFeedNumbers(_ count: UInt64) throws -> Range<UInt64> {
        let sql = "UPDATE setting SET value = value + ? WHERE name = 'next_feed_number' RETURNING value"
        guard let end = try row(sql, [Int64(clamping: count)])?[0] as Int64?, end > 0 else {
            throw JournalFailure.corrupt
        }
        return UInt64(end) - count..<UInt64(end)
    }

    var keyCheck: Data? {
        get throws { try row("SELECT value FROM setting WHERE name = 'key_check'", [])?[0] }
    }

    /// Whether writing works is only known by writing; SQLite leaves out writes that change no byte.
    func touch() throws {
        try execute("INSERT INTO setting VALUES ('probe', 0) ON CONFLICT DO UPDATE SET value = 1 - value", [])
    }
}
