import Broker
import FoundationEssentials
import Identity
import Testing

@testable import Operations

@Suite("A finding says what to do")
struct AFindingSaysWhatToDo {
    static let failures: [(SourceFailure, says: String, mend: String)] = [
        (.unauthorised, "https://crm.example refuses our credentials", "compare auth.client_id and /run/secret"),
        (.forbidden, "knows us, but does not let us find people", "our user there needs: read on Contact"),
        (.rejected(status: 404), "has nothing where we ask", "base_url"),
        (.rejected(status: 400), "does not take the question", "fields"),
        (.malformed, "answers, but not as salesforce does", "login page"),
        (.unreachable, "can't be reached", "`curl -v https://crm.example`"),
        (.timedOut, "gives no answer in time", "timeouts.read_ms"),
        (.rateLimited(retryAfter: nil), "quota", "max_concurrent (here 32)"),
        (.unavailable(status: 503, retryAfter: nil), "is down (503)", "status page"),
        (.untrusted(.unknownIssuer), "that this machine does not trust: signed by itself", "update-ca-certificates"),
        (.untrusted(.otherName), "shows the certificate of another host", "openssl s_client -connect crm.example:443"),
        (.untrusted(.expired), "the certificate of https://crm.example has expired", "renewed"),
        (.untrusted(.notYetValid), "is not valid yet", "timedatectl"),
        (.untrusted(.notEncrypted), "does not speak TLS", "scheme and port of base_url"),
        (.untrusted(.noAgreement), "agree on no encryption", "TLS 1.2"),
        (.unprepared(.externalSource), "no external source of the name in platform.external_source", "make one"),
        (.unprepared(.recordFields), "no contact schema with the fields", "contact-schema.json"),
        (.breakerOpen(until: nil), "failed more than once", "check again"),
    ]

    /// The same of one of several services.
    static let partly: [(SourceFailure, says: String, mend: String)] = [
        (.forbidden, "does not let us read credit accounts (CREDIT)", "our user there needs: the arrangement"),
        (.rejected(status: 404), "has nothing where we ask to read credit accounts (CREDIT)", "compare credit_path"),
        (.rejected(status: 400), "by which we read credit accounts (CREDIT) (400)", "credit_path; our user needs"),
        (.malformed, "where we ask to read credit accounts (CREDIT)", "only this part is wrong: compare credit_path"),
        (.unavailable(status: 500, retryAfter: nil), "CREDIT at https://crm.example is down", "compare credit_path"),
    ]

    @Test("What one service of several refuses names it, and the setting that leads to it", arguments: partly)
    func partFails(failure: SourceFailure, says: String, mend: String) {
        let asked = CheckSources.Finding(
            source: SourceName("sap"),
            role: .erp,
            part: "CREDIT",
            purpose: "read credit accounts",
            permissions: "the arrangement of CREDIT",
            mend: "compare credit_path",
            took: .milliseconds(12),
            failure: failure
        )
        let finding = Finding(asked, of: .crm(.sample))
        #expect(finding.grade == .wrong)
        #expect(finding.sentence.contains(says), "\(finding.sentence)")
        #expect(finding.mend?.contains(mend) == true, "\(finding.mend ?? "")")
    }

    static let clocks: [(skews: [Duration?], grade: Finding.Grade?, says: String)] = [
        ([nil, nil], nil, ""), ([.seconds(1), .seconds(-4), nil], .ok, "agrees with source0, source1"),
        ([.seconds(30), .seconds(1)], .note, "30 s behind source0"),
        ([.seconds(-600), .seconds(-600)], .wrong, "10 min ahead of source0, 10 min ahead of source1"),
        ([.seconds(900_000), .zero, .zero], .note, "10 days behind source0"),
    ]

    @Test("The clock is compared with what the sources say; one that is alone is theirs", arguments: clocks)
    func clock(skews: [Duration?], grade: Finding.Grade?, says: String) {
        let sources = skews.enumerated().map { place, skew in
            SourceHealth(
                name: SourceName("source\(place)"),
                role: .crm,
                state: .up,
                since: .distantPast,
                median: nil,
                p99: nil,
                nextProbeAt: nil,
                skew: skew
            )
        }
        let finding = ClockCheck.finding(sources)
        #expect(finding?.grade == grade)
        #expect(finding?.sentence.contains(says) ?? says.isEmpty, "\(finding?.sentence ?? "")")
        #expect(grade == .ok || grade == nil || finding?.mend != nil)
    }

    @Test("Whatever is refused has a mend, and a file that is not there ends the check")
    func refused() throws {
        let bare = Finding("configuration", Refusal(place: "r.yaml:3", problem: "expected a whole number"))
        #expect(bare.mend == "correct r.yaml:3")
        let scratch = try Scratch()
        let nowhere = "\(scratch.path)/none.yaml"
        #expect(throws: Refusal.self) { try Configuration.check(nowhere, environment: [:]) }
        let wrong = try scratch.file("r.yaml", "lokup: {}\n")
        #expect(try Configuration.check(wrong, environment: [:]).findings.map(\.grade) == [.wrong])
    }

    @Test("Each failure of a source has a sentence and a mend of its own", arguments: failures)
    func sourceFails(failure: SourceFailure, says: String, mend: String) {
        let finding = Finding(found(failure), of: .crm(.sample))
        #expect(finding.grade == .wrong)
        #expect(finding.subject == "salesforce")
        #expect(finding.sentence.contains(says), "\(finding.sentence)")
        #expect(finding.mend?.contains(mend) == true, "\(finding.mend ?? "")")
    }

    @Test("What works says so, with its time") func sourceWorks() {
        let finding = Finding(found(nil), of: .crm(.sample))
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
