extension StateDirectory {
    /// The folder of a journal that is there: a report makes none.
    ///
    /// `holdsJournal` says whether a folder holds one.
    package static func existing(
        _ given: String?,
        environment: [String: String],
        holdsJournal: (String) -> Bool
    ) throws(Refusal) -> StateDirectory {
        let directory = try place(given, environment: environment)
        guard holdsJournal(directory.path) else {
            throw Refusal(
                place: directory.path,
                problem: "there is no journal in this folder, and no broker answers",
                mend: "name the broker's folder with --state, or its socket with --socket"
            )
        }
        try OwnFolder.check(directory.path)
        return directory
    }
}
