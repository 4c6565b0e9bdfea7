import FoundationEssentials
import Identity

extension Configuration {
    mutating func readSystems(_ root: Section) {
        if root.setting("platform") != nil { platform = root.section("platform") { $0.platform() } }
        var prefixes: Set<String> = []
        crms = root.sections("crm") { $0.crm(&prefixes) }
        let erps = root.sections("erp") { $0.erp(&prefixes) }
        if erps.count > 1 { root.refuse("erp", "this version asks one ERP, found \(erps.count)") }
        erp = erps.first
    }
}

extension Section {
    /// Nil where the section is of no use to this version; it is then not looked at any further.
    func kind<T: RawRepresentable & CaseIterable>(
        _ key: String,
        default usual: T,
        later: [String],
        isRequired: Bool = false
    ) -> T? where T.RawValue == String {
        let ours = Self.oneOf(T.allCases.map(\.rawValue))
        if let text = setting(key)?.text, later.contains(text) {
            refuse(key, "\(Self.shown(text)) is not in this version, which has \(ours)")
            becomeForeign()
            return nil
        }
        guard isRequired || has(key) else { return usual }
        let kind = value(key, asking: Asking(isRequired: isRequired), expecting: ours, T.init(rawValue:))
        if kind == nil { becomeForeign() }
        return kind
    }

    func prefix(default usual: String, taken: inout Set<String>) -> String {
        let prefix =
            value("prefix") { text in
                let isPrefix = (2...12).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
                return isPrefix && !["PHONE", "UNKNOWN"].contains(text) ? text : nil
            } ?? usual
        if !taken.insert(prefix).inserted {
            refuse("prefix", "\(Self.shown(prefix)) is the prefix of another system too", mend: "give each its own")
        }
        return prefix
    }

    func limits() -> SystemLimits {
        let (connect, read) = section("timeouts") { timeouts in
            (timeouts.integer("connect_ms"), timeouts.integer("read_ms"))
        }
        let concurrent = integer("max_concurrent")
        return SystemLimits(connect: .milliseconds(connect), read: .milliseconds(read), concurrent: concurrent)
    }

    /// Letters, digits, `_` and `.`.
    static func isFieldByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}
