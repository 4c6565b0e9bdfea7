import Broker
import FoundationEssentials
import Identity
import Logging

extension Configuration {
    /// Takes all keys of the file's first level.
    mutating func read(_ root: Section) {
        root.section("identity") { readIdentity($0) }
        root.section("lookup") { readLookup($0) }
        undoWindow = root.section("switch") { Double($0.integer("undo_seconds", 0...86_400, default: 60)) }
        root.section("override") { readOverride($0) }
        root.section("feed_stay") { readStay($0) }
        syncGiveUp = root.section("sync") { Double($0.integer("give_up_hours", 1...720, default: 72)) * 3600 }
        root.section("platform_listener") { readPlatformListener($0) }
        deskSocket = root.section("desk_listener") { $0.path("socket") }
        stateDirectory = root.path("state_directory")
        root.section("keys") { readKeys($0) }
        readSystems(root)
        desks = readDesks(root)
        queues = readQueues(root)
        root.section("log") { readLog($0) }
        root.section("privacy") { readPrivacy($0) }
        interactionKeys = readInteractionKeys(root)
        deskPreferences = root.section("desk") { $0.deskPreferences() }
    }

    private mutating func readIdentity(_ section: Section) {
        let isRegion = { (text: String) in text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } }
        region = section.value("region", "two capitals such as US") { isRegion($0) ? $0 : nil } ?? region
        phoneHashing = section.choice("phone_hash", default: phoneHashing)
        recentLink = Double(section.integer("recent_link_days", 0...365, default: 1)) * 86_400
        matching = MatchingPolicy(
            rules: section.choices("match") ?? matching.rules,
            kindOrder: section.choices("kind_order") ?? matching.kindOrder
        )
    }

    private mutating func readLookup(_ section: Section) {
        let deadlineMs = section.integer("deadline_ms", 1...450, default: 250)
        let graceMs = section.integer("grace_ms", 0...450, default: 80)
        if graceMs > deadlineMs {
            let own = section.has("grace_ms") ? "\(graceMs)" : "its default, \(graceMs)"
            section.refuse("grace_ms", "expected at most deadline_ms, \(deadlineMs), found \(own)")
        }
        deadline = .milliseconds(deadlineMs)
        grace = .milliseconds(graceMs)
    }

    private mutating func readOverride(_ section: Section) {
        overrideLife = Double(section.integer("ttl_days", 1...3_650, default: 30)) * 86_400
        remembersFlows = section.flag("from_flows", default: false)
    }

    private mutating func readStay(_ section: Section) {
        stay.afterWrapUp = Double(section.integer("after_wrap_up_minutes", 0...1_440, default: 5)) * 60
        stay.unanswered = Double(section.integer("unanswered_minutes", 1...1_440, default: 10)) * 60
        stay.connected = Double(section.integer("connected_hours", 1...168, default: 12)) * 3600
        stay.wrapUp = Double(section.integer("wrap_up_minutes", 1...1_440, default: 30)) * 60
    }

    private mutating func readPlatformListener(_ section: Section) {
        let address = section.value("address", "HOST:PORT such as 127.0.0.1:8080") { ListenAddress($0) }
        platformAddress = address ?? platformAddress
        tokenFile = section.path("token_file")
        tls = section.section("tls") { $0.tls() }
    }

    private mutating func readKeys(_ section: Section) {
        keys = KeyPlaces(masterFile: section.path("master_file"), phoneFile: section.path("phone_file"))
    }

    private mutating func readLog(_ section: Section) {
        logLevel = section.choice("level", default: logLevel)
        logFormat = section.choice("format", default: logFormat)
    }

    private mutating func readPrivacy(_ section: Section) {
        // How long calls are kept is the purge's, which is not of this version; its value is checked.
        _ = section.integer("retention_days", 1...3_650, default: 30)
        auditLife = Double(section.integer("audit_days", 1...3_650, default: 365)) * 86_400
    }

    private func readInteractionKeys(_ root: Section) -> [String] {
        let keys: [String]? = root.values("interaction_keys", "names of letters, digits and _") { text in
            let isName = text.utf8.allSatisfy { Section.isFieldByte($0) && $0 != UInt8(ascii: ".") }
            return isName && (1...64).contains(text.utf8.count) ? text : nil
        }
        for key in keys ?? [] where DataTable().side(of: key) == .customer {
            root.refuse("interaction_keys", "`\(key)` belongs to the person, not to the conversation")
        }
        return keys ?? []
    }

    private func readQueues(_ root: Section) -> [String: String] {
        let required = Asking(isRequired: true)
        var names: [String: String] = [:]
        root.eachSection("queues") { queue in
            let (id, name) = (queue.text("id", required), queue.text("name", required))
            guard let id, let name else { return }
            if names.updateValue(name, forKey: id) != nil { queue.refuse("id", "\(Section.shown(id)) is named twice") }
        }
        return names
    }
}

extension Section {
    /// Nil without any of its keys; never silently in clear where an operator asked for encryption.
    fileprivate func tls() -> TLSFiles? {
        let (certificate, key, authority) = (path("certificate_file"), path("key_file"), path("client_ca_file"))
        guard certificate != nil || key != nil || authority != nil else { return nil }
        if certificate == nil { refuse("certificate_file", "is missing: TLS needs a certificate and its key") }
        if key == nil { refuse("key_file", "is missing: TLS needs a certificate and its key") }
        guard let certificate, let key else { return nil }
        return TLSFiles(certificateFile: certificate, keyFile: key, clientAuthorityFile: authority)
    }
}
