package import BrokerAPI
package import Screen

/// Why a request of the desk has no good answer.
package enum RequestFailure: Error, Sendable, Hashable {
    /// The broker refused it.
    case problem(Problem)
    /// The broker can't be reached, in words.
    case link(String)
}

/// The answer to a request.
package typealias Answer<Value> = Result<Value, RequestFailure>

/// What a mouse did; cells count from 0 at the top left.
package enum Mouse: Sendable, Hashable {
    case click(row: Int, column: Int)
    case wheelUp(row: Int, column: Int)
    case wheelDown(row: Int, column: Int)
}

/// All that can happen to a desk.
package enum Message: Sendable, Equatable {
    /// An event of the feed and its number.
    case feed(FeedEvent, id: UInt64?)
    /// The broker can't be reached, and why.
    case linkLost(reason: String)
    /// The feed runs again (a snapshot says so too).
    case linkRestored
    /// A key was pressed.
    case key(Key)
    /// Text came at once, as a bracketed paste.
    case paste(String)
    /// The mouse was used.
    case mouse(Mouse)
    /// The window has another size.
    case resized(Size)
    /// The window got the focus or lost it.
    case focus(Bool)
    /// The process was stopped and goes on.
    case resumed
    /// The time that `nextWake` named has come.
    case tick
    /// The answer to `Effect.switchContext`.
    case switchAnswered(callID: String, Answer<CallView>)
    /// The answer to `Effect.undo`.
    case undoAnswered(callID: String, Answer<CallView>)
    /// The answer to `Effect.review`.
    case reviewAnswered(callID: String, externalID: String, Answer<CandidateView>)
    /// The answer to `Effect.search`.
    case searchAnswered(query: String, Answer<[CandidateView]>)
    /// The answer to `Effect.history`.
    case historyAnswered(callID: String, Answer<[HistoryAnswer.Step]>)
    /// The answer to `Effect.changeInteraction`.
    case interactionAnswered(callID: String, InteractionChange, Answer<CallView>)
    /// The answer to `Effect.reveal`.
    case revealAnswered(callID: String, RevealRequest.Field, Answer<RevealAnswer>)
    /// The answer to `Effect.customer`.
    case customerAnswered(callID: String, Answer<CustomerView>)
    /// The answer to `Effect.overrides`.
    case overridesAnswered(Answer<[OverridesAnswer.Item]>)
    /// The answer to `Effect.revoke`: why not, where it did not happen.
    case revokeAnswered(id: String, RequestFailure?)
    /// The walkthrough turns to the call of a scene; nil: to none, until one comes.
    case turnTo(callID: String?)
    /// The configuration was read again, or can't be used: then what was there before still counts.
    case configuration(problem: String?)
    /// The answer to `Effect.theme`, or that a theme's file has changed.
    case theme(ThemeNews)
}

/// What the console does for the desk.
package enum Effect: Sendable, Equatable {
    /// Leave.
    case quit
    /// `POST /v1/calls/{callId}/context`.
    case switchContext(callID: String, SwitchRequest)
    /// `POST /v1/calls/{callId}/undo`.
    case undo(callID: String)
    /// `POST /v1/calls/{callId}/review`.
    case review(callID: String, externalID: String)
    /// `POST /v1/accounts/search`.
    case search(query: String)
    /// `GET /v1/calls/{callId}/history`.
    case history(callID: String)
    /// `PUT /v1/calls/{callId}/interaction`.
    case changeInteraction(callID: String, InteractionChange)
    /// `POST /v1/calls/{callId}/reveal`.
    case reveal(callID: String, RevealRequest)
    /// `GET /v1/calls/{callId}/customer`.
    case customer(callID: String)
    /// `GET /v1/overrides`.
    case overrides
    /// `DELETE /v1/overrides/{id}`.
    case revoke(id: String)
    /// Something about the colours, which the console has.
    case theme(ThemeRequest)
    /// A text for the terminal's clipboard; never one that is masked.
    case copy(String)
    /// The walkthrough's scene of a number, from 1.
    case scene(Int)
}
