import BrokerAPI
import Foundation
import Testing

@Suite struct AProblemHasASlug {
    @Test(arguments: Problem.Slug.allCases) func `at the end of its type, and back`(slug: Problem.Slug) throws {
        let problem = Problem(slug, status: 400, detail: "d", field: "callId", externalId: "CRM:1")
        #expect(problem.type == "urn:ringside:problem:\(slug.rawValue)")
        #expect(!problem.title.contains("-"))
        let read = try JSONDecoder().decode(Problem.self, from: JSONEncoder().encode(problem))
        #expect(read == problem)
        #expect(read.slug == slug)
    }

    @Test func `the stable ones`() {
        let stable = ["bad-external-id", "unknown-account", "source-unavailable", "conflict", "unknown-call"]
        #expect(Set(stable).isSubset(of: Problem.Slug.allCases.map(\.rawValue)))
        #expect(Problem.Slug.allCases.allSatisfy { $0.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil })
    }

    @Test func `one of a newer broker is none of ours, and no error`() throws {
        let json = #"{"type":"urn:ringside:problem:out-of-coffee","title":"t","status":418,"detail":"d"}"#
        let problem = try JSONDecoder().decode(Problem.self, from: Data(json.utf8))
        #expect(problem.slug == nil)
        #expect(problem.status == 418)
    }

    @Test func `what does not apply is left out`() throws {
        let written = try JSONEncoder().encode(Problem(.notFound, status: 404, detail: "d"))
        let text = String(decoding: written, as: UTF8.self)
        #expect(!text.contains("field"))
        #expect(!text.contains("externalId"))
    }
}
