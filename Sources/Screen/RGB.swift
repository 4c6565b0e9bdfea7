/// A colour in sRGB, eight bits a channel.
package struct RGB: Hashable, Sendable {
    /// 0 to 255.
    package var red: UInt8
    /// 0 to 255.
    package var green: UInt8
    /// 0 to 255.
    package var blue: UInt8

    /// The darkest.
    package static let black = RGB(0, 0, 0)
    /// The brightest.
    package static let white = RGB(255, 255, 255)

    /// A colour from its three channels.
    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads six hex digits, with or without `#`.
    package init?(hex: String) {
        let digits = hex.hasPrefix("#") ? hex.dropFirst() : hex[...]
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
            return nil
        }
        self.init(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// `#rrggbb`.
    package var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Relative luminance as WCAG 2 defines it, 0 to 1.
    package var luminance: Double {
        0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
    }

    /// WCAG 2 contrast, 1 to 21, not rounded.
    package func contrast(with other: RGB) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// This colour with `percent` hundredths of the other in it.
    func blended(with other: RGB, percent: Int) -> RGB {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Int(from) * (100 - percent) + Int(to) * percent + 50) / 100)
        }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    static func linear(_ channel: UInt8) -> Double { linearised[Int(channel)] }

    /// The sRGB curve: a power of 2.4, which is a square times the fifth root of a square.
    private static let linearised: [Double] = (0...255).map { channel in
        let value = Double(channel) / 255
        guard value > 0.04045 else { return value / 12.92 }
        let base = (value + 0.055) / 1.055
        return base * base * root(5, of: base * base)
    }
}

/// A colour where equal distances look equal (Björn Ottosson's OKLab), for nearest-colour searches.
struct OKLab {
    var lightness: Double
    var a: Double
    var b: Double

    init(_ colour: RGB) {
        self.init(linear: RGB.linear(colour.red), RGB.linear(colour.green), RGB.linear(colour.blue))
    }

    init(linear red: Double, _ green: Double, _ blue: Double) {
        let long = root(3, of: 0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let medium = root(3, of: 0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let short = root(3, of: 0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    }

    func squaredDistance(to other: OKLab) -> Double {
        let (lightness, a, b) = (lightness - other.lightness, a - other.a, b - other.b)
        return lightness * lightness + a * a + b * b
    }
}

/// The positive root of a number from 0 to 1, by Newton's method from above; the C library is not of this level.
private func root(_ degree: Int, of number: Double) -> Double {
    guard number > 0 else { return 0 }
    var guess = 1.0
    while true {
        let power = (1..<degree).reduce(1.0) { product, _ in product * guess }
        let next = guess - (guess - number / power) / Double(degree)
        guard next < guess else { return guess }
        guess = next
    }
}
