/// A sum of money as an ERP keeps it: whole units of its smallest coin, so that parts add up exactly.
package struct Amount: Sendable, Equatable, CustomStringConvertible {
    /// Units of the last decimal place.
    package let units: Int
    /// Decimal places, 0 to 4.
    package let scale: Int

    package static let zero = Amount(units: 0, scale: 2)

    package init(units: Int, scale: Int) {
        self.units = units
        self.scale = scale
    }

    /// Reads `18250.00`, `-3`, `1200`; nil for anything else.
    package init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let halves = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        let digits = halves.joined()
        guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty }), digits.utf8.count <= 15,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let units = Int(digits)
        else { return nil }
        let scale = halves.count == 2 ? halves[1].utf8.count : 0
        guard scale <= 4 else { return nil }
        self.init(units: isNegative ? -units : units, scale: scale)
    }

    package var description: String {
        let digits = String(abs(units))
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let sign = units < 0 ? "-" : ""
        return scale == 0 ? sign + padded : "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    /// The same sum with at least that many decimal places.
    package func rescaled(to target: Int) -> Amount {
        guard target > scale else { return self }
        return Amount(units: units * (0..<(target - scale)).reduce(1) { power, _ in power * 10 }, scale: target)
    }
}
