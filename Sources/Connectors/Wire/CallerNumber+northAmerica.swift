import Identity

extension CallerNumber {
    /// True for `+1` and ten digits with an area code and an exchange that begin with 2 to 9, as all real ones do.
    var isPlausiblyNorthAmerican: Bool {
        let digits = Array(e164.utf8.dropFirst())
        guard digits.count == 11, digits[0] == UInt8(ascii: "1") else { return false }
        return [digits[1], digits[4]].allSatisfy((UInt8(ascii: "2")...UInt8(ascii: "9")).contains)
    }
}
