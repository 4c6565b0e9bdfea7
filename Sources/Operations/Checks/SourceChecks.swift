package import Broker
import Identity

extension [Finding] {
    /// What came of asking a source, with the mend for whoever set it up; what is about all of it is told once.
    package init(_ found: [CheckSources.Finding], of system: AskedSystem) {
        if let failure = Self.failureOfAll(found), let first = found.first {
            self = [FailedQuestion(found: first, system: system).finding(failure, isAboutAll: true)]
            return
        }
        var told: Set<SourceFailure> = []
        self = found.filter { $0.isNew(among: &told) }.map { Finding($0, of: system) }
    }

    /// What no part of a source lets us past, where it is more than each part's own refusal: nothing is there, or all
    /// of it is down.
    private static func failureOfAll(_ found: [CheckSources.Finding]) -> SourceFailure? {
        let failures = found.compactMap(\.failure)
        guard failures.count == found.count, let first = failures.first else { return nil }
        switch first {
        case .rejected(404): return first
        case .unavailable: return found.count > 1 && failures.allSatisfy(\.isOfOneDown) ? first : nil
        default: return nil
        }
    }
}

extension Finding {
    /// What came of one question.
    init(_ found: CheckSources.Finding, of system: AskedSystem) {
        if let failure = found.failure {
            self = FailedQuestion(found: found, system: system).finding(failure, isAboutAll: false)
            return
        }
        let milliseconds = Int(seconds(found.took) * 1000)
        let lets = "lets us \(found.wish) (\(milliseconds) ms)"
        switch found.fields {
        case .all: self.init(found.source.rawValue, .ok, lets)
        case .without(let names):
            let sentence = "has no \(names.joined(separator: ", no ")) where we \(found.wish)"
            self.init(found.source.rawValue, .wrong, sentence, mend: found.mend)
        case .unseen:
            let sentence = "\(lets), but shows no row there: whether it has our fields can't be seen"
            self.init(
                found.source.rawValue,
                .note,
                sentence,
                mend: "check again when there is one, or \(found.mend ?? "look")"
            )
        }
    }
}

extension CheckSources.Finding {
    /// What we wanted, and of which part.
    var wish: String { part.map { "\(purpose) (\($0))" } ?? purpose }

    /// False for what was told of another part: the mend is the same.
    fileprivate func isNew(among told: inout Set<SourceFailure>) -> Bool {
        guard let failure, case .unprepared = failure else { return true }
        return told.insert(failure).inserted
    }
}

extension SourceFailure {
    /// As a system that is down has it: the breaker opens after some.
    fileprivate var isOfOneDown: Bool {
        switch self {
        case .unavailable, .breakerOpen: true
        default: false
        }
    }
}
