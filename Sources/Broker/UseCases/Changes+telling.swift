import FoundationEssentials
import Identity

extension Changes {
    /// Keeps a call as it now is, and tells of it.
    ///
    /// One that is off the feed stays off unless what happened gives it a new stay: a record that is confirmed days
    /// later is journalled and bothers no desk.
    mutating func keep(_ call: Call, telling kind: ChangeKind, over before: Call?, _ policy: Policy, at now: Date) {
        self.call = call
        let end = policy.end(of: call)
        guard end > now || before.map({ policy.end(of: $0) > now }) ?? true else { return }
        self.kind = kind
        leavesAt = end
    }
}
