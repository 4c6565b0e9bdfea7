import Broker
import Identity

/// Account numbers that an ERP names for a phone number.
enum ERPNumbers {
    /// More would tell no more: an account is only taken where it is the only one.
    static let most = 10

    /// Asked for, to know whether there are more.
    static let oneMore = most + 1

    /// Each once, in the order of the answer; `rows` of it have come, of `oneMore` that were asked for.
    ///
    /// Throws where one is none.
    static func distinct(_ texts: [String?], of rows: Int) throws(SourceFailure) -> NumberedAccounts {
        var numbers: [ERPAccountNumber] = []
        for text in texts {
            guard let number = text.flatMap({ ERPAccountNumber($0) }) else { throw .malformed }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return NumberedAccounts(Array(numbers.prefix(most)), hasMore: rows > most)
    }
}
