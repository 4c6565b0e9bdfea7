/// The name that somebody most likely meant.
enum NearestName {
    /// The nearest of the known names, nil where none is near: one that goes on or ends earlier, or else one with few
    /// other letters (a third may differ, two always may).
    static func of(_ name: String, in known: [String]) -> String? {
        let related = known.filter { $0.hasPrefix(name) || name.hasPrefix($0) }
        if name.count >= 3, let shortest = related.min(by: { ($0.count, $0) < ($1.count, $1) }) { return shortest }
        let measured = known.map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
        guard let nearest = measured.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
        return nearest.distance <= max(2, name.count / 3) && nearest.distance < name.count ? nearest.name : nil
    }

    /// Letters put in, left out, changed, or swapped with their neighbour.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let changed = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(changed, last[column + 1] + 1, current[column] + 1)
                let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { best = min(best, before[column - 1] + 1) }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
