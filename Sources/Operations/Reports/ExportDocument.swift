package import BrokerAPI
package import FoundationEssentials

/// What is held about a person, as one JSON document.
package struct ExportDocument: Encodable, Sendable {
    private var person = ""
    private var at: Date?
    private var calls: [ExportedCall] = []
    private var rememberedChoices: [ExportedOverride] = []
    private var rememberedMatches: [ExportedLink] = []

    /// Nothing yet.
    package init() {}

    /// Takes a line of the broker's answer.
    package mutating func take(_ line: ExportLine) {
        switch line {
        case .call(let call): calls.append(call)
        case .override(let override): rememberedChoices.append(override)
        case .link(let link): rememberedMatches.append(link)
        case .result(let result): (person, at) = (result.person, result.at)
        }
    }

    /// The end was reached.
    package var isWhole: Bool { at != nil }

    /// Indented, in UTF-8, with a line's end.
    package func json() throws -> Data {
        let encoder = WireDate.encoder()
        encoder.outputFormatting.formUnion([.prettyPrinted, .sortedKeys])
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
