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
    ///
    /// What is expected, the table of keys says, unless this section takes less.
    func value<T>(
        _ key: String,
        asking: Asking = Asking(),
        expecting less: String? = nil,
        _ read: (String) -> T?
    ) -> T? {
        let expected = less ?? described(key)?.expected ?? "nothing"
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
        value(key, asking: asking) { text in
            let isPlain = !text.unicodeScalars.contains(where: \.isControl)
            return isPlain && !text.isEmpty && text.count <= 200 ? text : nil
        }
    }

    /// A number in the range of the table, or its default there.
    func integer(_ key: String) -> Int {
        guard case .integer(let range, let usual) = described(key)?.shape else { return misread(key, 0) }
        return value(key) { Int($0).flatMap { range.contains($0) ? $0 : nil } } ?? usual
    }

    /// True or false, or the table's default.
    func flag(_ key: String) -> Bool {
        guard case .flag(let usual) = described(key)?.shape else { return misread(key, false) }
        return value(key) { text in
            switch text.lowercased() {
            case "true", "yes", "on": true
            case "false", "no", "off": false
            default: nil
            }
        } ?? usual
    }

    /// The table says that the key is something else.
    private func misread<T>(_ key: String, _ nothing: T) -> T {
        refuse(key, "the table of keys has it as something else")
        return nothing
    }

    func choice<T: RawRepresentable & CaseIterable>(_ key: String, default usual: T) -> T where T.RawValue == String {
        value(key, T.init(rawValue:)) ?? usual
    }

    /// From the root: a configuration is read wherever the broker is started.
    func path(_ key: String) -> String? {
        value(key, asking: Asking(showsFound: false)) { $0.hasPrefix("/") ? $0 : nil }
    }

    /// A file with a secret in it.
    func secret(_ key: String, isRequired: Bool = false) -> SecretFile? {
        let asking = Asking(isRequired: isRequired, showsFound: false)
        return value(key, asking: asking) {
            PrivateFile.isPlace($0) ? SecretFile(path: $0, namedAt: place(of: key)) : nil
        }
    }

    /// Where a system is; credentials go there, so that it is encrypted unless it is on this machine.
    func baseURL(_ key: String) -> String? {
        let url: String? = value(key, asking: Asking(isRequired: true, showsFound: false)) { text in
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
        guard let url = URLComponents(string: url), url.scheme?.lowercased() == "http" else { return false }
        let host = url.host?.lowercased() ?? ""
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // A name may have numbers in it: only what is nothing but an address of this machine stays on it.
        let isLoopback = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return host != "localhost" && host != "[::1]" && host != "::1" && !isLoopback
    }

    /// A list of different values, nil where it is missing or something is wrong with it.
    @discardableResult func values<T: Hashable>(
        _ key: String,
        atLeast: Int = 0,
        _ read: (String) -> T?
    ) -> [T]? {
        guard let setting = setting(key) else { return nil }
        guard case .list(let expected) = described(key)?.shape else { return misread(key, nil) }
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
        values(key, atLeast: 1, T.init(rawValue:))
    }

    /// `a`, `a or b`, `a, b or c`.
    static func oneOf(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.joined() }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }
}
