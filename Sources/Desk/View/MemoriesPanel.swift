import BrokerAPI
import FoundationEssentials
import Screen

/// The choices that are remembered for numbers: which number means whom, who said so, and how long that counts.
func drawMemories(_ model: Model, _ memories: Memories, in area: Area, on frame: inout Frame) {
    frame.write("Remembered choices", in: area, line: 0, at: 1, Style(.title))
    let count = memories.items.isEmpty ? "" : "\(memories.items.count)"
    frame.write(count, in: area, line: 0, width: area.columns - 1, right: 8, Style(.muted))
    frame.focus(in: area, line: 0, at: 1)
    let list = memoryList(memories, in: area)
    guard !memories.items.isEmpty else {
        return frame.write(words(memories), in: area, line: 1, at: 1, width: area.columns - 2, role(memories))
    }
    let selected = memories.items.firstIndex { $0.id == memories.selected }
    for (line, index) in window(memories.items.count, around: selected, rows: list.rows).enumerated() {
        drawMemory(model, memories, memories.items[index], in: list, line: line, on: &frame)
    }
    drawQuestion(model, memories, in: area.bottom(2), on: &frame)
}

/// Where the items stand; what is asked about them has two lines of its own below.
func memoryList(_ memories: Memories, in area: Area) -> Area { area.below(1).top(area.rows - 3) }

private func words(_ memories: Memories) -> String {
    switch memories.progress {
    case .asked: "asking the broker…"
    case .failed(let reason): "can't be listed: \(reason)"
    case .answered: "Nothing is remembered: every number is matched anew."
    }
}

private func role(_ memories: Memories) -> Style {
    if case .failed = memories.progress { Style(.error) } else { Style(.muted) }
}

private func drawMemory(
    _ model: Model,
    _ memories: Memories,
    _ item: OverridesAnswer.Item,
    in area: Area,
    line: Int,
    on frame: inout Frame
) {
    let isSelected = item.id == memories.selected
    if isSelected { drawSelection(model.glyphs, in: area, line: line, on: &frame) }
    let style = Style(memories.leaving.contains(item.id) ? .subtle : .text).on(isSelected ? .selection : .screen)
    let isNarrow = area.columns < 60
    let left =
        memories.leaving.contains(item.id) ? "being forgotten" : Ages.left(item.expires.timeIntervalSince(model.now))
    let words = "\(item.number) \(model.glyphs.arrow) \(item.name)"
    let tail = isNarrow ? left : "\(shortID(item.externalId, 20))  \(item.actor.named)  \(left)"
    let width = TextWidth.columns(of: tail)
    frame.write(words, in: area, line: line, at: 3, width: area.columns - 6 - width, style)
    frame.write(tail, in: area, line: line, width: area.columns - 1, right: width, style)
}

/// The marked one in full, or the question before it is forgotten.
private func drawQuestion(_ model: Model, _ memories: Memories, in area: Area, on frame: inout Frame) {
    guard let item = memories.items.first(where: { $0.id == (memories.asking ?? memories.selected) }) else { return }
    guard memories.asking == nil else {
        let key = model.keys.label(of: .revokeNow)
        let text =
            "! Forget that \(item.number) means \(item.name)\(area.columns < 80 ? "" : " (\(shortID(item.externalId, 24)))")?"
        frame.write(text, in: area, line: 0, at: 1, width: area.columns - 2, Style(.warning, bold: true))
        let rest = "\(key) forgets it, Esc keeps it. The number's next call is matched anew."
        return frame.write(
            fitting(rest, area.columns - 2),
            in: area,
            line: 1,
            at: 1,
            width: area.columns - 2,
            Style(.warning)
        )
    }
    let who = "chosen by \(item.actor.named) \(Ages.ago(item.at, model.now)): \(item.reason)"
    frame.write(who, in: area, line: 0, at: 1, width: area.columns - 2, Style(.muted))
    frame.write(
        counts(until: item.expires, model.now),
        in: area,
        line: 1,
        at: 1,
        width: area.columns - 2,
        Style(.muted)
    )
}
