import BrokerAPI
import FoundationEssentials
import Screen

/// A figure of the board: what it counts, the figure, and what else is to be said of it.
struct Figure: Hashable {
    var label: String
    var value: String
    var note = ""
    var role = Role.text
}

/// Figures that belong together.
struct FigureGroup: Hashable {
    var title: String
    var figures: [Figure]
    /// Columns that the notes end in; nil where they are read, not compared.
    var noteWidth: Int?
}

extension StatsView {
    /// What waits and what is done.
    func work(_ board: Board, _ now: Date) -> FigureGroup {
        let longest = board.longestWait(now).map { "longest \(Ages.clock($0))" } ?? ""
        let average = averageHandleMs.map { "average \(Self.clock($0))" } ?? ""
        return FigureGroup(
            title: "Calls",
            figures: [
                Figure(label: "waiting", value: "\(waiting)", note: longest, role: waiting > 0 ? .warning : .text),
                Figure(label: "handled", value: "\(handled)", note: average),
            ]
        )
    }

    /// The average handle time of each tier, the most handled first.
    var handleTimes: FigureGroup {
        let tiers = byTier.sorted { ($0.handled, $1.tier ?? "~") > ($1.handled, $0.tier ?? "~") }
        let figures = tiers.map { tier in
            Figure(
                label: tier.tier ?? "no tier",
                value: "\(tier.handled)",
                note: tier.averageHandleMs.map { "average \(Self.clock($0))" } ?? "",
                role: tierRole(tier.tier)
            )
        }
        let none = Figure(label: "none handled yet", value: "")
        return FigureGroup(title: "Handle time by tier", figures: figures.isEmpty ? [none] : figures)
    }

    /// How good identification is, as counts and as shares of all calls.
    var quality: FigureGroup {
        let counts = [
            ("known at phase 1", identified.phase1, Role.text), ("known at phase 2", identified.phase2, .text),
            ("ambiguous", identified.ambiguous, .warning), ("orphans", identified.orphans, .warning),
            ("switched", identified.switched, .text), ("undone", identified.undone, .text),
        ]
        let figures = counts.map { label, count, role in
            Figure(label: label, value: "\(count)", note: share(count), role: count > 0 ? role : .text)
        }
        return FigureGroup(title: "Identification of \(calls) calls", figures: figures, noteWidth: 6)
    }

    /// Platform records that are still to be written.
    var backlog: FigureGroup {
        FigureGroup(
            title: "Platform records",
            figures: [
                Figure(label: "pending", value: "\(sync.pending)"),
                Figure(label: "retrying", value: "\(sync.retrying)", role: sync.retrying > 0 ? .warning : .text),
                Figure(label: "failed", value: "\(sync.failed)", role: sync.failed > 0 ? .error : .text),
            ]
        )
    }

    private func share(_ count: Int) -> String {
        guard calls > 0, count >= 0, count < 1_000_000_000 else { return "" }
        return "\(Int((Double(count) * 100 / Double(calls)).rounded())) %"
    }

    private static func clock(_ milliseconds: Int) -> String { Ages.clock(Double(milliseconds) / 1000) }
}

extension SourceView {
    /// `crm` and `erp` as people write them.
    var roleWord: String { role == "crm" || role == "erp" ? role.uppercased() : role }

    /// The state, and since when or until when.
    func stateWords(_ now: Date) -> String {
        if state == "down", let nextProbeAt, nextProbeAt > now {
            return "down, again in \(Ages.rough(nextProbeAt.timeIntervalSince(now)))"
        }
        return state
    }

    var stateRole: Role {
        switch state {
        case "up": .ok
        case "slow": .warning
        default: .error
        }
    }

    /// `p50 118 ms, p99 640 ms`.
    var latencies: String {
        guard let p50Ms else { return "not asked yet" }
        return "p50 \(Ages.took(p50Ms))" + (p99Ms.map { ", p99 \(Ages.took($0))" } ?? "")
    }

    /// How the median went, in numbers: the sparkline in words.
    func went(_ trail: Trail?, steps: Int, _ now: Date) -> String {
        let values = (trail?.values(last: steps, now: now) ?? []).compactMap(\.self)
        guard let low = values.min(), let high = values.max(), low < high else { return "" }
        return "\(Ages.took(low)) to \(Ages.took(high))"
    }
}

/// The board in sentences, for line mode.
func boardSentences(_ model: Model) -> [String] {
    guard let stats = model.board.stats else { return ["BOARD no figures have come yet"] }
    let groups = [stats.work(model.board, model.now), stats.handleTimes, stats.quality, stats.backlog]
    let figures = groups.map { group in
        "BOARD \(group.title.lowercased()): \(group.figures.map(\.sentence).joined(separator: ", "))"
    }
    let sources = model.sources.map { source in
        let went = source.went(model.board.trails[source.name], steps: Trail.longest, model.now)
        let parts = [source.stateWords(model.now), source.latencies, went.isEmpty ? nil : "p50 was \(went)"]
        return "BOARD \(source.name) (\(source.roleWord)): \(parts.compactMap(\.self).joined(separator: ", "))"
    }
    return figures + sources
}

extension Figure {
    fileprivate var sentence: String {
        [label, value, note.isEmpty ? nil : "(\(note))"].compactMap { $0 == "" ? nil : $0 }.joined(separator: " ")
    }
}
