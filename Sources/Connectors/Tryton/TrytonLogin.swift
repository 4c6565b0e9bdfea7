import FoundationEssentials
import Identity

/// Opens sessions: by password, then what the user's company is and which modules the database has.
struct TrytonLogin: Sendable {
    let configuration: TrytonConfiguration
    let client: SourceClient
    let url: String

    func open() async throws(SourceFailure) -> TrytonSession {
        let authorization = try await authorization()
        async let preferences = Concurrently.result { () async throws(SourceFailure) in
            try await ask("model.res.user.get_preferences", [true, [:]], authorization)
        }
        let fields = await Concurrently.result { () async throws(SourceFailure) in
            try await ask(
                "model.party.party.fields_get",
                [.texts(TrytonDatabase.optional), 0, [:]],
                authorization
            )
        }
        var context: [String: JSONValue] = ["active_test": false]
        // Without a company there are no books to read: parties can be found all the same.
        if let company = try await preferences.get()[path: "company"] { context["company"] = company }
        guard case .object(let known) = try fields.get() else { throw .malformed }
        return TrytonSession(authorization: authorization, context: context, fields: Set(known.keys))
    }

    /// `Session` and, in Base64, the user's name, their number and the session's key.
    private func authorization() async throws(SourceFailure) -> Secret {
        let parameters: JSONValue = [
            .string(configuration.user), ["password": .string(configuration.password.text)], "en",
        ]
        let request = try TrytonCall.request(url, "common.db.login", parameters)
        let user = configuration.user
        return try await client.send(request) { answer throws(SourceFailure) in
            let result = try TrytonCall.result(answer)
            // Null where the login is not complete: a second factor, which a service has none of.
            guard let parts = result.elements, parts.count >= 2 else { throw .unauthorised }
            guard let id = parts[0].trytonID, let key = parts[1].text, Secret(accessToken: key) != nil
            else { throw .malformed }
            return Secret("Session \(Data("\(user):\(id):\(key)".utf8).base64EncodedString())")
        }
    }

    private func ask(
        _ method: String,
        _ parameters: JSONValue,
        _ authorization: Secret
    ) async throws(SourceFailure) -> JSONValue {
        let request = try TrytonCall.request(url, method, parameters).authorised(authorization.text)
        return try await client.send(request, reading: TrytonCall.result)
    }
}
