/// How a request's fields and a contact's are combined.
struct CloudRules: Sendable {
    enum Action: String { case always = "AlwaysUseProvided", existing = "PreferExisting", provided = "PreferProvided" }
    enum ArrayAction: String { case replace = "Replace", extend = "Extend", fill = "Fill" }

    private let action: Action
    private let arrayAction: ArrayAction
    private let rules: [String: (action: Action?, arrayAction: ArrayAction?)]

    /// `fieldRules` of an enrichment; what is left out is as the vendor says: provided, and fill.
    init(_ body: JSON?) throws(GenesysFailure) {
        action = try Self.word(body?["defaultAction"], "defaultAction") ?? .provided
        arrayAction = try Self.word(body?["defaultArrayAction"], "defaultArrayAction") ?? .fill
        var rules: [String: (action: Action?, arrayAction: ArrayAction?)] = [:]
        for rule in body?["rules"]?.elements ?? [] {
            guard let field = rule["field"]?.string, field.hasPrefix("$.") else {
                throw .badRequest("fieldRules.rules.field is no path such as $.firstName")
            }
            rules[String(field.dropFirst(2))] = (
                try Self.word(rule["action"], "action"), try Self.word(rule["arrayAction"], "arrayAction")
            )
        }
        self.rules = rules
    }

    /// The contact's fields as they are from now on.
    func combined(_ own: JSON, with provided: JSON) -> JSON {
        var result = own
        for name in CloudContact.writable.sorted() {
            result = result.setting(name, combined(own[name], provided[name], at: name))
        }
        return result
    }

    private func combined(_ own: JSON?, _ provided: JSON?, at path: String) -> JSON? {
        let own = own.flatMap { $0.isNull ? nil : $0 }
        let provided = provided.flatMap { $0.isNull ? nil : $0 }
        if path == "customFields" || path == "address" { return members(own, provided, at: path) }
        if let own = own?.elements, let provided = provided?.elements, action(path) != .existing {
            return .array(combined(own, provided, rules[path]?.arrayAction ?? arrayAction))
        }
        switch action(path) {
        case .always: return provided
        case .provided: return provided ?? own
        case .existing: return own ?? provided
        }
    }

    /// Fields in fields are combined one by one.
    private func members(_ own: JSON?, _ provided: JSON?, at path: String) -> JSON? {
        let names = Set(((own?.members ?? []) + (provided?.members ?? [])).map(\.name)).sorted()
        let result = names.reduce(JSON.object([])) { result, name in
            result.setting(name, combined(own?[name], provided?[name], at: "\(path).\(name)"))
        }
        return result.members?.isEmpty == true ? nil : result
    }

    /// A rule for a field holds for the fields in it, too.
    private func action(_ path: String) -> Action {
        if let own = rules[path]?.action { return own }
        let parent = path.split(separator: ".").first.map(String.init) ?? path
        return rules[parent]?.action ?? action
    }

    private func combined(_ own: [JSON], _ provided: [JSON], _ action: ArrayAction) -> [JSON] {
        switch action {
        case .replace: provided
        case .extend: own + provided.filter { !own.contains($0) }
        case .fill: Array((own + provided.filter { !own.contains($0) }).prefix(10))
        }
    }

    private static func word<Word: RawRepresentable>(
        _ value: JSON?,
        _ name: String
    ) throws(GenesysFailure) -> Word? where Word.RawValue == String {
        guard let value, !value.isNull else { return nil }
        guard let word = value.string.flatMap(Word.init) else { throw .badRequest("\(name) has an unknown value") }
        return word
    }
}
