import FoundationEssentials

/// Whose external-ID prefixes are: remembered in the state directory, since the journal is full of them.
///
/// A prefix that went over to another system would have remembered choices and links point at other people's records.
package struct PrefixBook: Sendable {
    /// A system that has a prefix.
    package struct Holder: Hashable, Sendable {
        /// Such as `CRM`.
        package let prefix: String
        /// Such as `salesforce`.
        package let kind: String
        /// Such as `acme.my.salesforce.com`.
        package let host: String

        /// A system of the configuration.
        package init(prefix: String, kind: String, baseURL: String) {
            self.prefix = prefix
            self.kind = kind
            host = URLComponents(string: baseURL)?.host?.lowercased() ?? baseURL
        }

        fileprivate init?(_ line: Substring) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3 else { return nil }
            (prefix, kind, host) = (words[0], words[1], words[2])
        }

        fileprivate var line: String { "\(prefix) \(kind) \(host)" }
        fileprivate var words: String { "\(kind) at \(host)" }
    }

    private let path: String

    /// The book of a state directory.
    package init(_ state: StateDirectory) { path = state.file("prefixes") }

    /// Refuses a prefix that was another system's; remembers those that are new.
    package func keep(_ holders: [Holder]) throws(Refusal) {
        let known = try read()
        for holder in holders {
            guard let former = known.first(where: { $0.prefix == holder.prefix }), former != holder else { continue }
            throw Refusal(
                place: "prefix \(holder.prefix)",
                problem: "belonged to \(former.words) and is now that of \(holder.words): calls and choices that are "
                    + "journalled with it would be taken for records of the new system",
                mend: "give the new system a prefix of its own; or, if the records are the same, remove the line "
                    + "`\(former.line)` from \(path)"
            )
        }
        let new = holders.filter { holder in !known.contains { $0.prefix == holder.prefix } }
        if !new.isEmpty { try write(known + new) }
    }

    private func read() throws(Refusal) -> [Holder] {
        guard PlainFile.exists(path) else { return [] }
        return try PlainFile.read(path).split(separator: "\n").compactMap(Holder.init)
    }

    /// Whole or not at all: a half-written book would forget whose a prefix is.
    private func write(_ holders: [Holder]) throws(Refusal) {
        let text = holders.map { "\($0.line)\n" }.joined()
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Refusal(place: path, problem: "can't be written", mend: "look at the folder's permissions and space")
        }
    }
}

extension ConnectedSystems {
    /// The CRMs and the ERP with their prefixes.
    package var prefixHolders: [PrefixBook.Holder] {
        crms.map { PrefixBook.Holder(prefix: $0.prefix, kind: $0.kind.rawValue, baseURL: $0.baseURL) }
            + [erp].compactMap(\.self).map {
                PrefixBook.Holder(prefix: $0.prefix, kind: $0.kind.rawValue, baseURL: $0.baseURL)
            }
    }
}
