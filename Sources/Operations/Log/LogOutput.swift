import Glibc

/// Where lines of the log go; takes one whole line, may be called from any thread.
package struct LogOutput: Sendable {
    let take: @Sendable ([UInt8]) -> Void

    /// An output of one's own.
    package init(take: @escaping @Sendable ([UInt8]) -> Void) { self.take = take }

    /// Standard error.
    package static let standardError = LogOutput.descriptor(STDERR_FILENO)

    /// An open file, which stays the caller's.
    ///
    /// Each line is one `write(2)`, so that lines of two threads never mix.
    package static func descriptor(_ descriptor: Int32) -> LogOutput {
        LogOutput { line in
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0 && errno == EINTR { continue }
                // A log that can't be written must not stop the broker, and there is nowhere to complain.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
