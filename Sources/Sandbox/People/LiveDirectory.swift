import Synchronization

/// The directory that the stand-ins read, which the control routes can add to and set back.
final class LiveDirectory: Sendable {
    private let initial: Directory
    private let current: Mutex<Directory>

    init(_ people: People) {
        initial = Directory(people)
        current = Mutex(initial)
    }

    /// The directory as it is now; it does not change under its reader.
    var snapshot: Directory { current.withLock { $0 } }

    func reset() { current.withLock { $0 = initial } }

    /// Adds one entry of the people file's form and says the ids of its accounts.
    func add(_ json: JSON) throws(PeopleError) -> [String] {
        let result = current.withLock { directory -> Result<[String], PeopleError> in
            var taken = directory.ids
            do throws(PeopleError) {
                let entry = try PeopleReader(file: "the body").entry(json, place: "the entry", taken: &taken)
                directory.add(entry)
                return .success(entry.accounts.map(\.id))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
