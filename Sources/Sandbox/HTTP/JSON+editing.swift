extension JSON {
    /// The object with a member set, or taken away where the value is nil; what is no object becomes one.
    func setting(_ name: String, _ value: JSON?) -> JSON {
        var members = members ?? []
        let place = members.firstIndex { $0.name == name }
        switch (place, value) {
        case (let place?, let value?): members[place] = Member(name, value)
        case (let place?, nil): members.remove(at: place)
        case (nil, let value?): members.append(Member(name, value))
        case (nil, nil): break
        }
        return .object(members)
    }

    /// The value at a path of one or two names.
    func value(at path: [String]) -> JSON? { path.reduce(Optional(self)) { $0?[$1] } }

    /// As `setting`, at a path.
    func setting(at path: [String], _ value: JSON?) -> JSON {
        guard let first = path.first else { return self }
        let rest = Array(path.dropFirst())
        guard !rest.isEmpty else { return setting(first, value) }
        return setting(first, (self[first] ?? [:]).setting(at: rest, value))
    }
}
