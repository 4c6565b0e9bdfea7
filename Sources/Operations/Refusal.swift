/// Why Ringside does not start: what is wrong, where, and what mends it.
///
/// Never holds a secret or its length.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file, with its line where one is known: `/etc/ringside/tokens:3`.
    package let place: String
    /// What is wrong.
    package let problem: String
    /// What to type or do.
    package let mend: String?
    /// One line for standard error.
    package var description: String { "\(place): \(problem)" + (mend.map { "; \($0)" } ?? "") }

    /// A refusal.
    package init(place: String, problem: String, mend: String? = nil) {
        self.place = place
        self.problem = problem
        self.mend = mend
    }
}
