/// The answers that faults give instead of the right one.
enum FaultAnswers {
    static let hugeBytes = 10 * 1024 * 1024

    static func error(_ dialect: SandboxDialect) -> Answer {
        switch dialect {
        case .genesysGuide, .genesysCloud:
            GenesysFace.refusal(
                GenesysFailure(status: 500, code: "internal.server.error", message: "The server encountered an error")
            )
        case .salesforce:
            SalesforceFace.refusal(
                SalesforceFailure(status: 500, code: "UNKNOWN_EXCEPTION", message: "An unexpected error occurred.")
            )
        case .serviceNow:
            ServiceNowFace.refusal(ServiceNowFailure(status: 500, message: "Unexpected error", detail: nil))
        case .sap:
            SAPFace.refusal(
                SAPFailure(status: 500, code: "/IWBEP/CM_MGW_RT/021", message: "An internal error occurred")
            )
        case .fusion:
            FusionFace.refusal(
                FusionFailure(status: 500, title: "Internal Server Error", detail: "Internal Server Error"),
                accepts: FusionFace.errorType
            )
        case .netSuite:
            NetSuiteFace.refusal(
                NetSuiteFailure(
                    status: 500,
                    title: "Internal Server Error",
                    code: "UNEXPECTED_ERROR",
                    detail: "An unexpected error occurred."
                )
            )
        case .trytonCRM, .trytonERP: TrytonFace.page(500, "Internal Server Error")
        }
    }

    static func rateLimit(_ dialect: SandboxDialect) -> Answer {
        switch dialect {
        case .genesysGuide, .genesysCloud:
            return GenesysFace.refusal(
                GenesysFailure(status: 429, code: "too.many.requests", message: "Rate limit exceeded the maximum"),
                headers: ["Retry-After": "1"]
            )
        case .salesforce:
            return SalesforceFace.refusal(
                SalesforceFailure(
                    status: 403,
                    code: "REQUEST_LIMIT_EXCEEDED",
                    message: "ConcurrentRequests (Concurrent API Requests) Limit exceeded"
                )
            )
        case .serviceNow:
            return ServiceNowFace.refusal(
                ServiceNowFailure(status: 429, message: "Rate limit exceeded", detail: nil),
                headers: ["Retry-After": "1", "X-RateLimit-Limit": "100"]
            )
        case .sap:
            var answer = SAPFace.refusal(SAPFailure(status: 429, code: "429", message: "Too many requests"))
            answer.headers["Retry-After"] = "1"
            return answer
        case .fusion:
            var answer = FusionFace.refusal(
                FusionFailure(status: 429, title: "Too Many Requests", detail: "Too Many Requests"),
                accepts: FusionFace.errorType
            )
            answer.headers["Retry-After"] = "1"
            return answer
        case .netSuite:
            var answer = NetSuiteFace.refusal(
                NetSuiteFailure(
                    status: 429,
                    title: "Too Many Requests",
                    code: "CONCURRENCY_LIMIT_EXCEEDED",
                    detail: "The request could not be processed. The concurrency limit has been exceeded."
                )
            )
            answer.headers["Retry-After"] = "1"
            return answer
        case .trytonCRM, .trytonERP:
            var answer = TrytonFace.page(429, "Too Many Requests")
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
