import Identity

extension CallerNumber {
    /// The forms under which a CRM may hold this number, the likeliest first, each once.
    var spellings: [String] {
        let digits = String(e164.dropFirst())
        let forms = northAmerican(digits) ?? foreign()
        var seen: Set<String> = []
        return ([e164, digits] + forms).filter { seen.insert($0).inserted }
    }

    private func northAmerican(_ digits: String) -> [String]? {
        guard digits.first == "1", digits.count == 11 else { return nil }
        let national = digits.dropFirst()
        let area = national.prefix(3)
        let exchange = national.dropFirst(3).prefix(3)
        let line = national.suffix(4)
        return [
            String(national), "(\(area)) \(exchange)-\(line)", "\(area)-\(exchange)-\(line)",
            "\(area).\(exchange).\(line)", "+1 \(area)-\(exchange)-\(line)",
        ]
    }

    /// The national form is kept with and without its punctuation: many countries write a trunk `0` that E.164 drops.
    private func foreign() -> [String] {
        let national = WrittenNumber.national(e164)
        return [
            WrittenNumber.international(e164), national, national?.filter(\.isNumber), WrittenNumber.significant(e164),
        ].compactMap(\.self)
    }
}
