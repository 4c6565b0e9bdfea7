import Screen

/// Where everything stands; depends on the window, the story and what the agent opened, never on what has arrived.
struct Layout: Hashable {
    /// How much there is room for.
    enum Tier: Hashable {
        /// The list of calls at the left.
        case full
        /// The calls in a line at the top.
        case strip
        /// One column with tabs.
        case compact
        /// The caller and a line of keys.
        case mini
        /// What it needs and what it has.
        case tooSmall
    }

    var tier: Tier
    var header: Area
    /// The list or the strip of calls; empty in the small tiers.
    var calls: Area
    /// The open call.
    var main: Area
    /// The line above the footer, which holds the toast.
    var rule: Area
    var footer: Area
    var story: Area
    /// What the walkthrough shows beside the desk, or below it; empty where there is no room for both.
    var exhibit: Area

    /// The eye finds the end of a row: no row of the open call is wider.
    private static let widest = 132

    init(_ model: Model) {
        let all = Area(row: 0, column: 0, rows: model.size.rows, columns: model.size.columns)
        story = all.bottom(model.story == nil ? 0 : Self.storyRows(Self.tier(of: model.size), of: model.size))
        let stage = all.top(all.rows - story.rows)
        exhibit = model.story?.exhibit.map { Self.exhibit(in: stage, lines: $0.lines.count) } ?? stage.top(0)
        let isBeside = exhibit.rows > 0 && exhibit.row == 0
        let desk = isBeside ? stage.columns(from: 0, count: exhibit.column - 1) : stage.top(stage.rows - exhibit.rows)
        let size = Size(columns: desk.columns, rows: desk.rows + story.rows)
        tier = Self.tier(of: size)
        header = desk.top(1)
        footer = desk.bottom(1)
        rule = desk.bottom(2).top(1)
        let middle = desk.top(desk.rows - 2)
        switch tier {
        case .full:
            calls = middle.below(2).columns(from: 0, count: min(36, size.columns / 4 + 1))
            main = middle.below(2).columns(from: calls.columns + 1, count: Self.widest)
        case .strip:
            calls = middle.below(2).top(1)
            main = middle.below(4)
        case .compact:
            calls = middle.top(0)
            main = middle.below(2)
        case .mini, .tooSmall:
            calls = middle.top(0)
            main = middle.below(1)
        }
    }

    /// The caller's lines: they stay, whatever is opened below them.
    var caller: Area { main.top(tier == .mini ? 2 : 4) }
    /// All below the caller.
    var body: Area { main.below(caller.rows) }
    /// The bar that a switch is reviewed in.
    var review: Area { main.bottom(min(tier == .mini ? 7 : 6, main.rows - 2)) }
    /// Where a small window lists calls while none is open: below the words that say so.
    var callsWhileNoneIsOpen: Area { tier == .compact || tier == .mini ? main.below(5) : main.top(0) }

    /// At the right where both have room for a screen, else below the desk; nowhere where that would be too small.
    private static func exhibit(in stage: Area, lines: Int) -> Area {
        if stage.columns >= 120 { return stage.columns(from: stage.columns - max(56, stage.columns * 2 / 5)) }
        let rows = min(max(7, lines + 1), stage.rows - Model.least.rows - 1)
        return stage.bottom(rows >= 4 ? rows : 0)
    }

    private static func tier(of size: Size) -> Tier {
        guard size.columns >= Model.least.columns, size.rows >= Model.least.rows else { return .tooSmall }
        if size.columns < 60 || size.rows < 16 { return .mini }
        if size.columns < 80 || size.rows < 24 { return .compact }
        return size.columns < 100 ? .strip : .full
    }

    private static func storyRows(_ tier: Tier, of size: Size) -> Int {
        switch tier {
        case .full, .strip: 4
        case .compact: size.rows < 20 ? 3 : 4
        case .mini: min(max(2, size.rows - 10), 4)
        case .tooSmall: 0
        }
    }
}
