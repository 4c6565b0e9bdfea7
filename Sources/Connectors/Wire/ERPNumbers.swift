import Identity

/// Account numbers that an ERP names for a phone number.
enum ERPNumbers {
    /// More would tell no more: an account is only taken where it is the only one.
    static let most = 10

    /// Each once, in the order of the answer.
    ///
    /// Throws where one is none.
    static func distinct(_ texts: [String?]) throws(SourceFailure) -> [ERPAccountNumber] {
        var numbers: [ERPAccountNumber] = []
        for text in texts {
            guard let number = text.flatMap({ ERPAccountNumber($0) }) else { throw .malformed }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return Array(numbers.prefix(most))
    }
}
