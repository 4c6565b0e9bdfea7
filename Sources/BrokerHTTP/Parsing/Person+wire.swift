package import Broker
package import BrokerAPI
import Identity

extension Person {
    /// A number in E.164, or an external ID; throws a problem that names the field and does not quote it.
    package init(wire: PersonRequest) throws(Problem) {
        if let number = CallerNumber(e164: wire.person) {
            self = .number(number)
        } else if let id = ExternalID(wire.person) {
            self = .externalID(id)
        } else {
            throw .field("person", "must be a number such as +15550199999, or an external ID such as CRM:500245678")
        }
    }
}
