extension Changes {
    /// True where there is nothing to write and nothing to tell.
    package var isEmpty: Bool {
        call == nil && kind == nil && steps.isEmpty && override == .keep && link == .keep && jobs.isEmpty
            && finished.isEmpty && audit.isEmpty
    }

    /// What observers are told once this is on disk; nil where nothing changes, or no call is known.
    package func committed(over known: Known) -> Committed? {
        guard !isEmpty, let call = call ?? known.call else { return nil }
        return Committed(before: known.call, call: call, kind: kind, jobs: jobs)
    }
}
