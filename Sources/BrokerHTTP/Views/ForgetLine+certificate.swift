package import Broker
package import BrokerAPI
import FoundationEssentials

extension ForgetLine {
    /// A certificate as it is told.
    package init(_ certificate: Forget.Certificate) {
        let erased = certificate.erased
        self.init(
            result: ErasureCertificate(
                certificate: certificate.id,
                at: certificate.at,
                person: certificate.person,
                erased: ErasedRows(
                    calls: erased.calls,
                    identifications: erased.steps,
                    legs: erased.legs,
                    jobs: erased.jobs,
                    overrides: erased.overrides,
                    links: erased.links
                ),
                inMemory: certificate.inMemory,
                logEmptied: certificate.isLogEmpty,
                backups: certificate.backups.map {
                    KnownBackup(path: $0.path, madeAt: $0.madeAt, expires: $0.expires)
                }
            )
        )
    }
}

extension Problem {
    /// A person who is not erased.
    package init(_ failure: Forget.Failure) {
        switch failure {
        case .live(let calls, let until):
            let who = calls == 1 ? "A call of this person goes on" : "\(calls) calls of this person go on"
            self.init(
                .conflict,
                status: 409,
                detail: "\(who); nothing was erased. Try again once they are over, at the latest after "
                    + "\(WireDate.text(of: until))."
            )
        case .journal(let failure, let erased):
            let what = erased.calls == 0 ? "Nothing was erased" : "\(erased.calls) calls were erased, and not all"
            self.init(.journalUnavailable, status: 503, detail: "\(what): \(failure.sentence). Try again.")
        }
    }
}
