import Screen

/// A whole `ESC [ … final` sequence of the kind that xterm and its many relatives send.
struct ControlSequence {
    private let parameters: [UInt8]
    private let final: UInt8

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 3, let final = bytes.last else { return nil }
        self.final = final
        parameters = Array(bytes[2..<bytes.count - 1])
    }

    /// What it means; nothing if it is not known.
    var inputs: [Input] {
        if parameters.first == UInt8(ascii: "<") { return mouse }
        if parameters.first == UInt8(ascii: "?") { return answer }
        guard parameters.allSatisfy({ (0x30...0x3B).contains($0) }) else { return [] }
        switch final {
        case UInt8(ascii: "I"): return [.focus(true)]
        case UInt8(ascii: "O"): return [.focus(false)]
        case UInt8(ascii: "Z"): return [.key(.backTab)]
        case UInt8(ascii: "~"): return Self.numbered[numbers.first ?? 0].map { [.key($0)] } ?? []
        default: return Self.lettered[final].map { [.key($0)] } ?? []
        }
    }

    private var numbers: [Int] {
        parameters.split(separator: UInt8(ascii: ";")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    }

    private var mouse: [Input] {
        let numbers = parameters.dropFirst().split(separator: UInt8(ascii: ";")).compactMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
        guard numbers.count == 3, [UInt8(ascii: "M"), UInt8(ascii: "m")].contains(final) else { return [] }
        let released = final == UInt8(ascii: "m")
        return Mouse(button: numbers[0], column: numbers[1], row: numbers[2], released: released).map { [.mouse($0)] }
            ?? []
    }

    /// What the terminal is (its last answer to our question), or whether it is dark or light now.
    private var answer: [Input] {
        switch (String(decoding: parameters.dropFirst(), as: UTF8.self), final) {
        case (_, UInt8(ascii: "c")): [.background(nil)]
        case ("997;1", UInt8(ascii: "n")): [.appearance(.dark)]
        case ("997;2", UInt8(ascii: "n")): [.appearance(.light)]
        default: []
        }
    }

    private static let lettered: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .function(1),
        UInt8(ascii: "Q"): .function(2),
        UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    ]

    private static let numbered: [Int: Key] = [
        1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12),
    ]

    /// What follows `ESC O`: keys in application mode, and those of the number pad.
    static let singleShift: [UInt8: Key] = {
        var keys = lettered
        keys[UInt8(ascii: "M")] = .enter
        for (letter, sign) in zip("jklmnopqrstuvwxyX", "*+,-./0123456789=") {
            if let byte = letter.asciiValue { keys[byte] = .character(sign) }
        }
        return keys
    }()
}

extension Mouse {
    /// From the numbers of the protocol: places from 1, wheel and modifiers as bits of the button.
    init?(button: Int, column: Int, row: Int, released: Bool) {
        let position = Position(row: row - 1, column: column - 1)
        guard position.row >= 0, position.column >= 0, button >= 0 else { return nil }
        // 4, 8 and 16 are shift, alt and control; 32 is a motion.
        switch button & ~0b11100 {
        case 64: self.init(.wheelUp, position)
        case 65: self.init(.wheelDown, position)
        case 0 where !released: self.init(.press, position)
        case 0...3 where released: self.init(.release, position)
        default: return nil
        }
    }
}
