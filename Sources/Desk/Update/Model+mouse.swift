import BrokerAPI
import Screen

/// What stands at a place of the screen and can be pointed at.
enum Target: Hashable {
    case hint(KeyBinding)
    case call(String)
    case account(String)
    case offer(String)
    case command(String)
    case memory(String)
    case panel(Panel)
    /// What a digit chooses in a bar.
    case choice(Int)
}

extension Model {
    /// A click marks, a click on what is marked does what `Enter` does; the wheel scrolls what it turns over.
    mutating func point(_ mouse: Mouse) -> [Effect] {
        guard !isShielded else { return [] }
        if case .themes(let picker) = mode { return point(mouse, picker) }
        switch mouse {
        case .wheelUp(let row, let column): turn(-1, row: row, column: column)
        case .wheelDown(let row, let column): turn(1, row: row, column: column)
        case .click(let row, let column):
            if let target = target(row: row, column: column) { return click(target) }
        }
        return []
    }

    private mutating func turn(_ step: Int, row: Int, column: Int) {
        if mode == .calls {
            switch target(row: row, column: column) {
            case .panel(let under): panel = under
            case .account: panel = .accounts
            case .call: panel = .calls
            case .hint: return
            case .offer, .command, .memory, .choice, nil: break
            }
        }
        move(step)
    }

    private mutating func click(_ target: Target) -> [Effect] {
        switch target {
        case .hint(let binding): return click(binding)
        case .call(let id):
            let slot = CallSlots(self).slots.first { $0.id == id }?.number
            let isMarked = panel == .calls && selectedID == id
            panel = .calls
            if isMarked, id != openID { open(id) } else { mark(id) }
            // The list stays as it is under the pointer: the second click of two means the same call.
            eye = slot.map { ListEye(id, slot: $0, in: self) }
        case .account(let id):
            let isMarked = focusedPanel == .accounts && selectedAccount == id
            (panel, selectedAccount) = (.accounts, id)
            if isMarked { return press(.enter) }
        case .offer(let id):
            guard case .search(let search) = mode else { return [] }
            if search.focus == .results, search.selected == id { return press(.enter) }
            changeSearch {
                $0.selected = id
                $0.focus = .results
            }
        case .command(let title):
            guard case .palette(let palette) = mode, palette.selected == title else {
                changePalette { $0.selected = title }
                return []
            }
            return runPalette()
        case .memory(let id): changeMemories { if $0.asking == nil { $0.selected = id } }
        case .panel(let other): panel = other
        case .choice(let digit): return press(.character(Character("\(digit)")))
        }
        return []
    }

    /// A hint does what its key does; what is final wants the key itself, for a click is too easily a stray one.
    private mutating func click(_ binding: KeyBinding) -> [Effect] {
        switch binding.command {
        case .commit, .revokeNow:
            say("\(binding.label) is pressed, not clicked", .warning, by: binding.command, about: openID)
            return []
        case .pick:
            panel = .accounts
            if selectedAccount == nil { selectedAccount = accountIDs.first }
            return []
        case .reason, .number, .revealField, .revealReason:
            say("Click one of them, or press its number", by: binding.command, about: openID)
            return []
        default: return binding.keys.first.map { press($0) } ?? []
        }
    }

    /// What stands at a cell, by the same arithmetic that draws it.
    func target(row: Int, column: Int) -> Target? {
        let layout = Layout(self)
        guard layout.tier != .tooSmall else { return nil }
        if layout.footer.contains(row: row, column: column) {
            return footerKeys(self, columns: layout.footer.columns - 2)
                .first { ($0.at..<$0.at + $0.columns).contains(column) }.map { .hint($0.binding) }
        }
        let panelArea = openCall == nil ? layout.main : layout.body
        switch mode {
        case .calls:
            return CallSlots(self).call(row: row, column: column).map { .call($0) } ?? inBody(layout, row, column)
        case .filter: return CallSlots(self).call(row: row, column: column).map { .call($0) }
        case .search(let search): return offer(search, layout.body.below(3), row, column)
        case .palette(let palette): return item(palette, paletteList(in: panelArea), row, column)
        case .overrides(let memories): return memory(memories, memoryList(memories, in: panelArea), row, column)
        case .review(let review): return reason(review, layout, row, column)
        case .reveal(let bar):
            return openCall.flatMap { revealChoice($0, bar, layout, row: row, column: column) }.map {
                .choice($0.digit)
            }
        case .why, .help, .board, .note, .record, .themes, .quitting: return nil
        }
    }

