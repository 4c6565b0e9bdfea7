package import BrokerAPI

/// Rotations, backups and restores as they are told to whoever asked for them.
package enum CustodyWords {
    private static let width = 30

    /// `[####......] 40 of 100 rows`: one line, drawn over again.
    package static func bar(_ progress: AdminProgress, _ unit: String) -> String {
        let share = progress.total > 0 ? progress.done * width / progress.total : width
        let filled = min(max(share, 0), width)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(progress.done) of \(progress.total) \(unit)"
    }

    /// A rotation's end, a sentence each.
    package static func lines(_ result: RotationResult) -> [String] {
        let current = result.keys.first(where: \.current)?.id ?? "?"
        let begun =
            result.resumed ? "The rotation to key \(current) is finished." : "Key \(current) is the master key now."
        let rest = result.keys.filter { !$0.current }.map { key in
            let until = key.neededUntil.map { "until \(WireDate.text(of: $0))" } ?? "until they are removed"
            return key.needed
                ? "Key \(key.id) stays in the key file: backups need it \(until)."
                : "Key \(key.id) stays in the key file: \(key.rows) rows are left under it."
        }
        return [begun] + rest + result.dropped.map { "Key \($0) is gone: nothing needed it any more." }
    }

    /// A backup.
    package static func line(_ result: BackupResult) -> String {
        "\(result.path) is the journal as it is now; it is deleted after \(WireDate.text(of: result.expires))."
    }
}
