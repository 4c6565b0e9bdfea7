package import Identity

/// Reads numbers as people and platforms write them.
package protocol PhoneNumberReading: Sendable {
    /// The number in E.164, or nil where it is withheld or unusable. `region` is the default, such as `US`.
    func read(_ text: String, region: String) -> CallerNumber?

    /// The ways in which a CRM may hold a number, E.164 first; at most eight.
    func spellings(of number: CallerNumber) -> [String]
}
