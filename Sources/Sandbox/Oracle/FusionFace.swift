import FoundationEssentials

/// What Fusion answers to a request that it does not accept.
struct FusionFailure: Error, Equatable {
    let status: Int
    let title: String
    let detail: String
    var code: String?
    var path: String?

    static func badRequest(_ detail: String, code: String? = nil, path: String? = nil) -> FusionFailure {
        FusionFailure(status: 400, title: "Bad Request", detail: detail, code: code, path: path)
    }
}

/// The stand-in ERP in the dialect of Oracle Fusion's REST framework, versions 1 to 4.
struct FusionFace: Sendable {
    static let errorType = "application/vnd.oracle.adf.error+json"

    let directory: @Sendable () -> Directory
    let now: @Sendable () -> Date
    let origin: @Sendable () async -> String

    func answer(_ request: IncomingRequest, wrongAccount: Bool) async -> Answer {
        do throws(FusionFailure) {
            try authorise(request)
            let version = try version(request)
            let parts = request.segments
            guard parts.count == 4, parts[1] == "resources", ["11.13.18.05", "latest"].contains(parts[2]),
                let resource = FusionResource(rawValue: parts[3])
            else { throw FusionFailure(status: 404, title: "Not Found", detail: "Resource not found") }
            let reading = FusionReading(
                directory: directory(),
                now: now(),
                base: "\(await origin())/fscmRestApi/resources/\(parts[2])",
                version: version,
                wrongAccount: wrongAccount,
                options: FusionOptions(request.query)
            )
            var answer = Answer.json(200, try reading.page(of: resource))
            answer.headers["REST-Framework-Version"] = "\(version)"
            return answer
        } catch {
            return Self.refusal(error, accepts: request.accept)
        }
    }

    /// Structured only for those who say that they can read it.
    static func refusal(_ failure: FusionFailure, accepts: String?) -> Answer {
        guard accepts?.contains(errorType) == true else {
            return Answer(status: failure.status, contentType: "text/plain", body: Array(failure.detail.utf8))
        }
        var detail = [JSON.Member("detail", .string(failure.detail))]
        if let code = failure.code { detail.append(JSON.Member("o:errorCode", .string(code))) }
        if let path = failure.path { detail.append(JSON.Member("o:errorPath", .string(path))) }
        var answer = Answer.json(
            failure.status,
            [
                "title": .string(failure.title), "status": .string(String(failure.status)),
                "o:errorDetails": [.object(detail)],
            ]
        )
        answer.contentType = errorType
        return answer
    }

    private func authorise(_ request: IncomingRequest) throws(FusionFailure) {
        let basic = request.basicCredentials
        guard basic?.user == SandboxCredentials.fusionUser, basic?.password == SandboxCredentials.fusionPassword else {
            throw FusionFailure(status: 401, title: "Unauthorized", detail: "Unauthorized")
        }
        guard request.method == "GET" else {
            throw FusionFailure(status: 405, title: "Method Not Allowed", detail: "The sandbox's ERP is read only")
        }
    }

    /// The first, where a client does not say.
    private func version(_ request: IncomingRequest) throws(FusionFailure) -> Int {
        guard let text = request.headers["rest-framework-version"] else { return 1 }
        guard let version = Int(text), (1...4).contains(version) else {
            throw .badRequest("The framework version \(text) is not supported")
        }
        return version
    }
}
