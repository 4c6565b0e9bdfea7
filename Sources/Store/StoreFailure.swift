/// Why the journal could not be opened.
///
/// Nothing is ever deleted or repaired in silence.
package enum StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another process, or another part of this one, has it open.
    case inUse(path: String)
    /// The directory's mode, in octal, lets others in.
    case openToOthers(path: String, mode: String)
    /// A later version of Ringside made it.
    case newer(path: String)
    /// A database, but not ours.
    case foreign(path: String)
    /// SQLite cannot read it; `code` is SQLite's result code.
    case corrupt(path: String, code: Int32)
    /// A file that would be restored is damaged; `code` is SQLite's result code.
    case damagedBackup(path: String, code: Int32)
    /// It was made with another master key.
    case wrongKeys(path: String)
    /// Rows are left under a master key that is not among those given; its ID.
    case missingKey(path: String, id: String)
    /// A program that is no Ringside holds it.
    case locked(path: String)
    /// A file that would be restored has writes beside it that are not in it.
    case unfinished(path: String)
    /// The system refused.
    case cannotOpen(path: String, why: String)
    /// SQLite did not take a setting that the promises rest on.
    case unsafe(path: String, setting: String)

    /// A sentence for whoever started the broker.
    package var description: String {
        switch self {
        case .inUse(let path): "\(path) is in use by another Ringside; stop that one first."
        case .openToOthers(let path, let mode): "\(path) can be entered by others (mode \(mode)); run chmod 700 on it."
        case .newer(let path): "\(path) was written by a newer Ringside; start that version."
        case .foreign(let path): "\(path) is not a journal of Ringside; it was left as it is."
        case .corrupt(let path, let code):
            "\(path) is damaged (SQLite \(code)); it was left as it is. Put a backup in its place with ringside restore "
                + "FILE, or begin a new journal with ringside restore --empty: both move it aside and delete nothing."
        case .damagedBackup(let path, let code):
            "\(path) is damaged (SQLite \(code)); nothing was changed. Take another backup."
        case .wrongKeys(let path):
            "\(path) was written with another master key; give back the key file that belongs to it."
        case .missingKey(let path, let id):
            "\(path) has rows under the former master key \(id); give its line back to the key file."
        case .locked(let path):
            "\(path) is held by another program; end what has it open, such as an sqlite3 shell or a backup tool."
        case .unfinished(let path):
            "\(path) has a -wal file beside it, so it is no backup that was finished; ringside backup makes whole ones."
        case .cannotOpen(let path, let why): "\(path) can't be opened: \(why)."
        case .unsafe(let path, let setting): "\(path) would not be safe: SQLite did not accept \(setting)."
        }
    }
}
