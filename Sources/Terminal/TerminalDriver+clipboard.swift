import CNcurses
import FoundationEssentials

extension TerminalDriver {
    /// Longest text that is sent, in bytes: more than any identifier.
    private static let longestCopy = 4_096

    /// Sends a text to the terminal's clipboard (OSC 52); whether the terminal takes it can't be known.
    package func copy(_ text: String) {
        guard isOpen, text.utf8.count <= Self.longestCopy else { return }
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{1B}\\"
        sequence.withCString { cn_write($0, Int32(sequence.utf8.count)) }
    }
}
