import BrokerAPI
import FoundationEssentials

/// Moments as people type them: those of the wire, and days, which begin in UTC.
enum WireMoment {
    static func date(from text: String) -> Date? {
        WireDate.date(from: text) ?? (text.utf8.count == 10 ? WireDate.date(from: "\(text)T00:00:00Z") : nil)
    }
}
