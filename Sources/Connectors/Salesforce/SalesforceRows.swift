import FoundationEssentials
import Identity

/// Rows of an answer, read as the configuration names their fields.
struct SalesforceRows: Sendable {
    let prefix: String
    let fields: SalesforceFields

    /// A page of an answer.
    struct Page: Sendable {
        let records: [JSONValue]
        let isLast: Bool
    }

    func page(_ answer: WireAnswer) throws(SourceFailure) -> Page {
        let value = try answer.json(JSONValue.self)
        guard let records = value[path: "records"]?.elements, let isLast = value[path: "done"]?.truth
        else { throw .malformed }
        return Page(records: records, isLast: isLast)
    }

    /// Nil for a row without an ID or a name that we could use.
    func account(_ row: JSONValue) -> Account? {
        guard let value = id(row), let id = ExternalID("\(prefix):\(value)"), let name = row[path: fields.name]?.text
        else { return nil }
        return Account(
            id: id,
            name: PersonalText(name),
            email: row[path: fields.email]?.text.flatMap(EmailAddress.init),
            kind: text(row, fields.kind).flatMap { AccountKind(rawValue: $0.lowercased()) },
            tier: text(row, fields.tier),
            supportCase: supportCase(row),
            lastContactAt: text(row, fields.lastContact).flatMap(SalesforceTime.date),
            erpAccount: text(row, fields.erp).flatMap { ERPAccountNumber($0) },
            interactions: text(row, fields.interactions).flatMap { Decimal(string: $0) }.flatMap(Self.count)
        )
    }

    func id(_ row: JSONValue) -> String? { row[path: fields.id]?.text }

    /// All numbers of a row, as they are written.
    func numbers(_ row: JSONValue) -> [String] { fields.number.compactMap { row[path: $0]?.text } }

    private func text(_ row: JSONValue, _ path: String?) -> String? {
        guard let text = path.flatMap({ row[path: $0]?.text }), !text.isEmpty else { return nil }
        return text
    }

    private func supportCase(_ row: JSONValue) -> SupportCase? {
        guard let cases = fields.cases, let first = row[path: "\(cases).records"]?.elements?.first,
            let number = first[path: "CaseNumber"]?.text
        else { return nil }
        return SupportCase(
            id: number,
            isOpen: first[path: "IsClosed"]?.truth == false,
            subject: first[path: "Subject"]?.text.map { PersonalText($0) }
        )
    }

    /// Salesforce writes whole numbers as `4.0`.
    private static func count(_ number: Decimal) -> Int? {
        let text = "\(number)".prefix { $0 != "." }
        return Int(text).flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// `2026-11-20`, `2026-11-20T10:15:00.000+0000`, `2026-11-20T10:15:00Z`.
enum SalesforceTime {
    static func date(_ text: String) -> Date? {
        let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let day = halves[0].split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard day.count == 3, (1...9999).contains(day[0]), (1...12).contains(day[1]), (1...31).contains(day[2])
        else { return nil }
        let midnight = Double(daysSince1970(day[0], day[1], day[2]) * 86_400)
        guard halves.count == 2 else { return Date(timeIntervalSince1970: midnight) }
        return secondsOfDay(halves[1]).map { Date(timeIntervalSince1970: midnight + $0) }
    }

    private static func secondsOfDay(_ text: Substring) -> Double? {
        let clock = text.prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).compactMap { Double($0) }
        guard parts.count == 3, let offset = offset(text.dropFirst(clock.count)) else { return nil }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 61 else { return nil }
        return parts[0] * 3_600 + parts[1] * 60 + parts[2] - offset
    }

    private static func offset(_ text: Substring) -> Double? {
        if text == "Z" || text.isEmpty { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let number = Int(digits) else {
            return nil
        }
        return Double((number / 100 * 60 + number % 100) * 60) * (sign == "-" ? -1 : 1)
    }
}

/// Salesforce IDs come with 15 case-sensitive characters or with 3 more that tell their case.
enum SalesforceID {
    /// The 18 characters of an ID of 15; anything else as it is.
    static func long(_ id: String) -> String {
        let bytes = Array(id.utf8)
        guard bytes.count == 15, bytes.allSatisfy(isAlphanumeric) else { return id }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)
        let suffix = stride(from: 0, to: 15, by: 5).map { start in
            alphabet[(0..<5).reduce(0) { $0 | (isUpper(bytes[start + $1]) ? 1 << $1 : 0) }]
        }
        return id + String(decoding: suffix, as: UTF8.self)
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isUpper(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
