import BrokerAPI
import BrokerClient
package import Desk

/// What a loop asks of the world.
package enum Errand: Sendable {
    /// What the desk wants done.
    case desk(Effect)
    /// A script's `call NUMBER`.
    case place(number: String)
}

/// Carries out a desk's effects over the broker's socket; every answer comes back as a letter.
struct EffectRunner: Sendable {
    let client: SocketClient
    let mailbox: Mailbox
    /// Places a call on the sandbox; gives a sentence where it can't.
    let place: (@Sendable (String) async -> String?)?

    func run(_ errand: Errand) async {
        switch errand {
        case .desk(let effect): if let message = await answer(to: effect) { mailbox.post(.desk(message)) }
        case .place(let number):
            guard let place else { return mailbox.post(.failed("call needs --sandbox URL")) }
            if let failure = await place(number) { mailbox.post(.failed(failure)) }
        }
    }

    private func answer(to effect: Effect) async -> Message? {
        switch effect {
        // The loop's own.
        case .quit, .copy, .scene: nil
        case .switchContext(let call, let request):
            .switchAnswered(
                callID: call,
                await asking { client throws(ClientFailure) in try await client.switchContext(call, request) }
            )
        case .undo(let call):
            .undoAnswered(callID: call, await asking { client throws(ClientFailure) in try await client.undo(call) })
        case .review(let call, let account):
            .reviewAnswered(
                callID: call,
                externalID: account,
                await asking { client throws(ClientFailure) in
                    try await client.review(call, ReviewRequest(externalId: account))
                }
            )
        case .search(let query):
            .searchAnswered(
                query: query,
                await asking { client throws(ClientFailure) in
                    try await client.search(SearchRequest(query: query, limit: 20))
                }.map(\.accounts)
            )
        case .history(let call):
            .historyAnswered(
                callID: call,
                await asking { client throws(ClientFailure) in try await client.history(call) }.map(\.steps)
            )
        case .changeInteraction(let call, let change):
            .interactionAnswered(
                callID: call,
                change,
                await asking { client throws(ClientFailure) in try await client.changeInteraction(call, change) }
            )
        case .reveal(let call, let request): await reveal(call, request)
        case .customer(let call):
            .customerAnswered(
                callID: call,
                await asking { client throws(ClientFailure) in try await client.customer(call) }
            )
        // Colours are of the loop that draws; in lines there are none.
        case .theme: nil
        case .overrides:
            .overridesAnswered(
                await asking { client throws(ClientFailure) in try await client.overrides() }.map(\.overrides)
            )
        case .revoke(let id): .revokeAnswered(id: id, await revoke(id))
        }
    }

    private func reveal(_ call: String, _ request: RevealRequest) async -> Message? {
        guard let field = RevealRequest.Field(rawValue: request.field) else { return nil }
        let answer = await asking { client throws(ClientFailure) in try await client.reveal(call, request) }
        return .revealAnswered(callID: call, field, answer)
    }

    private func revoke(_ id: String) async -> RequestFailure? {
        do throws(ClientFailure) { try await client.revoke(id) } catch { return error.asked }
        return nil
    }

    private func asking<Value>(
        _ request: (SocketClient) async throws(ClientFailure) -> Value
    ) async -> Answer<Value> {
        do throws(ClientFailure) { return .success(try await request(client)) } catch { return .failure(error.asked) }
    }
}
