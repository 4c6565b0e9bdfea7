import Yams

extension People {
    /// The people embedded in the binary: the guide's own examples and one case for each trap.
    package static func embedded() throws(PeopleError) -> People {
        try parse(yaml: DemoPeople.yaml, file: DemoPeople.name)
    }

    /// Reads a people file's text; `file` is its name, for the errors, which name file, entry and field.
    package static func parse(yaml: String, file: String) throws(PeopleError) -> People {
        let root: JSON
        do {
            root = try compose(yaml: yaml).map(json) ?? .null
        } catch {
            throw PeopleError(file: file, place: "", field: nil, problem: "not YAML: \(error)")
        }
        return try PeopleReader(file: file).people(root)
    }

    /// Scalars stay text: what they mean is for the reader to say.
    private static func json(_ node: Node) -> JSON {
        switch node {
        case .scalar(let scalar):
            scalar.style == .plain && ["", "~", "null"].contains(scalar.string) ? .null : .string(scalar.string)
        case .sequence(let sequence): .array(sequence.map(json))
        case .mapping(let mapping):
            .object(mapping.map { JSON.Member($0.key.scalar?.string ?? "?", json($0.value)) })
        case .alias: .null
        }
    }
}
