import ArgumentParser
import Broker
import BrokerAPI
import BrokerClient
import BrokerHTTP
import Glibc
import Identity
import Operations
import Store
import Synchronization

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erases a person, and prints a certificate.",
        discussion: """
            The number or external ID is asked for, or read from standard input; it can't be an argument, which others could \
            read. By a number all calls of it are erased, whoever they are put on; by an external ID all that name it, also \
            beside others. While a call of the person goes on, nothing is erased. Works through the broker that runs, \
            or on the journal under its lock where none does. Backups are not changed: the certificate says which there are, and \
            until when.
            """
    )

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let certificate: ErasureCertificate
        do {
            let configuration = try admin.configuration()
            let request = try PersonPrompt.read(region: configuration.region)
            let person = try Person(wire: request)
            guard PersonPrompt.confirms("Erase \(person.masked) everywhere?") else {
                throw Sentence("nothing was erased")
            }
            certificate = try await erase(person, request, configuration)
        } catch {
            throw refuse(error)
        }
        PrivacyWords.lines(certificate).forEach { print($0) }
        if !certificate.logEmptied { throw ExitCode(1) }
    }

    private func erase(
        _ person: Person,
        _ request: PersonRequest,
        _ configuration: Configuration
    ) async throws -> ErasureCertificate {
        let certificate = Mutex<ErasureCertificate?>(nil)
        let isAnswered = try await admin.askBroker(configuration) { client throws(ClientFailure) in
            try await client.forget(request) { line in certificate.withLock { $0 = line.result } }
        }
        if !isAnswered {
            let actor = try configuration.staffOfThisMachine().administrator(uid: getuid())
            try await admin.withJournal(configuration) { journal in
                do throws(Forget.Failure) {
                    let line = ForgetLine(try await Forget.run(person, by: actor, in: journal, journal, .live))
                    certificate.withLock { $0 = line.result }
                } catch {
                    throw Problem(error)
                }
            }
        }
        guard let certificate = certificate.withLock({ $0 }) else { throw Sentence("the erasure was cut short") }
        return certificate
    }
}
