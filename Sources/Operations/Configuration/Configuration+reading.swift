import Broker
import FoundationEssentials
import Identity
import Logging

extension Configuration {
    /// Takes all keys of the file's first level.
    mutating func read(_ root: Section) {
        root.section("identity") { readIdentity($0) }
        root.section("lookup") { readLookup($0) }
        undoWindow = root.section("switch") { Double($0.integer("undo_seconds")) }
        root.section("override") { readOverride($0) }
        root.section("feed_stay") { readStay($0) }
        syncGiveUp = root.section("sync") { Double($0.integer("give_up_hours")) * 3600 }
        root.section("platform_listener") { readPlatformListener($0) }
        (deskSocket, deskGroup) = root.section("desk_listener") { ($0.path("socket"), $0.deskGroup()) }
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
        region = section.value("region") { isRegion($0) ? $0 : nil } ?? region
        phoneHashing = section.choice("phone_hash", default: phoneHashing)
        recentLink = Double(section.integer("recent_link_days")) * 86_400
        matching = MatchingPolicy(
            rules: section.choices("match") ?? matching.rules,
            kindOrder: section.choices("kind_order") ?? matching.kindOrder
        )
    }

    private mutating func readLookup(_ section: Section) {
        let deadlineMs = section.integer("deadline_ms")
        let graceMs = section.integer("grace_ms")
        if graceMs > deadlineMs {
            let own = section.has("grace_ms") ? "\(graceMs)" : "its default, \(graceMs)"
            section.refuse("grace_ms", "expected at most deadline_ms, \(deadlineMs), found \(own)")
        }
        deadline = .milliseconds(deadlineMs)
        grace = .milliseconds(graceMs)
    }

    private mutating func readOverride(_ section: Section) {
        overrideLife = Double(section.integer("ttl_days")) * 86_400
        remembersFlows = section.flag("from_flows")
    }

    private mutating func readStay(_ section: Section) {
        stay.afterWrapUp = Double(section.integer("after_wrap_up_minutes")) * 60
        stay.unanswered = Double(section.integer("unanswered_minutes")) * 60
        stay.connected = Double(section.integer("connected_hours")) * 3600
        stay.wrapUp = Double(section.integer("wrap_up_minutes")) * 60
    }

    private mutating func readPlatformListener(_ section: Section) {
        let address = section.value("address") { ListenAddress($0) }
        platformAddress = address ?? platformAddress
        tokenFile = section.secret("token_file")?.path
        tls = section.section("tls") { $0.tls() }
    }

    private mutating func readKeys(_ section: Section) {
        keys = KeyPlaces(masterFile: section.path("master_file"), phoneFile: section.path("phone_file"))
    }

    private mutating func readLog(_ section: Section) {
        logLevel = section.choice("level", default: logLevel)
        logFormat = section.choice("format", default: logFormat)
        logFile = section.path("file")
    }

    private mutating func readPrivacy(_ section: Section) {
        retention = Double(section.integer("retention_days")) * 86_400
        auditLife = Double(section.integer("audit_days")) * 86_400
    }

    private func readInteractionKeys(_ root: Section) -> [String] {
        let keys: [String]? = root.values("interaction_keys") { text in
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
