import Broker
import Identity
import Testing

@testable import Operations

@Suite("A finding says what to do")
struct AFindingSaysWhatToDo {
    static let failures: [(SourceFailure, says: String, mend: String)] = [
        (.unauthorised, "https://crm.example refuses our credentials", "the secret's file"),
        (.forbidden, "knows us, but does not let us find people", "our user there needs: read on Contact"),
        (.rejected(status: 404), "has nothing where we ask", "base_url"),
        (.rejected(status: 400), "does not take the question", "fields"),
        (.malformed, "answers, but not as salesforce does", "login page"),
        (.unreachable, "can't be reached", "`curl -v https://crm.example`"),
        (.timedOut, "gives no answer in time", "timeouts.read_ms"),
        (.rateLimited(retryAfter: nil), "quota", "raised"),
        (.unavailable(status: 503, retryAfter: nil), "is down (503)", "status page"),
    ]

    @Test("Each failure of a source has a sentence and a mend of its own", arguments: failures)
    func sourceFails(failure: SourceFailure, says: String, mend: String) {
        let finding = Finding(found(failure), address: "https://crm.example")
        #expect(finding.grade == .wrong)
        #expect(finding.subject == "salesforce")
        #expect(finding.sentence.contains(says), "\(finding.sentence)")
        #expect(finding.mend?.contains(mend) == true, "\(finding.mend ?? "")")
    }

    @Test("What works says so, with its time") func sourceWorks() {
        let finding = Finding(found(nil), address: "https://crm.example")
        #expect(finding == Finding("salesforce", .ok, "lets us find people (12 ms)"))
    }

    @Test(
        "Room on the disk is enough, worth a look, or too little",
        arguments: [
            (UInt64(5) << 30, Finding.Grade.ok), (UInt64(500) << 20, .note), (UInt64(50) << 20, .wrong),
        ]
    )
    func disk(free: UInt64, grade: Finding.Grade) { #expect(DiskCheck.room(free).grade == grade) }

    @Test("A mend stands below its finding; a note alone leaves all clean") func lines() {
        let findings = [Finding("disk", .note, "little", mend: "make room"), Finding("tokens", .ok, "two")]
        #expect(findings.lines == ["note  disk    little", "              → make room", "ok    tokens  two"])
        #expect(findings.isClean)
        #expect(![Finding("disk", .wrong, "none")].isClean)
    }

    @Test("A journal without its keys is found before a start would refuse it") func keysLost() throws {
        let scratch = try Scratch()
        let files = FileChecks(Configuration(), environment: [:], state: scratch.path)
        let lost = files.findings { _ in true }.filter { $0.subject.hasSuffix("key") }
        #expect(lost.map(\.grade) == [.wrong, .wrong])
        let unmade = files.findings { _ in false }.filter { $0.subject.hasSuffix("key") }
        #expect(unmade.map(\.grade) == [.ok, .ok])
    }

    private func found(_ failure: SourceFailure?) -> CheckSources.Finding {
        CheckSources.Finding(
            source: SourceName("salesforce"),
            role: .crm,
            purpose: "find people",
            permissions: "read on Contact",
            took: .milliseconds(12),
            failure: failure
        )
    }
}