    /// The wheel shows the next theme, a click the one that it hits.
    private mutating func point(_ mouse: Mouse, _ picker: ThemePicker) -> [Effect] {
        switch mouse {
        case .wheelUp: return moveTheme(-1)
        case .wheelDown: return moveTheme(1)
        case .click(let row, let column):
            if case .hint(let binding)? = target(row: row, column: column) { return click(binding) }
            let layout = Layout(self)
            let list = ThemePlaces(openCall == nil ? layout.main : layout.body).list
            guard list.contains(row: row, column: column), let names = picker.names else { return [] }
            let selected = picker.selected.flatMap { names.firstIndex(of: $0) }
            let shown = window(names.count, around: selected, rows: list.rows)
            let index = shown.lowerBound + row - list.row
            return shown.contains(index) ? showTheme(names[index]) : []
        }
    }

    private func inBody(_ layout: Layout, _ row: Int, _ column: Int) -> Target? {
        guard let call = openCall, layout.body.contains(row: row, column: column) else { return nil }
        switch layout.tier {
        case .full, .strip:
            let areas = BodyAreas(layout.body, roomyPanel)
            if areas.timeline.contains(row: row, column: column) { return .panel(.timeline) }
            guard areas.accounts.contains(row: row, column: column) else { return nil }
            return account(call, areas.accounts.below(1), row) ?? .panel(.accounts)
        case .compact:
            if row == layout.body.row { return tab(call, column) }
            return focusedPanel == .accounts ? account(call, layout.body.below(2), row) : nil
        case .mini, .tooSmall: return nil
        }
    }

    private func tab(_ call: CallView, _ column: Int) -> Target? {
        var at = 1
        for (panel, text) in tabs(self, call) {
            let width = TextWidth.columns(of: text)
            if (at..<at + width).contains(column) { return .panel(panel) }
            at += width
        }
        return nil
    }

    private func account(_ call: CallView, _ list: Area, _ row: Int) -> Target? {
        let shown = shownAccounts(self, call, list.rows)
        let index = shown.lowerBound + row - list.row
        return shown.contains(index) ? .account(call.candidates[index].externalId) : nil
    }

    private func reason(_ review: Review, _ layout: Layout, _ row: Int, _ column: Int) -> Target? {
        let line = reasonLine(review, layout)
        guard !review.isTyping, line.contains(row: row, column: column) else { return nil }
        let choices = reasonChoices(review, columns: line.columns)
        return choices.first { $0.columns.contains(column - line.column) }.map { .choice($0.digit) }
    }

    private func offer(_ search: Search, _ list: Area, _ row: Int, _ column: Int) -> Target? {
        guard list.contains(row: row, column: column) else { return nil }
        let offers = search.offers
        let selected = offers.firstIndex { $0.account.externalId == search.selected }
        let shown = window(offers.count, around: selected, rows: list.rows)
        let index = shown.lowerBound + row - list.row
        return shown.contains(index) ? .offer(offers[index].account.externalId) : nil
    }

    private func item(_ palette: CommandPalette, _ list: Area, _ row: Int, _ column: Int) -> Target? {
        guard list.contains(row: row, column: column) else { return nil }
        let items = paletteItems(palette.query)
        let selected = items.firstIndex { $0.title == palette.selected }
        let shown = window(items.count, around: selected, rows: list.rows)
        let index = shown.lowerBound + row - list.row
        return shown.contains(index) ? .command(items[index].title) : nil
    }

    private func memory(_ memories: Memories, _ list: Area, _ row: Int, _ column: Int) -> Target? {
        guard list.contains(row: row, column: column) else { return nil }
        let selected = memories.items.firstIndex { $0.id == memories.selected }
        let shown = window(memories.items.count, around: selected, rows: list.rows)
        let index = shown.lowerBound + row - list.row
        return shown.contains(index) ? .memory(memories.items[index].id) : nil
    }
}
