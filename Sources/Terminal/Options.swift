package import Screen

extension TerminalDriver {
    /// How a terminal is opened.
    package struct Options: Sendable {
        /// The environment: `TERM`, `COLORTERM`, `NO_COLOR`, `ESCDELAY`, and the names of the locale are read.
        package var environment: [String: String]
        /// The terminal's device.
        package var path = "/dev/tty"
        /// What was asked for on the command line; wins over `NO_COLOR`, never over what the terminal has.
        package var colours: ColourDepth?
        /// Plain signs even where others could be shown.
        package var ascii = false
        /// Ask the terminal whether it is dark or light; the answer comes as `Input.background`.
        package var asksAppearance = false
        /// Off leaves the selection of text to the terminal.
        package var mouse = true
        /// Off for the few terminals that show mode 2026 as text.
        package var synchronised = true
        /// Off where somebody else handles signals.
        package var handlesSignals = true
        /// Keep standard output and error off the screen, and write them after it.
        package var capturesOutput = true

        /// The usual terminal of this process.
        package init(environment: [String: String]) {
            self.environment = environment
        }
    }
}

/// Why there is no full screen here; the sentence is for the user, who gets line mode instead.
package enum TerminalFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case noTerminal(path: String)
    case noType
    case unknownType(String)
    case noCursorAddressing(String)
    case refused(String)
    case alreadyOpen

    /// One sentence.
    package var description: String {
        switch self {
        case .noTerminal(let path): "There is no terminal at \(path)."
        case .noType: "TERM is not set, so the terminal's type is unknown."
        case .unknownType(let type): "This system does not know the terminal type \(sanitised(type, limit: 60))."
        case .noCursorAddressing(let type): "A terminal of type \(sanitised(type, limit: 60)) cannot move its cursor."
        case .refused(let type): "The terminal of type \(sanitised(type, limit: 60)) could not be set up."
        case .alreadyOpen: "The terminal is in use by this process already."
        }
    }
}
