import BrokerAPI

extension Model {
    /// Moves by one in whatever has the focus; selection is an identity, so that data that arrives never moves it.
    mutating func move(_ step: Int) {
        switch mode {
        case .why(let scroll): mode = .why(scroll: min(max(0, scroll + step), scrollEnd))
        case .board(let scroll): mode = .board(scroll: min(max(0, scroll + step), scrollEnd))
        case .help(let scroll): mode = .help(scroll: min(max(0, scroll + step), scrollEnd))
        case .search(var search):
            search.selected = Self.next(search.offers.map(\.account.externalId), search.selected, step)
            mode = .search(search)
        case .record(let scroll): mode = .record(scroll: min(max(0, scroll + step), scrollEnd))
        case .palette(let palette):
            let titles = paletteItems(palette.query).map(\.title)
            changePalette { $0.selected = Self.next(titles, palette.selected ?? titles.first, step) }
        case .overrides: changeMemories { $0.selected = Self.next($0.items.map(\.id), $0.selected, step) }
        case .filter: moveCalls(step)
        case .note, .reveal, .themes: return
        case .calls: movePanel(step)
        case .review, .quitting: return
        }
    }

    /// Moves by what is in sight, less a line to go on from.
    mutating func movePage(_ direction: Int) {
        let layout = Layout(self)
        let rows =
            switch mode {
            case .help: layout.main.rows
            case .why: layout.body.rows - 1
            case .board: layout.main.rows - 1
            case .record: layout.body.rows - 1
            case .calls, .review, .search, .filter, .palette, .note, .reveal, .overrides, .themes, .quitting:
                layout.body.rows / 2
            }
        move(direction * max(1, rows - 1))
    }

    /// How far the text on the screen can be scrolled.
    var scrollEnd: Int {
        let layout = Layout(self)
        if case .help = mode { return max(0, helpRows(self, columns: layout.main.columns).count - layout.main.rows) }
        if case .board = mode {
            return max(0, boardRows(self, columns: layout.main.columns).count - layout.main.rows + 1)
        }
        let isRecord = if case .record = mode { true } else { false }
        let lines = isRecord ? recordLines(self) : openCall.map { whyLines(self, $0) } ?? []
        return max(0, rows(of: lines, columns: layout.body.columns).count - layout.body.rows + 1)
    }

    private mutating func movePanel(_ step: Int) {
        switch focusedPanel {
        case .calls, .context: moveCalls(step)
        case .accounts: selectedAccount = Self.next(accountIDs, selectedAccount, step)
        case .timeline:
            let most = max(0, (openCall?.timeline.count ?? 0) - 1)
            timelineScroll = min(max(0, timelineScroll - step), most)
        }
    }

    private mutating func moveCalls(_ step: Int) {
        panel = .calls
        if let next = Self.next(shownCalls.map(\.callId), selectedID ?? openID, step) { mark(next) }
    }

    mutating func nextPanel(_ step: Int) {
        let panels = self.panels
        let index = panels.firstIndex(of: focusedPanel) ?? 0
        panel = panels[(index + step + panels.count) % panels.count]
        roomyPanel = panel
        if panel == .accounts, selectedAccount == nil { selectedAccount = accountIDs.first }
    }

    /// The panels that the size has: what stands beside others in a large window is a tab of its own in a small one.
    var panels: [Panel] {
        switch Layout(self).tier {
        case .full, .strip: [.calls, .accounts, .timeline]
        case .compact: [.context, .calls, .accounts, .timeline]
        case .mini, .tooSmall: [.calls]
        }
    }

    /// The accounts with their digits are on the screen.
    var showsAccounts: Bool {
        switch Layout(self).tier {
        case .full, .strip: true
        case .compact: focusedPanel == .accounts
        case .mini, .tooSmall: false
        }
    }

    /// The footer names the digits: where the accounts can be seen, and where nothing else would tell of them.
    var tellsOfDigits: Bool { showsAccounts || Layout(self).tier == .mini }

    /// `Enter` opens another call than the open one.
    var markIsElsewhere: Bool { selectedID != nil && selectedID != openID }

    /// The panel with the focus, also after the window has grown.
    var focusedPanel: Panel { panels.contains(panel) && openCall != nil ? panel : .calls }

    var accountIDs: [String] { openCall?.candidates.map(\.externalId) ?? [] }

    private static func next(_ items: [String], _ current: String?, _ step: Int) -> String? {
        guard !items.isEmpty else { return nil }
        guard let index = current.flatMap(items.firstIndex) else { return items.first }
        return items[min(max(0, index + step), items.count - 1)]
    }
}
