extension ServiceNowFace {
    /// A session by user and password, a refresh token, or the application's own credentials.
    func token(_ request: IncomingRequest) -> Answer {
        let form = FormFields.parse(String(decoding: request.body, as: UTF8.self))
        let basic = request.basicCredentials
        let client = (basic?.user ?? form["client_id"], basic?.password ?? form["client_secret"])
        guard client == (SandboxCredentials.serviceNowClientID, SandboxCredentials.serviceNowClientSecret) else {
            return Self.tokenRefusal("invalid_client")
        }
        switch form["grant_type"] {
        case "client_credentials": return granted(refresh: nil)
        case "password":
            guard isUser(form["username"], form["password"]) else { return Self.tokenRefusal("server_error") }
            return granted(refresh: refreshTokens.issue())
        case "refresh_token":
            guard let token = form["refresh_token"], refreshTokens.accepts(token) else {
                return Self.tokenRefusal("server_error")
            }
            return granted(refresh: token)
        default: return Self.tokenRefusal("unsupported_grant_type")
        }
    }

    func isAuthorised(_ request: IncomingRequest) -> Bool {
        if let basic = request.basicCredentials { return isUser(basic.user, basic.password) }
        return request.credentials(scheme: "Bearer").map(tokens.accepts) ?? false
    }

    private func isUser(_ name: String?, _ password: String?) -> Bool {
        name == SandboxCredentials.serviceNowUser && password == SandboxCredentials.serviceNowPassword
    }

    private func granted(refresh: String?) -> Answer {
        var members = [
            JSON.Member("access_token", .string(tokens.issue())), JSON.Member("scope", "useraccount"),
            JSON.Member("token_type", "Bearer"), JSON.Member("expires_in", 1799),
        ]
        if let refresh { members.append(JSON.Member("refresh_token", .string(refresh))) }
        return .json(200, .object(members))
    }

    private static func tokenRefusal(_ error: String) -> Answer {
        .json(401, ["error": .string(error), "error_description": "access_denied"])
    }
}
