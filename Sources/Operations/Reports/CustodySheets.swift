package import BrokerAPI
import FoundationEssentials
import Identity

extension Sheet {
    /// Master keys, written as a sheet.
    package static func write(_ keys: [KeyView], as format: SheetFormat, _ write: @escaping (String) -> Void) {
        let columns = [
            Column("key", "KEY"), Column("state", "STATE"), Column("since", "SINCE"),
            Column("rows", "ROWS", isNumber: true), Column("backupsUntil", "BACKUPS NEED IT UNTIL"),
        ]
        var sheet = Sheet(columns, as: format, write: write)
        for key in keys {
            sheet.add([
                .text(key.id), .text(key.state), .text(WireDate.text(of: key.since)), .count(key.rows),
                .text(key.needed ? key.neededUntil.map { WireDate.text(of: $0) } ?? "they are removed" : nil),
            ])
        }
        sheet.end()
    }

    /// Remembered choices, written as a sheet: numbers and accounts masked.
    package static func write(
        _ overrides: [OverridesAnswer.Item],
        as format: SheetFormat,
        _ write: @escaping (String) -> Void
    ) {
        let columns = [
            Column("id", "ID"), Column("number", "NUMBER"), Column("externalId", "EXTERNAL ID"),
            Column("actor", "CHOSEN BY"), Column("at", "AT"), Column("expires", "EXPIRES"),
        ]
        var sheet = Sheet(columns, as: format, write: write)
        for override in overrides {
            sheet.add([
                .text(override.id), .text(override.number),
                .text(ExternalID(override.externalId)?.masked ?? "••••"), .text(override.actor.name),
                .text(WireDate.text(of: override.at)), .text(WireDate.text(of: override.expires)),
            ])
        }
        sheet.end()
    }
}

extension KeyView {
    fileprivate var state: String {
        if current { return "current" }
        if rows > 0 { return "former" }
        return needed ? "for backups" : "not needed"
    }
}
