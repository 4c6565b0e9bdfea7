/// The group of this machine whose members reach the desks' socket; who of them has a desk, `desks` says.
package struct DeskGroup: Hashable, Sendable {
    /// As the machine knows it.
    package var name: String
    /// Where the configuration names it, for refusals.
    package var namedAt: String

    /// Its number; `find` tells that, nil where the machine has no such group.
    package func id(_ find: (String) -> UInt32? = UserGroup.id) throws(Refusal) -> UInt32 {
        if let id = find(name) { return id }
        let mend = "name one that `getent group` lists, or make it: `groupadd --system \(inShell(name))`"
        throw Refusal(place: namedAt, problem: "this machine has no group \(Section.shown(name))", mend: mend)
    }
}

extension Section {
    func deskGroup() -> DeskGroup? { text("group").map { DeskGroup(name: $0, namedAt: place(of: "group")) } }
}
