/// The reference of the configuration, made from the table of keys.
package enum ConfigurationPage {
    /// The page `Configuration.md` of the manual.
    package static var text: String {
        let tables = sections.map { title, keys in "## \(title)\n\n\(table(keys))\n" }
        return ([head] + tables + [secrets]).joined(separator: "\n")
    }

    private static let sections: [(title: String, keys: [ConfigurationKey])] = [
        ("Identification", ConfigurationKey.identity), ("Calls and switches", ConfigurationKey.calls),
        ("Privacy", ConfigurationKey.privacy), ("Listeners, folders and keys", ConfigurationKey.listeners),
        ("The contact centre", ConfigurationKey.platform),
        ("CRMs", ConfigurationKey.crm + ConfigurationKey.crmLogin + ConfigurationKey.crmFields),
        ("The ERP", ConfigurationKey.erp), ("Desks and queues", ConfigurationKey.desks),
        ("How a desk looks", ConfigurationKey.deskLooks), ("The log", ConfigurationKey.log),
    ]

    private static func table(_ keys: [ConfigurationKey]) -> String {
        let rows = keys.map { key in
            let unit = key.unit.map { ", \($0)" } ?? ""
            let usual = key.usual.map { "`\($0)`" } ?? "none"
            return "| `\(key.path)` | \(key.sentence) | \(key.expected)\(unit) | \(usual) | \(when(key)) | "
                + "`\(EnvironmentName.of(key))` |"
        }
        let head = "| Key | What it is for | Value | Default | A change counts | In the environment |"
        return ([head, "| --- | --- | --- | --- | --- | --- |"] + rows).joined(separator: "\n")
    }

    private static func when(_ key: ConfigurationKey) -> String {
        switch key.effect {
        case .atOnce: "at once"
        case .atStart: "at the next start"
        case .atDeskStart: "when a desk starts"
        }
    }

    private static let head = """
        # Configuration

        Every key of the configuration, with its default. This page is made from the table that the parser reads by.

        ## Where it is read

        Everything may be left out. What is said in several places counts in this order, the last one first:

        1. `/etc/ringside/ringside.yaml`, then `$XDG_CONFIG_HOME/ringside/ringside.yaml` over it, key by key (a list replaces a
           list); or the file that `--config` names, alone.
        2. The environment: the key in capitals behind `RINGSIDE_`, with `_` for each `.`, so that `lookup.deadline_ms` is
           `RINGSIDE_LOOKUP_DEADLINE_MS`. An entry of a list has its number, from 0: `RINGSIDE_CRM_0_BASE_URL`. A list may be
           written `a,b`; whole lists such as `RINGSIDE_QUEUES` and mappings are written as YAML; `null` takes a value away, and an
           empty variable counts as none.
        3. Flags of the command line.

        A key or a `RINGSIDE_` variable that does not exist is refused, with the nearest name that does. What is wrong is told all
        at once, each with its file, its line and what was expected there. This prints what counts, with the place that it comes
        from behind each value:

        ```sh
        ringside check --print-config
        ```

        ## While the broker runs

        `SIGHUP` (`systemctl reload ringside`) has the broker read its configuration again. No call and no connection is
        interrupted. What the tables mark *at once* counts from then on; of what counts *at the next start* the log says so. Where
        something is wrong, all stays as it was, and the log says what. Tokens and the certificate of the platform listener are
        read again even where only their files changed.
        """

    private static let secrets: String = {
        let rows = ConfigurationKey.all.compactMap { key -> String? in
            guard let credential = key.credential(nil) ?? key.ownCredential else { return nil }
            let variable = EnvironmentName.ofSecret(key).map { "`\($0)`" } ?? "–"
            return "| `\(key.path)` | `\(credential)` | \(variable) |"
        }
        let head = ["| Key | Credential of systemd | The secret itself in the environment |", "| --- | --- | --- |"]
        return """
            ## Secrets

            A secret is never in the configuration: a key names the file that it is in, alone on one line. The file belongs to the
            broker's user or to root, and nobody else may read it (`chmod 600`). Where no file is named, a credential of systemd
            counts (`LoadCredential=NAME:PATH` in the unit). The environment may hold the secret itself, under the name of its file
            without `_FILE`; or the key says `env:NAME` to take it from another variable.

            \((head + rows).joined(separator: "\n"))

            """
    }()
}

extension ConfigurationKey {
    /// That of a key of the journal.
    fileprivate var ownCredential: String? {
        if case .keyFile(let credential) = shape { return credential }
        return nil
    }
}
