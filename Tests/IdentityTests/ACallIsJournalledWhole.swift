import Foundation
import Identity
import Testing

@Suite struct ACallIsJournalledWhole {
    @Test func `what is read back is what was written`() throws {
        for call in [try Samples.fullCall(), try Guide.call(), try Guide.call(number: nil)] {
            let written = try JSONEncoder().encode(call)
            let read = try JSONDecoder().decode(Call.self, from: written)
            #expect(read == call)
            #expect(read.undo == call.undo)
        }
    }

    @Test func `a digit given before a restart is not given again after it`() throws {
        var call = try JSONDecoder().decode(Call.self, from: JSONEncoder().encode(Samples.fullCall()))
        _ = call.switch(
            to: try Guide.jane(),
            source: salesforce,
            actor: agent,
            reason: "for her company",
            at: nine,
            remembering: nil,
            before: nil
        )
        #expect(call.candidates.map(\.digit) == [1, 2, 3])
    }

    @Test func `in a row of reasonable size`() throws {
        let (small, full) = (
            try JSONEncoder().encode(Guide.call()).count, try JSONEncoder().encode(Samples.fullCall()).count
        )
        print("A call takes \(small) bytes when it comes in and \(full) with all there can be")
        #expect(small < 1_500)
        #expect(full < 10_000)
    }
}
