package import Screen

/// A headless desk's script: what is pressed, waited for and saved.
package struct Script: Sendable, Equatable {
    /// One line.
    package enum Step: Sendable, Equatable {
        /// The sandbox places a call.
        case call(number: String)
        case key(Key)
        case type(String)
        /// Until the text is on the screen, 10 s at most.
        case wait(String)
        case resize(Size)
        /// Saves the screen; the suffix says the format.
        case screen(file: String)
    }

    /// What is wrong with a script.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        let file: String
        let line: Int
        let problem: String
        /// The file, its line, and what was expected there.
        package var description: String { "\(file):\(line): \(problem)" }
    }

    /// In their order.
    package let steps: [Step]

    /// Reads a script; blank lines and lines that begin with `#` say nothing.
    package init(_ text: String, file: String) throws(Failure) {
        var steps: [Step] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.drop(while: \.isWhitespace)
            guard let first = words.first, first != "#" else { continue }
            let verb = words.prefix { !$0.isWhitespace }
            let rest = String(words.dropFirst(verb.count).drop(while: \.isWhitespace))
            guard let step = Step(verb: String(verb), rest) else {
                throw Failure(file: file, line: index + 1, problem: Self.expected(verb: String(verb)))
            }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func expected(verb: String) -> String {
        switch verb {
        case "call": "expected a number, such as: call +15550199999"
        case "key": "expected a key, such as: key j, key Enter, key F3"
        case "wait", "type": "expected a text, such as: \(verb) John Doe"
        case "resize": "expected a size, such as: resize 120x40"
        case "screen": "expected a file that ends in .txt, .ansi or .svg"
        default: "expected call, key, type, wait, resize or screen"
        }
    }
}

extension Script.Step {
    fileprivate init?(verb: String, _ rest: String) {
        guard !rest.isEmpty else { return nil }
        switch verb {
        case "call": self = .call(number: rest)
        case "key":
            guard let key = Key(name: rest) else { return nil }
            self = .key(key)
        case "type": self = .type(rest)
        case "wait": self = .wait(rest)
        case "resize":
            guard let size = Size(rest) else { return nil }
            self = .resize(size)
        case "screen":
            guard Picture(file: rest) != nil else { return nil }
            self = .screen(file: rest)
        default: return nil
        }
    }
}
