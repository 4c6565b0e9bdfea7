import Identity
import NIOSSL

extension CertificateFault {
    /// Why there was no encrypted connection; nil for an error that says nothing of encryption.
    ///
    /// The library has no names for what went wrong but its own texts.
    init?(_ error: any Error) {
        if let error = error as? NIOSSLExtraError {
            guard error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch else { return nil }
            self = .otherName
            return
        }
        guard case .handshakeFailed(let reason)? = error as? NIOSSLError else { return nil }
        let words = "\(reason)"
        if words.contains("CERTIFICATE_VERIFY_FAILED") {
            self = .unknownIssuer
        } else if ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "INVALID_OUTER_RECORD"].contains(where: words.contains) {
            self = .notEncrypted
        } else if words.contains("EOF during handshake") {
            // It hung up: that may have any reason.
            return nil
        } else {
            self = .noAgreement
        }
    }
}
