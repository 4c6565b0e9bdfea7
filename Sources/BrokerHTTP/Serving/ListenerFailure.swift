import Glibc
import NIOCore

/// Why a listener can't listen, as a sentence for the operator.
package struct ListenerFailure: Error, Hashable, CustomStringConvertible {
    /// The sentence.
    package let description: String

    init(_ sentence: String) { description = sentence }
}

/// What the kernel says, without the names of its calls.
func reason(of error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return String(cString: strerror(error.errnoCode)).lowercased()
}
