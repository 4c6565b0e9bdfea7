import FoundationEssentials

/// Whose external-ID prefixes are: remembered in the state directory, since the journal is full of them.
///
/// A prefix that went over to another system would have remembered choices and links point at other people's records; a
/// system with two would have each person twice.
package struct PrefixBook: Sendable {
    private let path: String

    /// The book of a state directory.
    package init(_ state: StateDirectory) { path = state.file("prefixes") }

    /// Refuses a prefix that was another system's, and a system that has or had another prefix; remembers those that are
    /// new.
    package func keep(_ holders: [Holder]) throws(Refusal) {
        let known = try check(holders)
        // A line of before has the host alone: from now on it has the whole address.
        let kept = known.map { former in
            former.role == nil ? holders.first { $0.prefix == former.prefix } ?? former : former
        }
        let new = holders.filter { holder in !known.contains { $0.prefix == holder.prefix } }
        if kept + new != known { try write(kept + new) }
    }

    /// What a start would say of these; nothing is written.
    package func finding(_ holders: [Holder]) -> Finding {
        .of("prefixes") { () throws(Refusal) in
            _ = try check(holders)
            return Finding("prefixes", .ok, holders.map { "\($0.prefix) is \($0.kind)'s" }.joined(separator: ", "))
        }
    }

    /// What is known so far, if these may be kept beside it.
    private func check(_ holders: [Holder]) throws(Refusal) -> [Holder] {
        let known = try read()
        for (index, holder) in holders.enumerated() {
            if let former = known.first(where: { $0.prefix == holder.prefix }), !former.isSameSystem(as: holder) {
                throw taken(holder, former)
            }
            if let other = holders[..<index].first(where: { $0.isSameSystem(as: holder) }) {
                throw twice(holder, other)
            }
            let others = known.filter { former in former.role != nil && former.prefix != holder.prefix }
            if let other = others.first(where: { $0.isSameSystem(as: holder) }) { throw renamed(holder, other) }
        }
        return known
    }

    private func taken(_ holder: Holder, _ former: Holder) -> Refusal {
        Refusal(
            place: "prefix \(holder.prefix)",
            problem: "belonged to \(former.words) and is now that of \(holder.words): calls and choices that are "
                + "journalled with it would be taken for records of the new system",
            mend: "give the new system a prefix of its own; or, if the records are the same, remove the line "
                + "`\(former.line)` from \(path)"
        )
    }

    private func twice(_ holder: Holder, _ other: Holder) -> Refusal {
        Refusal(
            place: "prefix \(holder.prefix)",
            problem: "is that of \(holder.words), which has the prefix \(other.prefix) already: each of its records "
                + "would be two",
            mend: "leave one of the two out, or compare their addresses"
        )
    }

    private func renamed(_ holder: Holder, _ former: Holder) -> Refusal {
        Refusal(
            place: "prefix \(holder.prefix)",
            problem: "is now that of \(holder.words), which had the prefix \(former.prefix): choices that are "
                + "journalled with that would be forgotten, and each person be two",
            mend: "write `prefix: \(former.prefix)` again; or, if that may be, remove the line `\(former.line)` from "
                + path
        )
    }

    private func read() throws(Refusal) -> [Holder] {
        guard PlainFile.exists(path) else { return [] }
        var holders: [Holder] = []
        for line in try PlainFile.read(path).split(separator: "\n") {
            guard let holder = Holder(line) else {
                throw Refusal(
                    place: path,
                    problem: "has a line that is none of ours",
                    mend: "bring the file back from a backup, or remove what was added to it"
                )
            }
            holders.append(holder)
        }
        return holders
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
