/// What a stand-in answers: plain values, so that every face is a function that can be tested without a socket.
struct Answer: Sendable, Equatable {
    var status: Int
    var contentType: String?
    var headers: [String: String]
    var body: [UInt8]

    init(status: Int, contentType: String? = nil, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }

    static func json(_ status: Int, _ value: JSON, headers: [String: String] = [:]) -> Answer {
        Answer(status: status, contentType: "application/json", headers: headers, body: value.bytes)
    }

    static func html(_ status: Int, _ text: String) -> Answer {
        Answer(status: status, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    /// The sandbox's own refusal (control routes, naive middleware), as a problem document with a sentence.
    static func problem(_ status: Int, _ sentence: String) -> Answer {
        var answer = json(
            status,
            ["title": "Refused by the sandbox", "status": .integer(status), "detail": .string(sentence)]
        )
        answer.contentType = "application/problem+json"
        return answer
    }
}
