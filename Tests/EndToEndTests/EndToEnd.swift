import Testing

/// The built executable as an operator runs it; one test after the other, because each starts a broker of its own.
@Suite(.serialized, .timeLimit(.minutes(2))) enum EndToEnd {}
