"""FastAPI with the broker's own write: call, identity and job in one transaction of SQLite, on disk before the answer.

Nothing is encrypted here, and nothing is told to anybody. RIVAL_DATABASE names the file.
"""

import hashlib
import hmac
import os
import sqlite3
import time

import fastapi
import pydantic

database = sqlite3.connect(os.environ["RIVAL_DATABASE"], isolation_level=None, cached_statements=128)
database.executescript(
    """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE call (
        row INTEGER PRIMARY KEY,
        call_id TEXT NOT NULL UNIQUE,
        number_index BLOB,
        external_index BLOB NOT NULL,
        started_at INTEGER NOT NULL,
        leaves_at INTEGER,
        envelope BLOB NOT NULL
    ) STRICT;
    CREATE INDEX call_number ON call (number_index);
    CREATE INDEX call_leaving ON call (leaves_at);
    CREATE INDEX call_live ON call (started_at);
    CREATE TABLE identity_step (
        call_row INTEGER NOT NULL REFERENCES call, seq INTEGER NOT NULL, at INTEGER NOT NULL, envelope BLOB NOT NULL,
        UNIQUE (call_row, seq)
    ) STRICT;
    CREATE TABLE job (
        call_row INTEGER NOT NULL REFERENCES call, lane TEXT NOT NULL, due INTEGER NOT NULL,
        PRIMARY KEY (call_row, lane)
    ) STRICT, WITHOUT ROWID;
    """
)
KEY = b"an organisation has one key"
# As long as the broker's, which hold the call and the identification as JSON.
CALL, STEP = b"c" * 1200, b"s" * 250

app = fastapi.FastAPI()


class Lookup(pydantic.BaseModel):
    callId: str
    fromNumber: str | None = None
    toNumber: str | None = None
    type: str | None = None


@app.post("/api/v1/genesys/lookup")
async def look_up(lookup: Lookup):
    digest = hmac.digest(KEY, (lookup.fromNumber or "").encode(), hashlib.sha256)
    now = int(time.time() * 1000)
    index = digest[:16]
    database.execute("BEGIN IMMEDIATE")
    known = database.execute("SELECT envelope FROM call WHERE call_id = ?", (lookup.callId,)).fetchone()
    count = database.execute("SELECT count(*) FROM call WHERE number_index = ?", (index,)).fetchone()[0]
    if known is None:
        row = database.execute(
            "INSERT INTO call (call_id, number_index, external_index, started_at, leaves_at, envelope)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (lookup.callId, index, digest[16:], now, now + 600_000, CALL),
        ).lastrowid
        database.execute("INSERT INTO identity_step VALUES (?, 1, ?, ?)", (row, now, STEP))
        database.execute("INSERT INTO job VALUES (?, 'crm', ?)", (row, now))
    database.execute("COMMIT")
    return {
        "externalId": f"PHONE:{digest.hex()}",
        "data": {"previousInteractionCount": count, "resolvedBy": "phone"},
    }
