import Broker
import BrokerAPI
import FoundationEssentials
import Identity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ThePlatformsOwnEventsAreTaken {
    /// A detail event as Genesys Cloud sends it, so many seconds before now.
    private func detail(_ topic: String, _ seconds: Double, call: String = "c-1", _ more: String = "") -> String {
        let time = Int((Moment.start.timeIntervalSince1970 - seconds) * 1000)
        return """
            {"topicName":"v2.detail.events.conversation.\(call).\(topic)","version":"1","eventBody":{"eventTime":\(time),
            "conversationId":"\(call)","participantId":"p-1","mediaType":"VOICE","provider":"Edge","direction":"INBOUND",
            "ani":"+15550199999","dnis":"+15550190000","divisionId":"d-1"\(more.isEmpty ? "" : ",\(more)")},
            "metadata":{"CorrelationId":"8d0b7c1e"}}
            """
    }

    private func bridged(_ detail: String) -> String {
        """
        {"version":"0","id":"e-1","detail-type":"v2.detail.events.conversation.{id}.customer.start",
        "source":"aws.partner/genesys.com/cloud/x/y","account":"1","time":"2026-11-23T09:00:00Z","region":"us-east-1",
        "resources":[],"detail":\(detail)}
        """
    }

    private func call(_ bench: Bench, _ id: String = "c-1") async throws -> Call {
        let call = try #require(CallID(id))
        return try #require(try await bench.journal.known(about: Subject(call: call)).call)
    }

    private let one = EventsAnswer(accepted: 1, duplicates: 0, ignored: 0)
    private let again = EventsAnswer(accepted: 0, duplicates: 1, ignored: 0)
    private let nothing = EventsAnswer(accepted: 0, duplicates: 0, ignored: 1)

    @Test("A call from its start to the end of its after-call work")
    func story() async throws {
        let bench = try Bench()
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            func post(_ body: String) async throws -> EventsAnswer {
                let answer = try await platform.post(Paths.detailEvents, body)
                try #require(answer.status == 202, "\(answer.text)")
                return try answer.json()
            }
            let start = bridged(detail("customer.start", 300, #""sessionId":"s-0""#))
            #expect(try await post(start) == one)
            let begun = try await call(bench)
            #expect(begun.number?.e164 == "+15550199999")
            #expect(begun.identity.externalID.text.hasPrefix("PHONE:"))
            #expect(try await post(start) == again)

            #expect(try await post(detail("acd.start", 295, #""queueId":"q1""#)) == one)
            #expect(try await call(bench).life.queueID == "q1")
            #expect(try await call(bench).life.state == .waiting)

            let rings = detail("user.start", 290, #""sessionId":"s-1","userId":"u1","queueId":"q1""#)
            #expect(try await post(rings) == one)
            #expect(try await call(bench).life.state == .ringing)

            let answered = #""acdOutcome":"ANSWERED","answeredUserId":"u1","queueId":"q1","connectedDurationMs":10000"#
            #expect(try await post(detail("acd.end", 285, answered)) == one)
            #expect(try await call(bench).life.state == .connected)

            let times = #""interactingDurationMs":180000,"heldDurationMs":5000,"alertingDurationMs":5000"#
            let left = #""sessionId":"s-1","userId":"u1","queueId":"q1","disconnectType":"PEER",\#(times)"#
            let end = detail("customer.end", 100, #""sessionId":"s-0","disconnectType":"PEER""#)
            let work = #""sessionId":"s-1","userId":"u1","wrapupCode":"x","wrapupDurationMs":10000"#
            let rest = "[\(detail("user.end", 100, left)),\(end),\(detail("acw", 90, work))]"
            #expect(try await post(rest) == EventsAnswer(accepted: 3, duplicates: 0, ignored: 0))
        }
        let over = try await call(bench)
        #expect(over.life.state == .ended)
        #expect(over.life.legs.map(\.userID) == ["u1"])
        #expect(over.life.legs.first?.talk == .seconds(180))
        #expect(over.life.legs.first?.held == .seconds(5))
        #expect(over.life.legs.first?.afterCall == .seconds(10))
    }

    @Test("An outbound call is known by the agent who dials")
    func outbound() async throws {
        let bench = try Bench()
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            let dials = detail("user.start", 20, #""sessionId":"s-1","userId":"u1""#)
                .replacing("INBOUND", with: "OUTBOUND").replacing(
                    #""dnis":"+15550190000""#,
                    with: #""dnis":"+12025550143""#
                )
            let answer: EventsAnswer = try await platform.post(Paths.detailEvents, dials).json()
            #expect(answer == one)
        }
        let call = try await call(bench)
        #expect(call.life.direction == .outbound)
        #expect(call.number?.e164 == "+12025550143")
        #expect(call.life.state == .dialing)
        #expect(call.life.userID == "u1")
    }

    @Test("A call is handed to whom was asked last, and is theirs at once after a consultation")
    func transfers() async throws {
        for (type, state) in [("TRANSFER", CallState.ringing), ("CONSULT_TRANSFER", .connected)] {
            let bench = try Bench()
            let left = """
                "sessionId":"s-1","userId":"u1","disconnectType":"\(type)","interactingDurationMs":60000
                """
            try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
                for body in [
                    detail("customer.start", 100), detail("user.start", 95, #""sessionId":"s-1","userId":"u1""#),
                    detail("acd.end", 90, #""acdOutcome":"ANSWERED","answeredUserId":"u1""#),
                    detail("user.start", 50, #""sessionId":"s-2","userId":"u2""#), detail("user.end", 30, left),
                ] {
                    #expect(try await platform.post(Paths.detailEvents, body).status == 202)
                }
            }
            let call = try await call(bench)
            #expect(call.life.state == state, "\(type)")
            #expect(call.life.userID == "u2", "\(type)")
            #expect(call.life.legs.first { $0.userID == "u1" }?.talk == .seconds(60))
        }
    }

    @Test("A call that rang in vain waits again; an agent who asks another queue keeps the call")
    func queues() async throws {
        let bench = try Bench()
        let missed = #""sessionId":"s-1","userId":"u1","queueId":"q1","disconnectType":"NO_ANSWER_TRANSFER""#
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            for body in [
                detail("acd.start", 100, #""queueId":"q1""#),
                detail("user.start", 95, #""sessionId":"s-1","userId":"u1""#), detail("user.end", 80, missed),
            ] {
                let answer: EventsAnswer = try await platform.post(Paths.detailEvents, body).json()
                #expect(answer == one)
            }
            #expect(try await call(bench).life.state == .waiting)
            #expect(try await call(bench).life.queueID == "q1")
            for body in [
                detail("user.start", 70, #""sessionId":"s-2","userId":"u2""#),
                detail("acd.end", 65, #""acdOutcome":"ANSWERED","answeredUserId":"u2""#),
            ] {
                #expect(try await platform.post(Paths.detailEvents, body).status == 202)
            }
            let asks: EventsAnswer = try await platform.post(
                Paths.detailEvents,
                detail("acd.start", 60, #""queueId":"q2""#)
            ).json()
            #expect(asks == nothing)
        }
        #expect(try await call(bench).life.state == .connected)
        #expect(try await call(bench).life.userID == "u2")
    }

    @Test("A workflow sends numbers as texts, and what is not set as empty ones")
    func fromAWorkflow() async throws {
        let bench = try Bench()
        let time = Int(Moment.start.timeIntervalSince1970 * 1000)
        let body = """
            {"topicName":"v2.detail.events.conversation.{id}.user.end","eventBody":{"conversationId":"c-1",
            "eventTime":"\(time)","sessionId":"s-1","mediaType":"VOICE","direction":"","ani":"","dnis":"","userId":"u1",
            "queueId":"","acdOutcome":"","answeredUserId":"","disconnectType":"CLIENT","interactingDurationMs":"2000",
            "heldDurationMs":"","dialingDurationMs":"","contactingDurationMs":"","wrapupDurationMs":""}}
            """
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            let answer: EventsAnswer = try await platform.post(Paths.detailEvents, body).json()
            #expect(answer == one)
        }
        let call = try await call(bench)
        #expect(call.life.answeredAt == Moment.start.addingTimeInterval(-2))
        #expect(call.life.legs.first?.talk == .seconds(2))
    }

    @Test(
        "Other topics and other channels are ignored",
        arguments: [
            ("attributes", "VOICE"), ("flow.start", "VOICE"), ("wrapup", "VOICE"), ("customer.start", "CHAT"),
            ("customer.end", "EMAIL"),
        ]
    )
    func ignored(_ topic: String, _ media: String) async throws {
        let bench = try Bench()
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            let body = detail(topic, 1).replacing("VOICE", with: media)
            let answer: EventsAnswer = try await platform.post(Paths.detailEvents, body).json()
            #expect(answer == nothing)
        }
        #expect(try await bench.journal.liveCalls(limit: 10).isEmpty)
    }

    @Test(
        "What is wrong is named",
        arguments: [
            (#"{"topicName":"t"}"#, "eventBody"), (#"{"eventBody":{"conversationId":"c","eventTime":1}}"#, "topicName"),
            (#"{"topicName":"t","eventBody":{"eventTime":1}}"#, "eventBody.conversationId"),
            (#"{"topicName":"t","eventBody":{"conversationId":"a b","eventTime":1}}"#, "eventBody.conversationId"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c"}}"#, "eventBody.eventTime"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":"soon"}}"#, "eventBody.eventTime"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":""}}"#, "eventBody.eventTime"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":1.5}}"#, "eventBody.eventTime"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":-1}}"#, "eventBody.eventTime"),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":1e300}}"#, "eventBody.eventTime"),
            (
                #"{"detail":{"topicName":"t","eventBody":{"conversationId":"c","eventTime":1895424400000}}}"#,
                "detail.eventBody.eventTime"
            ),
            (
                #"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":1,"wrapupDurationMs":9999999999}}"#,
                "eventBody.wrapupDurationMs"
            ),
            (#"{"topicName":"t","eventBody":{"conversationId":"c","eventTime":1,"userId":7}}"#, "eventBody.userId"),
            (#"{"detail":null}"#, "detail"),
        ]
    )
    func refused(_ body: String, _ field: String) async throws {
        let bench = try Bench()
        let good = detail("customer.start", 1, call: "good")
        try await bench.withPlatform { (platform: Exchanges) async throws -> Void in
            let alone = try await platform.post(Paths.detailEvents, body)
            #expect(alone.status == 400)
            #expect(alone.problem?.field == field)
            let batch = try await platform.post(Paths.detailEvents, "[\(good),\(body)]")
            #expect(batch.problem?.field == "[1].\(field)")
        }
        #expect(try await bench.journal.liveCalls(limit: 10).isEmpty, "a batch is refused whole")
    }
}
