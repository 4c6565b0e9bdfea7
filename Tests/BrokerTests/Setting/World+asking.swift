import Broker
import Feed
import Foundation
import Identity
import Testing

extension World {
    /// A lookup, answered.
    @discardableResult func lookUp(
        _ id: String,
        from text: String? = Guide.johnsNumber,
        direction: Direction = .inbound,
        verifiedEmail: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) throws -> LookUp.Outcome {
        try finish(asks(id, from: text, direction: direction, verifiedEmail: verifiedEmail), at: location).get()
    }

    /// A lookup under way.
    func asks(
        _ id: String,
        from text: String? = Guide.johnsNumber,
        direction: Direction = .inbound,
        verifiedEmail: String? = nil
    ) throws -> Pending<Result<LookUp.Outcome, LookUp.Failure>> {
        let request = LookUp.Request(
            call: try callID(id),
            direction: direction,
            number: try text.map { try number($0) },
            verifiedEmail: verifiedEmail.flatMap { EmailAddress($0) }
        )
        let parts = parts
        return begin { await attempt { () throws(LookUp.Failure) in try await LookUp.run(request, with: parts) } }
    }

    /// A switch under way.
    func asksToSwitch(
        _ id: String,
        to target: String,
        by actor: Actor = Desks.agent,
        expecting expected: String? = nil,
        remember: Bool = false,
        viewer: Viewer? = nil
    ) throws -> Pending<Result<Call, SwitchContext.Failure>> {
        let request = SwitchContext.Request(
            call: try callID(id),
            target: target,
            reason: "the caller said so",
            expected: try expected.map { try externalID($0) },
            actor: actor,
            remember: remember,
            viewer: viewer
        )
        let parts = parts
        return begin {
            await attempt { () throws(SwitchContext.Failure) in try await SwitchContext.run(request, with: parts) }
        }
    }

    /// A switch, done or refused.
    @discardableResult func put(
        _ id: String,
        on target: String,
        by actor: Actor = Desks.agent,
        expecting expected: String? = nil,
        remember: Bool = false,
        viewer: Viewer? = nil,
        at location: SourceLocation = #_sourceLocation
    ) throws -> Result<Call, SwitchContext.Failure> {
        try finish(
            asksToSwitch(id, to: target, by: actor, expecting: expected, remember: remember, viewer: viewer),
            at: location
        )
    }

    /// An undo, done or refused.
    @discardableResult func undo(
        _ id: String,
        by viewer: Viewer = Desks.everywhere,
        at location: SourceLocation = #_sourceLocation
    ) throws -> Result<Call, UndoSwitch.Failure> {
        let (call, parts) = (try callID(id), parts)
        return try result(at: location) {
            await attempt { () throws(UndoSwitch.Failure) in try await UndoSwitch.run(call, by: viewer, with: parts) }
        }
    }

    /// An event of a call, `seconds` after nine.
    @discardableResult func happens(
        _ kind: CallEvent.Kind,
        to id: String,
        at seconds: Double? = nil,
        user: String? = nil,
        queue: String? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws -> ApplyEvents.Outcome {
        let at = seconds.map { VirtualTime.nine.addingTimeInterval($0) } ?? time.now
        let event = CallEvent(kind: kind, at: at, userID: user, queueID: queue)
        return try apply([ApplyEvents.Item(call: try callID(id), event: event)], at: location)
    }

    func apply(
        _ items: [ApplyEvents.Item],
        at location: SourceLocation = #_sourceLocation
    ) throws -> ApplyEvents.Outcome {
        let parts = parts
        return try result(at: location) {
            await attempt { () throws(JournalFailure) in try await ApplyEvents.run(items, with: parts) }
        }.get()
    }

    /// What the journal has of a call, without asking the broker.
    func known(_ id: String, number text: String? = nil, at location: SourceLocation = #_sourceLocation) throws -> Known
    {
        let subject = Subject(call: try callID(id), number: try text.map { try number($0) })
        let memory = memory
        return try result(at: location) {
            await attempt { () throws(JournalFailure) in try await memory.known(about: subject) }
        }.get()
    }

    func call(_ id: String, at location: SourceLocation = #_sourceLocation) throws -> Call {
        try #require(try known(id, at: location).call, sourceLocation: location)
    }

    func override(of text: String) throws -> Override? { try known("nobody", number: text).override }
    func link(of text: String) throws -> RecentLink? { try known("nobody", number: text).link }

    func history(_ id: String) throws -> [IdentityStep] {
        let (memory, call) = (memory, try callID(id))
        return try result { await attempt { () throws(JournalFailure) in try await memory.history(of: call) } }.get()
    }

    /// All jobs of a lane, due or not.
    func jobs(_ lane: Job.Lane) throws -> [Job] {
        let memory = memory
        return try result {
            await attempt { () throws(JournalFailure) in
                try await memory.due(lane, at: .distantFuture, limit: 100_000, except: [])
            }
        }.get()
    }

    /// What the desks were told of a call.
    func told(_ id: String) throws -> [ChangeKind] {
        var reader = parts.news.reader(after: 0)
        return try reader.poll(limit: 100_000).compactMap { news in
            guard case .call(let kind, let call) = news.entry, call.id.text == id else { return nil }
            return kind
        }
    }

    /// The record that a call points at.
    func record(of id: String) throws -> CustomerRecord? { platform.record(of: try callID(id)) }
}
