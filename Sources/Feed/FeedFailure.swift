/// Why a reader ends.
package enum FeedFailure: Error, Equatable {
    /// Entries after the reader's position are no longer in the log, or its position is none of this log.
    case fellOut
    /// The log was closed and the reader has everything in it.
    case closed
    /// The reading task was cancelled.
    case cancelled
}

/// Why a range of numbers is refused: it begins below a number that the log already has.
package struct NumbersRunBackwards: Error, Equatable {
    /// The first number that would be accepted.
    package let firstAcceptable: UInt64
}
