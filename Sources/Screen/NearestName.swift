/// The known name that somebody most likely meant: one that goes on, holds it, or has few other letters; nil where none is near.
package func nearestName(to name: String, in known: [String]) -> String? {
    if name.count >= 3, let longer = known.filter({ $0.hasPrefix(name) }).min(by: { $0.count < $1.count }) {
        return longer
    }
    // Short forms, such as `mono` for `ringside-mono`.
    if name.count >= 3, let holding = known.filter({ $0.contains(name.lowercased()) }).min(by: { $0.count < $1.count })
    {
        return holding
    }
    let wanted = Array(name.lowercased())
    let measured = known.map { (name: $0, distance: editDistance(wanted, Array($0.lowercased()))) }
    guard let nearest = measured.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return nearest.distance <= max(2, name.count / 3) && nearest.distance < name.count ? nearest.name : nil
}

/// Letters put in, left out or changed.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let changed = last[column] + (letter == other ? 0 : 1)
            current.append(min(changed, last[column + 1] + 1, current[column] + 1))
        }
        last = current
    }
    return last[right.count]
}
