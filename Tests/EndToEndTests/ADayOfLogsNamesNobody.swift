import BrokerAPI
import BrokerClient
import Foundation
import Identity
import Testing

/// Somebody who calls once a day, with nothing that anybody else has.
private struct Caller: Sendable {
    let hour: Int

    private var serial: Int { 31 + hour * 7 }
    private var letters: String { String([hour / 5, hour % 5, 4 - hour % 5].map { Array("bdfkm")[$0] }) }

    var number: String { "+1202555\(2_000 + serial)" }
    var id: String { "\(610_000_000 + serial * 7_919)" }
    var externalID: String { "CRM:\(id)" }
    var name: String { "Zefira Q\(letters)ington" }
    var email: String { "zq\(letters)@example.net" }
    var caseID: String { "CASE-4\(serial)77" }
    var subject: String { "parcel \(letters) lost in the shed" }
    var erp: String { "30\(serial)4400" }
    var reason: String { "says that \(letters) is the aunt" }
    var note: String { "likes \(letters) with sugar" }
    var call: String { "hour-\(hour)" }

    /// As the stand-in takes it.
    var entry: String {
        #"{"numbers": ["\#(number)"], "accounts": [{"id": "\#(id)", "name": "\#(name)", "kind": "personal", "#
            + #""email": "\#(email)", "tier": "Gold", "case": "\#(caseID)", "caseStatus": "open", "#
            + #""caseSubject": "\#(subject)", "erp": "\#(erp)", "status": "Active", "balanceDue": "7.00", "#
            + #""currency": "USD", "interactions": 3}]}"#
    }

    /// Each by itself, and the number also as it is dialled.
    var values: [String] {
        [
            String(number.dropFirst()), String(number.dropFirst(2)), externalID, id, "Q\(letters)ington", email, caseID,
            subject, erp, reason, note,
        ]
    }
}

extension EndToEnd {
    /// A day of a broker: all that can happen to a call happens each hour, with somebody else, and sources fail in turn.
    @Suite struct ADayOfLogsNamesNobody {
        private static let hours = 24
        private static let faults: [Int: (mode: String, system: String)] = [
            7: ("error", "crm"), 8: ("ok", "crm"), 11: ("garbage", "erp"), 12: ("ok", "erp"), 15: ("html", "genesys"),
            16: ("ok", "genesys"), 19: ("reset", "crm"), 20: ("ok", "crm"),
        ]

        @Test("10.1 No line of it, and no message of a command, holds a number, a name, an address, an ID, a word")
        func silent() async throws {
            try await RunningBroker.open { broker in
                let callers = (0..<Self.hours).map { Caller(hour: $0) }
                for caller in callers { _ = try await broker.sandbox("POST", "/_sandbox/people", caller.entry) }
                for caller in callers { try await pass(caller, on: broker) }
                var said = try await commands(callers, on: broker)
                broker.program.terminate()
                #expect(await broker.program.ended() == 0)
                let log = try broker.folder.text(of: "log")
                #expect(log.split(whereSeparator: \.isNewline).count > 10 * Self.hours, "the day was logged")
                said += log
                #expect(callers.flatMap(\.values).filter { said.contains($0) } == [])
            }
        }

        private func pass(_ caller: Caller, on broker: RunningBroker) async throws {
            if let fault = Self.faults[caller.hour] { try await broker.fault(fault.mode, on: fault.system) }
            let isWell = ![7, 19].contains(caller.hour)
            let lookup =
                #"{"fromNumber":"\#(caller.number)","toNumber":"+15550190000","callId":"\#(caller.call)","#
                + #""verifiedEmail":"\#(caller.email)"}"#
            #expect(try await broker.post(lookup).status == 200)
            try await event("callAnswered", caller, broker)
            if isWell { while try await broker.desk.call(caller.call).identity.phase != 2 {} }
            try await work(caller, broker)
            try await mistake(caller, broker)
            for kind in ["callEnded", "wrapUpEnded"] { try await event(kind, caller, broker) }
        }

        private func event(_ kind: String, _ caller: Caller, _ broker: RunningBroker) async throws {
            let at = WireDate.text(of: Date())
            let event = #"{"type":"\#(kind)","callId":"\#(caller.call)","at":"\#(at)","userId":"u1","queueId":"q"}"#
            #expect(try await broker.post(event, to: Paths.events).status == 202)
        }

        /// What a desk does; some of it is refused while a source is ill.
        private func work(_ caller: Caller, _ broker: RunningBroker) async throws {
            let (desk, before) = (broker.desk, Caller(hour: max(0, caller.hour - 1)))
            _ = try? await desk.switchContext(
                caller.call,
                SwitchRequest(
                    newExternalId: before.externalID,
                    reason: caller.reason,
                    expectedExternalId: caller.externalID
                )
            )
            if caller.hour % 2 == 1 { _ = try? await desk.undo(caller.call) }
            _ = try await desk.changeInteraction(caller.call, InteractionChange(["note": caller.note]))
            _ = try? await desk.reveal(caller.call, RevealRequest(.number, reason: caller.reason))
            let queries = [caller.name, caller.number, caller.email, caller.externalID]
            _ = try? await desk.search(SearchRequest(query: queries[caller.hour % queries.count]))
            _ = try? await desk.review(caller.call, ReviewRequest(externalId: before.externalID))
            _ = try? await desk.customer(caller.call)
        }

        /// Values where they do not belong.
        private func mistake(_ caller: Caller, _ broker: RunningBroker) async throws {
            let bodies = [
                (#"{"fromNumber":"x","callId":"\#(caller.number)"}"#, Paths.lookup),
                (#"{"fromNumber":"\#(caller.name)","callId":"wrong-\#(caller.hour)"}"#, Paths.lookup),
                (#"{"callId":"c","\#(caller.email)":"\#(caller.name)""#, Paths.lookup),
                (
                    #"{"callId":"\#(caller.call)","newExternalId":"CRM:0","reason":"\#(caller.reason)"}"#,
                    Paths.updateContext
                ),
                (#"[{"type":"\#(caller.name)","callId":"\#(caller.number)","at":"x"}]"#, Paths.events),
            ]
            for (body, path) in bodies { _ = try await broker.post(body, to: path) }
            for path in ["/v1/calls/\(caller.number)", "/\(caller.email)?q=\(caller.id)"] {
                _ = try await broker.ask("GET", broker.ready.platform + path)
            }
        }

        /// All that commands say beside their results, and a certificate as well.
        private func commands(_ callers: [Caller], on broker: RunningBroker) async throws -> String {
            let all = [
                ["report", "interactions"], ["reconcile", "--since", "24h"], ["purge"], ["overrides", "list"],
            ]
            var said = ""
            for arguments in all {
                // A report is a result: it has cases in clear.
                said += try await run(arguments, nil, broker).errors
            }
            for caller in callers.prefix(3) {
                said += try await run(["export"], caller.externalID, broker).errors
                let forgotten = try await run(["forget"], caller.number, broker)
                #expect(forgotten.code == 0, "\(forgotten.errors)")
                said += forgotten.errors + forgotten.output
            }
            return said
        }

        private func run(
            _ arguments: [String],
            _ input: String?,
            _ broker: RunningBroker
        ) async throws -> Program.Ending {
            try await Program.run(arguments + ["--socket", broker.ready.socket], in: broker.folder, input: input)
        }
    }
}
