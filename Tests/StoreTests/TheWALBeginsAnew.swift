import GRDB
import Testing

@testable import Store

@Suite("The WAL begins anew")
struct TheWALBeginsAnew {
    let folder = Folder()

    @Test("Once its pages are in the database, it does not grow any further")
    func restarts() async throws {
        let store = try folder.open()
        let connection = try DatabaseQueue(path: store.pool.path)
        let file = try #require(PacedFlush(path: store.pool.path))
        let checkpoints = Checkpoints(store.pool, connection, file: file, after: 20)
        try await store.pool.writeWithoutTransaction { db in
            for _ in 0..<20 {
                try Tables(db: db, vault: Vault(Folder.keys), now: noon).touch()
                checkpoints.wrote(1, db)
            }
        }
        await until { checkpoints.hasCopied }
        let (before, after) = try await store.pool.writeWithoutTransaction { db in
            let before = try db.checkpoint(.passive).walFrameCount
            checkpoints.wrote(1, db)
            try Tables(db: db, vault: Vault(Folder.keys), now: noon).touch()
            return (before, try db.checkpoint(.passive).walFrameCount)
        }
        #expect(before >= 20)
        #expect(after == 1)
        #expect(!checkpoints.hasCopied)
        checkpoints.close()
        await store.close()
    }
}
