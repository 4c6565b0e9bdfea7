/// The part of a text that could be a number: scheme, host, password and parameters of a URI are taken off.
struct DialledText: Equatable {
    let text: String

    /// Nil for texts that no number is in: too long, or letters before the first digit, as in `anonymous` or `bob5550199`.
    init?(_ foreign: String) {
        guard foreign.utf8.count <= Self.longest else { return nil }
        let text = Self.withoutURI(Self.addressed(in: foreign[...].trimmed))
        let lead = text.prefix { !$0.isNumber && !$0.isPlus }
        guard lead.endIndex < text.endIndex, !lead.contains(where: \.isLetter) else { return nil }
        self.text = text
    }

    /// Bytes; libphonenumber's own limit.
    private static let longest = 250

    /// `"John" <sip:+1…@host>` is `sip:+1…@host`.
    private static func addressed(in text: Substring) -> Substring {
        guard text.last == ">", let open = text.lastIndex(of: "<") else { return text }
        return text[text.index(after: open)...].dropLast().trimmed
    }

    private static func withoutURI(_ text: Substring) -> String {
        guard let colon = text.firstIndex(of: ":") else { return withoutParameters(text) }
        let rest = text[text.index(after: colon)...].trimmed
        switch text[..<colon].lowercased() {
        case "tel": return withoutParameters(rest)
        case "sip", "sips": return user(ofSIP: rest)
        default: return withoutParameters(text)
        }
    }

    /// `+1…` of `+1…;ext=204:password@host;user=phone`; some senders write the plus as `%2B`.
    private static func user(ofSIP rest: Substring) -> String {
        let address = withoutParameters(rest.prefix { $0 != "@" }.prefix { $0 != ":" })
        return address.lowercased().hasPrefix("%2b") ? "+" + address.dropFirst(3) : address
    }

    /// A local number is read in the country that `;phone-context=+44` gives it (RFC 3966), never in ours.
    private static func withoutParameters(_ text: Substring) -> String {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let number = parts.first else { return "" }
        let context = parts.dropFirst().first { $0.lowercased().hasPrefix("phone-context=+") }
        guard let context, number.trimmed.first?.isPlus == false else { return String(number) }
        return String(context.drop { !$0.isPlus } + number)
    }
}

extension Character {
    fileprivate var isPlus: Bool { self == "+" || self == "＋" }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...last]
    }
}
