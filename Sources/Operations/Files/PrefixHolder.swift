import FoundationEssentials

extension PrefixBook {
    /// A system that has a prefix: the same one has the same records.
    package struct Holder: Hashable, Sendable {
        /// What it is to us; one system can be both, and its people are then no accounts of the other.
        package enum Role: String, Sendable {
            case crm
            case erp
        }

        /// Such as `CRM`.
        package let prefix: String
        /// Nil in a line of an earlier version, which names a host alone.
        let role: Role?
        /// Such as `salesforce`.
        package let kind: String
        /// Such as `https://s4.example.com:8443/path#client=100`; of an old line the host.
        package let place: String

        /// A system of the configuration; `key` tells apart what is at one address: a client, an account, a database.
        package init(prefix: String, role: Role, kind: String, baseURL: String, key: String? = nil) {
            self.prefix = prefix
            self.role = role
            self.kind = kind
            place = Self.address(baseURL) + (key.map { "#\($0)" } ?? "")
        }

        /// Nil for a line that is none of a book.
        init?(_ line: Substring) {
            let words = line.split(separator: " ").map(String.init)
            switch words.count {
            case 3: (prefix, role, kind, place) = (words[0], nil, words[1], words[2])
            case 4:
                guard let role = Role(rawValue: words[1]) else { return nil }
                (prefix, self.role, kind, place) = (words[0], role, words[2], words[3])
            default: return nil
            }
        }

        var line: String { [prefix, role?.rawValue, kind, place].compactMap(\.self).joined(separator: " ") }
        var words: String { "\(kind) at \(place)" }

        /// Whether it has the records of another; an old line is compared by what it knows.
        func isSameSystem(as other: Holder) -> Bool {
            guard kind == other.kind else { return false }
            guard role != nil, other.role != nil else { return host == other.host }
            return role == other.role && place == other.place
        }

        private var host: String { URLComponents(string: place)?.host?.lowercased() ?? place }

        /// Scheme and host in lower case, the port where it is not the usual one, the path without a slash at its end.
        private static func address(_ url: String) -> String {
            guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.host
            else { return url }
            let usual = scheme == "https" ? 443 : 80
            let port = parts.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? ""
            var path = parts.percentEncodedPath[...]
            while path.last == "/" { path.removeLast() }
            return "\(scheme)://\(host.lowercased())\(port)\(path)"
        }
    }
}

extension ConnectedSystems {
    /// The CRMs and the ERP with their prefixes.
    package var prefixHolders: [PrefixBook.Holder] {
        crms.map {
            PrefixBook.Holder(prefix: $0.prefix, role: .crm, kind: $0.kind.rawValue, baseURL: $0.baseURL)
        }
            + [erp].compactMap(\.self).map {
                PrefixBook.Holder(
                    prefix: $0.prefix,
                    role: .erp,
                    kind: $0.kind.rawValue,
                    baseURL: $0.baseURL,
                    key: $0.recordsKey
                )
            }
    }
}

extension ERPSystem {
    /// What tells apart whose records are at one address: Tryton has its database in the address itself.
    fileprivate var recordsKey: String? {
        switch interface {
        case .sap(let system): system.client.map { "client=\($0)" }
        case .netsuite(let system): "account=\(system.account)"
        case .oracleFusion, .tryton: nil
        }
    }
}
