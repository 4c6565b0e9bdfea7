import FoundationEssentials
import Identity

/// How a value is asked for.
struct Asking {
    /// The key has to be there.
    var isRequired = false
    /// What was found may be shown: not so where a secret may have been put by mistake.
    var showsFound = true
}

extension Section {
    /// One value, nil where it is missing; noted where `read` does not take it.
    func value<T>(
        _ key: String,
        _ expected: String,
        _ asking: Asking = Asking(),
        _ read: (String) -> T?
    ) -> T? {
        guard let setting = setting(key) else {
            if asking.isRequired { refuse(key, "is missing: expected \(expected)") }
            return nil
        }
        guard let text = setting.text else {
            refuse(key, "expected \(expected), found \(setting.kind)")
            return nil
        }
        if let value = read(text) { return value }
        refuse(key, "expected \(expected)" + (asking.showsFound ? ", found \(Self.shown(text))" : ""))
        return nil
    }

    func text(_ key: String, _ asking: Asking = Asking()) -> String? {
        value(key, "a text without line breaks", asking) { text in
            let isPlain = !text.unicodeScalars.contains(where: \.isControl)
            return isPlain && !text.isEmpty && text.count <= 200 ? text : nil
        }
    }

    func integer(_ key: String, _ range: ClosedRange<Int>, default usual: Int) -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return value(key, expected) { Int($0).flatMap { range.contains($0) ? $0 : nil } } ?? usual
    }

    @discardableResult func flag(_ key: String, default usual: Bool) -> Bool {
        value(key, "true or false") { text in
            switch text.lowercased() {
            case "true", "yes", "on": true
            case "false", "no", "off": false
            default: nil
            }
        } ?? usual
    }

    func choice<T: RawRepresentable & CaseIterable>(_ key: String, default usual: T) -> T where T.RawValue == String {
        value(key, Self.oneOf(T.allCases.map(\.rawValue)), Asking(), T.init(rawValue:)) ?? usual
    }

    /// From the root: a configuration is read wherever the broker is started.
    func path(_ key: String) -> String? {
        value(key, "a path that begins with /", Asking(showsFound: false)) { $0.hasPrefix("/") ? $0 : nil }
    }

    /// A file with a secret in it.
    func secret(_ key: String, isRequired: Bool = false) -> SecretFile? {
        let asking = Asking(isRequired: isRequired, showsFound: false)
        return value(key, "the path of a file that holds it, which begins with /", asking) {
            $0.hasPrefix("/") ? SecretFile(path: $0, namedAt: place(of: key)) : nil
        }
    }

    /// Where a system is; credentials go there, so that it is encrypted unless it is on this machine.
    func baseURL(_ key: String) -> String? {
        let expected = "a URL such as https://host, without user, query or fragment"
        let url: String? = value(key, expected, Asking(isRequired: true, showsFound: false)) { text in
            guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil,
                parts.password == nil, parts.query == nil, parts.fragment == nil,
                ["http", "https"].contains(parts.scheme?.lowercased())
            else { return nil }
            return text
        }
        guard let url, Self.isInClear(url) else { return url }
        refuse(key, "would send credentials over the network in clear", mend: "write https://")
        return nil
    }

    private static func isInClear(_ url: String) -> Bool {
        guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "http" else { return false }
        let host = parts.host?.lowercased() ?? ""
        let isNumber = host.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }.count == 4
        return host != "localhost" && host != "[::1]" && host != "::1" && !(isNumber && host.hasPrefix("127."))
    }

    /// A list of different values, nil where it is missing or something is wrong with it.
    @discardableResult func values<T: Hashable>(
        _ key: String,
        _ expected: String,
        atLeast: Int = 0,
        _ read: (String) -> T?
    ) -> [T]? {
        guard let setting = setting(key) else { return nil }
        guard case .list(let items) = setting.value else {
            refuse(key, "expected a list of \(expected), found \(setting.kind)")
            return nil
        }
        var values: [T] = []
        for item in items {
            guard let text = item.text, let value = read(text) else {
                refuse(key, "expected a list of \(expected), found \(item.text.map(Self.shown) ?? item.kind) in it")
                return nil
            }
            guard !values.contains(value) else {
                refuse(key, "\(item.text.map(Self.shown) ?? "a value") is named twice")
                return nil
            }
            values.append(value)
        }
        if values.count < atLeast { refuse(key, "expected at least one of \(expected)") }
        return values.count < atLeast ? nil : values
    }

    func choices<T: RawRepresentable & CaseIterable & Hashable>(_ key: String) -> [T]? where T.RawValue == String {
        values(key, T.allCases.map(\.rawValue).joined(separator: ", "), atLeast: 1, T.init(rawValue:))
    }

    /// `a`, `a or b`, `a, b or c`.
    static func oneOf(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }
}
