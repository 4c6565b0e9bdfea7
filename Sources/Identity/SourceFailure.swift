package import FoundationEssentials

/// The name of a source of facts, such as `salesforce` or `sap`.
package struct SourceName: Hashable, Sendable, Codable, RawRepresentable, CustomStringConvertible {
    /// Lower-case, from the configuration.
    package let rawValue: String
    /// The name.
    package var description: String { rawValue }
    /// Names a source.
    package init(rawValue: String) { self.rawValue = rawValue }
    /// Names a source.
    package init(_ name: String) { rawValue = name }
}

/// Why an encrypted connection did not come about.
package enum CertificateFault: String, Sendable, Codable, CaseIterable {
    /// Signed by itself, or by an authority that this machine does not know.
    case unknownIssuer
    /// It is another host's.
    case otherName
    /// Its time is over.
    case expired
    /// Its time has not begun: one of two clocks is wrong.
    case notYetValid
    /// What answers there does not encrypt at all.
    case notEncrypted
    /// The two ends agree on no way to encrypt, or the other wants a certificate of ours.
    case noAgreement
}

/// What an administrator of a source makes for us before we can work with it.
package enum SourcePreparation: String, Sendable, Codable, CaseIterable {
    /// What our external IDs are kept under.
    case externalSource
    /// The fields of ours in a customer record.
    case recordFields
}

/// Why a CRM, an ERP or the platform gave no usable answer.
///
/// Never holds text of the source: that could be personal.
package enum SourceFailure: Error, Hashable, Sendable, Codable {
    /// No answer within the time allowed.
    case timedOut
    /// No connection, or one that broke.
    case unreachable
    /// It was reached, and could not prove who it is: nothing was sent.
    case untrusted(CertificateFault)
    /// 401 that a new token did not mend.
    case unauthorised
    /// 403: it knows us, and does not let us.
    case forbidden
    /// 429, or a vendor's own form of it; `retryAfter` as the source asked.
    case rateLimited(retryAfter: Duration?)
    /// 5xx; `retryAfter` as the source asked.
    case unavailable(status: Int, retryAfter: Duration?)
    /// A 4xx that repeating will not mend.
    case rejected(status: Int)
    /// What its administrator makes for us is not there.
    case unprepared(SourcePreparation)
    /// An answer that is not what the dialect promises: HTML, broken JSON, another record, over the size allowed.
    case malformed
    /// Not asked: the breaker is open until about then.
    case breakerOpen(until: Date?)

    /// True where asking again later can help.
    package var isTransient: Bool {
        switch self {
        case .timedOut, .unreachable, .untrusted, .rateLimited, .unavailable, .malformed, .breakerOpen: true
        case .unauthorised, .forbidden, .rejected, .unprepared: false
        }
    }

    /// In words an agent can act on.
    package var sentence: String {
        switch self {
        case .timedOut: "no answer in time"
        case .unreachable: "can't be reached"
        case .untrusted(let fault): fault.sentence
        case .unauthorised: "refuses our credentials"
        case .forbidden: "does not let us"
        case .rateLimited: "too many requests"
        case .unavailable(let status, _): "down (\(status))"
        case .rejected(let status): "refused the request (\(status))"
        case .unprepared(.externalSource): "has no external source for our IDs"
        case .unprepared(.recordFields): "has no schema with our fields"
        case .malformed: "answered with nonsense"
        case .breakerOpen: "down"
        }
    }
}

extension CertificateFault {
    /// In words an agent can pass on.
    fileprivate var sentence: String {
        switch self {
        case .unknownIssuer: "has a certificate that is not trusted"
        case .otherName: "has the certificate of another host"
        case .expired: "has an expired certificate"
        case .notYetValid: "has a certificate of the future"
        case .notEncrypted: "does not encrypt"
        case .noAgreement: "agrees on no encryption"
        }
    }
}
