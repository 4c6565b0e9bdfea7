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

    /// No number is given out again: above those of the journal that was there before, or far above where it can't be read.
    func raiseFeedNumber(to next: Int64?) throws {
        let sql =
            "UPDATE setting SET value = max(value, ifnull(?, value + \(Restoring.unseen))) WHERE name = 'next_feed_number'"
        try execute(sql, [next])
    }

    /// Whether writing works is only known by writing; SQLite leaves out writes that change no byte.
    func touch() throws {
        try execute("INSERT INTO setting VALUES ('probe', 0) ON CONFLICT DO UPDATE SET value = 1 - value", [])
    }
}
