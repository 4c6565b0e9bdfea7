package import BrokerAPI
import Identity

/// Words that pick calls: `agent:ortiz queue:billing tier:gold sure:ambiguous`, or bare words that are looked
/// for in all of these and in name, number and external ID.
///
/// All words must be met; upper and lower case are the same.
package struct CallFilter: Sendable, Hashable {
    /// What a word is looked for in.
    private enum Field: String, CaseIterable, Sendable {
        case agent, queue, tier, confidence, sure, state
    }

    private struct Word: Sendable, Hashable {
        var field: Field?
        var text: String
    }

    /// As it was typed, without spaces around it.
    package let text: String
    private let words: [Word]

    /// A filter of words; an empty one lets every call through.
    package init(_ text: String) {
        self.text = text.trimmingSpaces
        words = text.split(whereSeparator: \.isWhitespace).map { Self.word(String($0).lowercased()) }
    }

    /// What `help` says of it.
    package static let example = "agent:ortiz queue:billing tier:gold sure:ambiguous"

    /// Nothing is asked for.
    package var isEmpty: Bool { words.isEmpty }

    /// Whether a call meets all words.
    package func admits(_ call: CallView) -> Bool {
        words.allSatisfy { word in
            guard let field = word.field else { return Self.everything(call).contains { has($0, word.text) } }
            let values = Self.values(of: field, call)
            return word.text == "none" ? values.isEmpty : values.contains { has($0, word.text) }
        }
    }

    private func has(_ value: String, _ word: String) -> Bool { value.lowercased().contains(word) }

    /// An external ID holds a colon, too: what is no field of ours is looked for as it stands.
    private static func word(_ text: String) -> Word {
        let name = text.prefix { $0 != ":" }
        guard name.count < text.count, name.count >= 2,
            let field = Field.allCases.first(where: { $0.rawValue.hasPrefix(name) })
        else { return Word(field: nil, text: text) }
        return Word(field: field, text: String(text.dropFirst(name.count + 1)))
    }

    private static func values(of field: Field, _ call: CallView) -> [String] {
        switch field {
        case .agent: [call.agentName, call.userId].compactMap(\.self)
        case .queue: [call.queueName, call.queueId].compactMap(\.self)
        case .tier: [call.crm.loyaltyTier].compactMap(\.self)
        case .confidence, .sure: [call.identity.confidence?.rawValue].compactMap(\.self)
        case .state: [call.state.rawValue, call.state.word]
        }
    }

    private static func everything(_ call: CallView) -> [String] {
        Field.allCases.flatMap { values(of: $0, call) }
            + [call.identity.name, call.number, call.identity.externalId].compactMap(\.self)
    }
}
