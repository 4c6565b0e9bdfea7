import BrokerAPI
import Testing

@Suite struct PathsAreAsDescribed {
    @Test func `of both listeners`() {
        #expect(Paths.lookup == "/api/v1/genesys/lookup")
        #expect(Paths.updateContext == "/api/v1/genesys/update-context")
        #expect(Paths.events == "/api/v1/genesys/events")
        #expect(Paths.call("a") == "/v1/calls/a")
        #expect(Paths.history("a") == "/v1/calls/a/history")
        #expect(Paths.review("a") == "/v1/calls/a/review")
        #expect(Paths.context("a") == "/v1/calls/a/context")
        #expect(Paths.undo("a") == "/v1/calls/a/undo")
        #expect(Paths.override("o") == "/v1/overrides/o")
    }
}
