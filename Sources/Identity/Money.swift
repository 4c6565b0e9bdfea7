package import FoundationEssentials

/// An amount in a currency; decimal, never binary floating point.
package struct Money: Hashable, Sendable, Codable {
    /// The amount in major units.
    package let amount: Decimal
    /// ISO 4217, such as `USD`.
    package let currency: String

    /// An amount of a currency.
    package init(amount: Decimal, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount with at least as many decimals as the currency has: `42.10`, `1200` in yen.
    package var amountText: String {
        let parts = "\(amount)".split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, minorDigits - fraction.count))
        return padded.isEmpty ? String(parts[0]) : "\(parts[0]).\(padded)"
    }

    private var minorDigits: Int {
        switch currency {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }
}
