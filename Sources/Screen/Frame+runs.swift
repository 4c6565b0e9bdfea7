extension Frame {
    /// Neighbouring cells of a row in one style.
    struct Run {
        var text: String
        var column: Int
        var columns: Int
        var style: Style
    }

    func runs(row index: Int) -> [Run] {
        var runs: [Run] = []
        for (column, cell) in row(index).enumerated() {
            if let last = runs.last, last.style == cell.style || cell.width == 0 {
                runs[runs.count - 1].text += cell.text
                runs[runs.count - 1].columns += 1
            } else {
                runs.append(Run(text: cell.text, column: column, columns: 1, style: cell.style))
            }
        }
        return runs
    }
}
