extension Configuration {
    /// Who has a desk, once the machine knows all of them, and whether they reach the broker at all.
    package func deskFinding(own: UserAccount) -> Finding {
        guard !mapsNobody else { return Finding("desks", .ok, "nobody is named: the broker's own user sees all calls") }
        let sentence = desks.count == 1 ? "1 user" : "\(desks.count) users"
        guard let other = desks.first(where: { $0.user != own.name }), deskGroup == nil else {
            return Finding("desks", .ok, sentence + (deskGroup.map { ", in group \(Section.shown($0.name))" } ?? ""))
        }
        return Finding(
            "desks",
            .note,
            "\(sentence), and only the broker's own user reaches its socket: \(Section.shown(other.user)) does not",
            mend: "name their group as desk_listener.group"
        )
    }
}
