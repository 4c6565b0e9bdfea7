/// `a=b&c=d` as servers read it, in queries and in form bodies: `+` is a space, `%xx` a byte.
enum FormFields {
    static func parse(_ text: some StringProtocol) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count == 2 ? decode(halves[1], plusIsSpace: true) : ""
            fields[decode(halves[0], plusIsSpace: true)] = value
        }
        return fields
    }

    /// The path's parts; an encoded slash stays inside its part.
    ///
    /// Empty parts are dropped.
    static func segments(ofPath path: some StringProtocol) -> [String] {
        path.split(separator: "/").map { decode($0, plusIsSpace: false) }
    }

    private static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
        var decoded: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = String(decoding: [bytes.next(), bytes.next()].compactMap { $0 }, as: UTF8.self)
                decoded.append(UInt8(digits, radix: 16) ?? UInt8(ascii: "%"))
            default: decoded.append(byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
