package import Crypto
import Identity

/// The two keys of an installation.
package struct Keys: Sendable, Masked {
    /// Everything in the journal is encrypted under keys derived from it; 256 bits.
    package let master: SymmetricKey
    /// Master keys from before the last rotations, which something may still be sealed under.
    package let formerMasters: [SymmetricKey]
    /// `PHONE:` identifiers are made with it; 256 bits, never rotated.
    package let phone: SymmetricKey
    /// Files that were made at this start, for the log.
    package let made: [String]
    /// Always the same.
    package var masked: String { "keys ••••" }
}

/// Where the keys come from.
///
/// For each: the configured file; else a systemd credential (`ringside-master-key`, `ringside-phone-key`); else
/// `master.key` and `phone.key` in the state directory, made at the first start.
package struct KeyFiles: Sendable {
    private let state: StateDirectory
    private let configured: Configuration.KeyPlaces
    private let environment: [String: String]

    /// The places to look at.
    package init(state: StateDirectory, configured: Configuration.KeyPlaces = .init(), environment: [String: String]) {
        self.state = state
        self.configured = configured
        self.environment = environment
    }

    /// Reads both keys.
    ///
    /// With a journal (`databaseExists`) none is ever made: a new key would make it unreadable.
    package func open(databaseExists: Bool) throws(Refusal) -> Keys {
        let master = try key(.master, configured.masterFile, databaseExists)
        let phone = try key(.phone, configured.phoneFile, databaseExists)
        return Keys(
            master: master.keys[0],
            formerMasters: Array(master.keys.dropFirst()),
            phone: phone.keys[0],
            made: [master.made, phone.made].compactMap { $0 }
        )
    }

    /// Puts master keys, the current one first, where the next start finds them: all of them or none, 0600, and on disk when
    /// this returns.
    package func keepMasters(_ keys: [SymmetricKey]) throws(Refusal) {
        guard let path = try found(.master, configured.masterFile, true)?.path else { return }
        if let credentials = environment["CREDENTIALS_DIRECTORY"], path.hasPrefix("\(credentials)/") {
            throw Refusal(
                place: path,
                problem: "a credential of systemd is not Ringside's to write",
                mend:
                    "put a new key (`head -c 32 /dev/urandom | base64`) on a line above the present one in it, leave the "
                    + "present one there, and start the broker anew: it seals all rows under the first key by itself, and "
                    + "`ringside keys status` says when the line of the former key can go"
            )
        }
        guard keys.count <= KeyText.most else {
            throw Refusal(
                place: path,
                problem: "holds \(KeyText.most) keys, and backups need all of them",
                mend: "wait until backups have expired, or remove some"
            )
        }
        let former = try PrivateFile.read(path, credentials: nil)
        try PrivateFile.replace(path, text: KeyText.text(of: keys, instead: former))
    }

    /// How both stand; none is made.
    func findings(databaseExists: Bool) -> [Finding] {
        [
            finding("master key", .master, configured.masterFile, databaseExists),
            finding("phone key", .phone, configured.phoneFile, databaseExists),
        ]
    }

    private func finding(
        _ subject: String,
        _ purpose: KeyPurpose,
        _ configured: String?,
        _ databaseExists: Bool
    ) -> Finding {
        .of(subject) { () throws(Refusal) in
            let place = try found(purpose, configured, databaseExists)?.path
            let unmade = "\(state.file(purpose.fileName)): will be made at the first start; back it up then"
            return Finding(subject, .ok, place ?? unmade)
        }
    }

    private func key(
        _ purpose: KeyPurpose,
        _ configured: String?,
        _ databaseExists: Bool
    ) throws(Refusal) -> (keys: [SymmetricKey], made: String?) {
        if let found = try found(purpose, configured, databaseExists) { return (found.keys, nil) }
        let path = state.file(purpose.fileName)
        try PrivateFile.make(path, text: KeyText.text(of: PrivateFile.randomBytes(), purpose))
        return (try read(path, purpose, purpose.mendOfOurs(false)), path)
    }

    /// Nil where none is there and one may be made.
    private func found(
        _ purpose: KeyPurpose,
        _ configured: String?,
        _ databaseExists: Bool
    ) throws(Refusal) -> (keys: [SymmetricKey], path: String)? {
        if let configured { return (try read(configured, purpose, purpose.mendOfConfigured(configured)), configured) }
        if let credential = environment["CREDENTIALS_DIRECTORY"].map({ "\($0)/\(purpose.credential)" }),
            PlainFile.exists(credential)
        {
            return (try read(credential, purpose, "give the service the credential that it had before"), credential)
        }
        let path = state.file(purpose.fileName)
        if PlainFile.exists(path) { return (try read(path, purpose, purpose.mendOfOurs(databaseExists)), path) }
        guard !databaseExists else {
            throw Refusal(place: path, problem: "the journal is there, its key is not", mend: purpose.mendOfOurs(true))
        }
        return nil
    }

    private func read(_ path: String, _ purpose: KeyPurpose, _ mend: String) throws(Refusal) -> [SymmetricKey] {
        do throws(Refusal) {
            let text = try PrivateFile.read(path, credentials: environment["CREDENTIALS_DIRECTORY"])
            return try KeyText.keys(in: text, path: path, purpose)
        } catch {
            throw Refusal(place: error.place, problem: error.problem, mend: error.mend ?? mend)
        }
    }
}
