import Broker
import Crypto
import Identity
import Testing

@testable import Operations

@Suite struct `The platform listener proves itself with files` {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func tls(_ text: String) throws -> TLSFiles? {
        try Configuration.parse([("r.yaml", "platform_listener:\n  tls: \(text)\n")]).tls
    }

    @Test func `a certificate and its key belong together`() throws {
        let files = try tls("{certificate_file: /c, key_file: /k, client_ca_file: /a}")
        #expect(files == TLSFiles(certificateFile: "/c", keyFile: "/k", clientAuthorityFile: "/a"))
        #expect(try tls("{certificate_file: /c, key_file: /k}")?.clientAuthorityFile == nil)
        #expect(try tls("{certificate_file: null, key_file: null}") == nil)
        for alone in ["{certificate_file: /c}", "{key_file: /k}", "{client_ca_file: /a}"] {
            #expect(throws: ConfigurationFailure.self) { try tls(alone) }
        }
    }

    @Test func `a key that others may read is refused, and never shown`() throws {
        let certificate = try scratch.file("own.crt", "CERTIFICATE", mode: 0o644)
        let key = try scratch.file("own.key", "SECRET KEY")
        let files = TLSFiles(certificateFile: certificate, keyFile: key, clientAuthorityFile: nil)
        let texts = try files.read(environment: [:])
        #expect(texts.certificates == "CERTIFICATE" && texts.key.text == "SECRET KEY")
        #expect(!"\(texts)".contains("SECRET"))
        let open = try scratch.file("open.key", "SECRET KEY", mode: 0o644)
        let refusal = #expect(throws: Refusal.self) {
            try TLSFiles(certificateFile: certificate, keyFile: open, clientAuthorityFile: nil).read(environment: [:])
        }
        #expect(refusal?.description.contains(open) == true && refusal?.description.contains("SECRET") == false)
    }

    @Test func `each change of a file gives it another mark`() throws {
        let path = try scratch.file("tokens", "0123456789abcdef\n")
        let first = FileMark.of(path)
        #expect(first != nil && FileMark.of(path) == first)
        try scratch.file("tokens", "fedcba9876543210\n")
        #expect(FileMark.of(path) != first)
        #expect(FileMark.of(path + ".none") == nil)
    }

    @Test func `keys of conversation data and the audit's age reach the policy`() throws {
        let text = "interaction_keys: [orderNumber]\nprivacy: {audit_days: 30}\n"
        let configuration = try Configuration.parse([("r.yaml", text)])
        let policy = configuration.policy(phoneKey: .init(size: .bits256))
        #expect(policy.data.conversationKeys.contains("orderNumber"))
        #expect(policy.auditLife == 30 * 86_400)
    }
}
