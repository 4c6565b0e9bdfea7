/// The answers that faults give instead of the right one.
enum FaultAnswers {
    static let hugeBytes = 10 * 1024 * 1024

    static func error(_ system: SandboxSystem) -> Answer {
        switch system {
        case .genesys:
            GenesysFace.refusal(
                GenesysFailure(status: 500, code: "internal.server.error", message: "The server encountered an error")
            )
        case .crm:
            SalesforceFace.refusal(
                SalesforceFailure(status: 500, code: "UNKNOWN_EXCEPTION", message: "An unexpected error occurred.")
            )
        case .erp:
            SAPFace.refusal(
                SAPFailure(status: 500, code: "/IWBEP/CM_MGW_RT/021", message: "An internal error occurred")
            )
        }
    }

    static func rateLimit(_ system: SandboxSystem) -> Answer {
        switch system {
        case .genesys:
            return GenesysFace.refusal(
                GenesysFailure(status: 429, code: "too.many.requests", message: "Rate limit exceeded the maximum"),
                headers: ["Retry-After": "1"]
            )
        case .crm:
            return SalesforceFace.refusal(
                SalesforceFailure(
                    status: 403,
                    code: "REQUEST_LIMIT_EXCEEDED",
                    message: "ConcurrentRequests (Concurrent API Requests) Limit exceeded"
                )
            )
        case .erp:
            var answer = SAPFace.refusal(SAPFailure(status: 429, code: "429", message: "Too many requests"))
            answer.headers["Retry-After"] = "1"
            return answer
        }
    }

    static let html = Answer.html(
        200,
        "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>"
    )

    static let garbage = Answer(
        status: 200,
        contentType: "application/json",
        body: Array("{\"totalSize\":1,\"records\":[{\"Id\":".utf8) + [0xFF, 0x00, 0xC3]
    )

    /// The target is recorded in the log of requests, so that a client that follows is found out.
    static let redirect = Answer(status: 302, headers: ["Location": "/_sandbox/redirected"])

    static let gzipBomb = Answer(
        status: 200,
        contentType: "application/json",
        headers: ["Content-Encoding": "gzip"],
        body: GzipBomb.bytes
    )
}
