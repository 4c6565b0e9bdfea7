/// One thing that was looked at before a broker is started, or beside one that runs.
package struct Finding: Hashable, Sendable {
    /// How it stands.
    package enum Grade: String, Sendable {
        case ok
        /// Works, and deserves a look.
        case note
        case wrong
    }

    /// What was looked at: "journal", "salesforce".
    package let subject: String
    /// How it stands.
    package let grade: Grade
    /// In words; never a secret.
    package let sentence: String
    /// What to type or do.
    package let mend: String?

    /// A finding.
    package init(_ subject: String, _ grade: Grade, _ sentence: String, mend: String? = nil) {
        self.subject = subject
        self.grade = grade
        self.sentence = sentence
        self.mend = mend
    }

    /// Something that keeps a broker from starting.
    package init(_ subject: String, _ refusal: Refusal) {
        // What has no mend of its own says in its place what is to be corrected.
        let mend = refusal.mend ?? "correct \(refusal.place)"
        self.init(subject, .wrong, "\(refusal.place): \(refusal.problem)", mend: mend)
    }

    /// What comes of looking at something: what `look` says, or why it is refused.
    static func of(_ subject: String, _ look: () throws(Refusal) -> Finding) -> Finding {
        do throws(Refusal) { return try look() } catch { return Finding(subject, error) }
    }
}

extension [Finding] {
    /// A line each, and one more where there is something to do.
    package var lines: [String] {
        let widest = map(\.subject.count).max() ?? 0
        return flatMap { finding in
            let lead = finding.grade.rawValue.padded(to: 6) + finding.subject.padded(to: widest + 2)
            let mend = finding.mend.map { [String(repeating: " ", count: lead.count) + "→ \($0)"] } ?? []
            return ["\(lead)\(finding.sentence)"] + mend
        }
    }

    /// Nothing is wrong; what only deserves a look does not count.
    package var isClean: Bool { allSatisfy { $0.grade != .wrong } }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
