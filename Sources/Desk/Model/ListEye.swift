import Screen

/// Where on the list the marked call stands, so that it stays there whatever happens to the others.
struct ListEye: Sendable, Hashable {
    /// The marked call.
    let callID: String
    /// Rows, or cells of the strip, that stand before it.
    let slot: Int
    private let size: Size
    private let filter: String

    init(_ callID: String, slot: Int, in model: Model) {
        self.callID = callID
        self.slot = slot
        (size, filter) = (model.size, model.filter.text)
    }

    /// The agent has neither marked another call nor asked for another list.
    func isOn(_ model: Model) -> Bool {
        callID == model.markedID && size == model.size && filter == model.filter.text
    }
}

extension Model {
    /// The call that is marked on the list.
    var markedID: String? { selectedID ?? openID }

    /// Looks where the mark is, once it has been put somewhere.
    mutating func followMark() {
        guard eye?.isOn(self) != true else { return }
        eye = nil
        guard let markedID, let slot = CallSlots(self).slots.first(where: { $0.id == markedID })?.number else { return }
        eye = ListEye(markedID, slot: slot, in: self)
    }
}
