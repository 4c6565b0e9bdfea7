import FoundationEssentials

/// A problem document (RFC 9457).
package struct Problem: Codable, Sendable, Hashable, Error {
    /// Ends in a stable slug.
    package var type: String
    /// The slug in words.
    package var title: String
    /// The HTTP status.
    package var status: Int
    /// What was wrong, and what to do.
    package var detail: String
    /// The field at fault, where one is.
    package var field: String?
    /// The call's current identity, where a switch was refused.
    package var externalId: String?

    /// A problem; the type is made from the slug.
    package init(_ slug: Slug, status: Int, detail: String, field: String? = nil, externalId: String? = nil) {
        type = "urn:ringside:problem:\(slug.rawValue)"
        title = slug.rawValue.replacing("-", with: " ")
        self.status = status
        self.detail = detail
        self.field = field
        self.externalId = externalId
    }

    /// The stable end of `type`; nil where a newer broker knows more than we do.
    package var slug: Slug? { type.split(separator: ":").last.flatMap { Slug(rawValue: String($0)) } }

    /// The stable slugs.
    package enum Slug: String, Sendable, CaseIterable {
        case badRequest = "bad-request"
        case badField = "bad-field"
        case badExternalID = "bad-external-id"
        case unauthorised = "unauthorised"
        case forbidden = "forbidden"
        case notFound = "not-found"
        case unknownCall = "unknown-call"
        case unknownAccount = "unknown-account"
        case conflict = "conflict"
        case nothingToUndo = "nothing-to-undo"
        case tooLarge = "too-large"
        case tooManyRefusals = "too-many-refusals"
        case sourceUnavailable = "source-unavailable"
        case journalUnavailable = "journal-unavailable"
        case methodNotAllowed = "method-not-allowed"
        case wrongSide = "wrong-side"
        case nothingToReveal = "nothing-to-reveal"
        case noRecord = "no-record"
        case cannotWrite = "cannot-write"
        case notReady = "not-ready"
        case internalFailure = "internal-failure"
    }
}
