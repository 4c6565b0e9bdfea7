import FoundationEssentials
import GRDB

/// The tables.
///
/// Migrations are only ever appended: a version that was released is never edited.
enum Schema {
    /// "Ring" in ASCII: tells our databases from others.
    static let applicationID = 0x5269_6E67

    /// The check value goes in with the tables, so no journal exists without it.
    static func migrator(checkValue: Data) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: version1)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "INSERT INTO setting VALUES ('key_check', ?)", arguments: [checkValue])
        }
        migrator.registerMigration("v2") { try $0.execute(sql: version2) }
        return migrator
    }

    /// Times are milliseconds since 1970; personal values are in envelopes and blind indexes only.
    ///
    /// Every index costs at each of 500 lookups a second: there is one for each question asked in a hurry, no other. Rows
    /// stand in the order of their call's arrival: by random keys each would dirty a page of its own.
    private static let version1 = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'blob'))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO setting VALUES ('next_feed_number', 1);

        CREATE TABLE call (
            row INTEGER PRIMARY KEY,
            call_id TEXT NOT NULL UNIQUE CHECK (length(call_id) BETWEEN 1 AND 128),
            number_index BLOB CHECK (length(number_index) = 16),
            external_index BLOB NOT NULL CHECK (length(external_index) = 16),
            state TEXT NOT NULL
                CHECK (state IN ('waiting', 'ringing', 'dialing', 'connected', 'held', 'wrapup', 'ended')),
            tier TEXT,
            rule TEXT CHECK (
                rule IN ('only-one', 'verified-email', 'open-case', 'latest-contact', 'kind-order', 'lowest-id')),
            queue TEXT,
            agent TEXT,
            orphan INTEGER NOT NULL CHECK (orphan IN (0, 1)),
            ambiguous INTEGER NOT NULL CHECK (ambiguous IN (0, 1)),
            known_in INTEGER CHECK (known_in IN (1, 2)),
            switches INTEGER NOT NULL CHECK (switches >= 0),
            undos INTEGER NOT NULL CHECK (undos >= 0),
            sync TEXT NOT NULL CHECK (sync IN ('pending', 'confirmed', 'retrying', 'failed')),
            started_at INTEGER NOT NULL,
            waiting_since INTEGER,
            ended_at INTEGER,
            leaves_at INTEGER,
            envelope BLOB NOT NULL CHECK (length(envelope) > 37)
        ) STRICT;
        CREATE INDEX call_number ON call (number_index) WHERE number_index IS NOT NULL;
        CREATE INDEX call_leaving ON call (leaves_at, started_at, waiting_since) WHERE leaves_at IS NOT NULL;

        CREATE TABLE leg (
            call_row INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
            seq INTEGER NOT NULL CHECK (seq >= 0),
            queue TEXT,
            agent TEXT,
            started_at INTEGER NOT NULL,
            over_at INTEGER,
            handled INTEGER NOT NULL CHECK (handled IN (0, 1)),
            handle_ms INTEGER NOT NULL CHECK (
                handle_ms = talk_ms + held_ms + after_call_ms + dialing_ms + contacting_ms),
            talk_ms INTEGER NOT NULL CHECK (talk_ms >= 0),
            held_ms INTEGER NOT NULL CHECK (held_ms >= 0),
            after_call_ms INTEGER NOT NULL CHECK (after_call_ms >= 0),
            dialing_ms INTEGER NOT NULL CHECK (dialing_ms >= 0),
            contacting_ms INTEGER NOT NULL CHECK (contacting_ms >= 0),
            PRIMARY KEY (call_row, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE identity_step (
            call_row INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
            seq INTEGER NOT NULL CHECK (seq > 0),
            at INTEGER NOT NULL,
            superseded INTEGER NOT NULL CHECK (superseded IN (0, 1)),
            resolved_by TEXT NOT NULL,
            rule TEXT,
            envelope BLOB NOT NULL CHECK (length(envelope) > 37),
            PRIMARY KEY (call_row, seq)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE job (
            call_row INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
            lane TEXT NOT NULL CHECK (lane IN ('crm', 'erp', 'platform', 'interaction', 'summary')),
            due INTEGER NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            since INTEGER NOT NULL,
            priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
            PRIMARY KEY (call_row, lane)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_due ON job (lane, priority, due);

        CREATE TABLE override (
            id TEXT PRIMARY KEY NOT NULL,
            number_index BLOB NOT NULL UNIQUE CHECK (length(number_index) = 16),
            at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            envelope BLOB NOT NULL CHECK (length(envelope) > 37)
        ) STRICT;

        CREATE TABLE recent_link (
            number_index BLOB PRIMARY KEY NOT NULL CHECK (length(number_index) = 16),
            at INTEGER NOT NULL,
            envelope BLOB NOT NULL CHECK (length(envelope) > 37)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor BLOB NOT NULL CHECK (length(actor) = 16),
            kind TEXT NOT NULL CHECK (
                kind IN ('switch', 'undo', 'revocation', 'search', 'reveal', 'export', 'erasure')),
            field TEXT
        ) STRICT;
        CREATE INDEX audit_at ON audit (at);
        """

    /// Master keys are known by their IDs, and from when on no row needs them; copies of the journal by their paths.
    private static let version2 = """
        CREATE TABLE master_key (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 4),
            since INTEGER NOT NULL,
            retired_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE backup (
            path TEXT NOT NULL CHECK (path LIKE '/%'),
            made_at INTEGER NOT NULL,
            expires_at INTEGER,
            PRIMARY KEY (path, made_at)
        ) STRICT, WITHOUT ROWID;
        """
}
