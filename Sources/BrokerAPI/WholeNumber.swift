extension KeyedDecodingContainer {
    /// A whole number, or an error that names the field: the decoder calls `1.5` for an `Int` broken JSON, and names none.
    func wholeNumberIfPresent(forKey key: Key) throws -> Int? {
        guard let number = try decodeIfPresent(Double.self, forKey: key) else { return nil }
        guard let whole = Int(exactly: number) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "expected a whole number")
        }
        return whole
    }
}
