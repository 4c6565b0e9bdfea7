import BrokerAPI
import Foundation
import Testing

@testable import Operations

@Suite("10 Purges and erasures are told in words")
struct PurgesAndErasuresAreTold {
    private func result(
        _ calls: Int,
        dryRun: Bool = false,
        logEmptied: Bool = true,
        problem: String? = nil
    ) -> PurgeResult {
        let counts = PurgeCounts(calls: calls, links: 1, overrides: 0, audit: 2)
        return PurgeResult(counts: counts, dryRun: dryRun, logEmptied: logEmptied, problem: problem)
    }

    @Test("What is gone, and what would go")
    func purged() {
        let gone = PrivacyWords.line(result(3))
        #expect(
            gone == "3 calls with all that hangs on them, 1 remembered match, 0 expired choices, "
                + "2 entries of the audit are gone"
        )
        #expect(PrivacyWords.line(result(1, dryRun: true)).hasSuffix("would go"))
        var backups = result(3)
        backups.backups = 2
        #expect(PrivacyWords.line(backups).hasSuffix("2 entries of the audit, 2 expired backups are gone"))
    }

    @Test("What is wrong, where something is")
    func trouble() {
        #expect(PrivacyWords.trouble(result(3)) == nil)
        #expect(PrivacyWords.trouble(result(0, dryRun: true, logEmptied: false)) == nil)
        #expect(PrivacyWords.trouble(result(3, logEmptied: false))?.contains("write-ahead log") == true)
        #expect(PrivacyWords.trouble(result(3, problem: "full"))?.hasPrefix("Not all is gone") == true)
    }

    @Test("A certificate names each backup and until when it holds the person")
    func certificate() {
        let at = Date(timeIntervalSince1970: 1_795_435_200)
        let lines = PrivacyWords.lines(
            ErasureCertificate(
                certificate: "c-1",
                at: at,
                person: "+1•••••••999",
                erased: ErasedRows(calls: 2, identifications: 1, legs: 0, jobs: 0, overrides: 1, links: 1),
                inMemory: 0,
                logEmptied: true,
                backups: [
                    KnownBackup(path: "/b/one", madeAt: at, expires: at.addingTimeInterval(86_400)),
                    KnownBackup(path: "/b/aside", madeAt: at, expires: nil),
                ]
            )
        )
        #expect(lines.first == "Certificate of erasure c-1")
        #expect(lines.contains { $0.contains("/b/one") && $0.contains("deleted after 2026-11-24T12:00:00.000Z") })
        #expect(lines.contains { $0.contains("/b/aside") && $0.contains("until somebody deletes it") })
        #expect(lines.contains { $0.hasPrefix("Person ") && $0.contains("•••") })
    }

    @Test("An export is one document, whole only with its end")
    func export() throws {
        var document = ExportDocument()
        #expect(!document.isWhole)
        let link = ExportedLink(number: "+1", externalId: "CRM:1", name: "J. Doe", source: "s", at: Date())
        document.take(.link(link))
        document.take(.result(ExportResult(at: Date(), person: "+1", rows: 1)))
        #expect(document.isWhole)
        let object = try JSONSerialization.jsonObject(with: document.json()) as? [String: Any]
        #expect((object?["rememberedMatches"] as? [Any])?.count == 1)
        #expect((object?["calls"] as? [Any])?.isEmpty == true && object?["person"] as? String == "+1")
    }
}
