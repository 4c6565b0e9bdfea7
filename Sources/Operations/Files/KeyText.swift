import Crypto
import FoundationEssentials

/// What a key is for.
enum KeyPurpose {
    case master
    case phone

    var fileName: String { self == .master ? "master.key" : "phone.key" }
    var credential: String { self == .master ? "ringside-master-key" : "ringside-phone-key" }

    /// The comment in a file that we make.
    var comment: String {
        switch self {
        case .master:
            "# Ringside's master key: without it the journal can't be read. Keep a copy apart from the backups."
        case .phone: "# Ringside's phone key: it makes the PHONE: identifiers. Never change it. Keep a copy apart."
        }
    }

    func mendOfConfigured(_ path: String) -> String {
        "restore it, or for a new installation type `(umask 077; head -c 32 /dev/urandom | base64 > \(inShell(path)))`"
    }

    func mendOfOurs(_ databaseExists: Bool) -> String {
        databaseExists
            ? "restore the key from its copy, or move the journal aside to begin a new one"
            : "restore the key from its copy, or remove the file and a new one is made"
    }
}

/// A key as text: comment lines, and one line of base64.
enum KeyText {
    static let length = 32

    static func text(of bytes: [UInt8], _ purpose: KeyPurpose) -> String {
        "\(purpose.comment)\n\(Data(bytes).base64EncodedString())\n"
    }

    static func key(in text: String, path: String) throws(Refusal) -> SymmetricKey {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { (number: $0 + 1, text: $1.filter { !$0.isWhitespace }) }
            .filter { !$0.text.isEmpty && !$0.text.hasPrefix("#") }
        guard let line = lines.first else { throw Refusal(place: path, problem: "holds no key") }
        let place = "\(path):\(line.number)"
        guard lines.count == 1 else { throw Refusal(place: path, problem: "holds more than one line with a key") }
        guard let bytes = Data(base64Encoded: String(line.text)) else {
            throw Refusal(place: place, problem: "the key is not base64")
        }
        guard bytes.count == length else {
            throw Refusal(place: place, problem: "the key has \(bytes.count) bytes, \(length) are needed")
        }
        return SymmetricKey(data: bytes)
    }
}
