import FoundationEssentials

/// A service's `$metadata` as OData V2 has it (EDMX), made from what the entity sets show.
struct SAPMetadata {
    private static let longestText = 241
    /// The namespace is the service's name, as in the types of the rows.
    let service: String
    /// A row of each set: what a property holds tells its type.
    let samples: [(set: SAPEntitySet, row: [JSON.Member])]

    init(service: String, samples: (SAPEntitySet) -> [JSON.Member]) {
        self.service = service
        self.samples = SAPEntitySet.all.filter { $0.service == service }.map { ($0, samples($0)) }
    }

    var text: String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <edmx:Edmx xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx" \
        xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata" Version="1.0">
        <edmx:DataServices m:DataServiceVersion="2.0">
        <Schema xmlns="http://schemas.microsoft.com/ado/2008/09/edm" Namespace="\(namespace)" xml:lang="en">
        \((samples.map(type) + associations.map(\.text) + [container]).joined(separator: "\n"))
        </Schema>
        </edmx:DataServices>
        </edmx:Edmx>
        """
    }

    private var namespace: String { service.hasSuffix("_SRV") ? String(service.dropLast(4)) : service }

    private func type(_ set: SAPEntitySet, _ row: [JSON.Member]) -> String {
        let keys = set.keys.map { "<PropertyRef Name=\"\($0)\"/>" }.joined()
        let properties = row.map { property($0, isKey: set.keys.contains($0.name)) }
        let links = set.navigation.map { link in
            let name = association(set, link.name)
            return "<NavigationProperty Name=\"\(link.name)\" Relationship=\"\(namespace).\(name)\" "
                + "FromRole=\"FromRole_\(name)\" ToRole=\"ToRole_\(name)\"/>"
        }
        return "<EntityType Name=\"\(set.name)Type\"><Key>\(keys)</Key>\n"
            + (properties + links).joined(separator: "\n") + "\n</EntityType>"
    }

    private func property(_ member: JSON.Member, isKey: Bool) -> String {
        let type =
            switch member.value {
            case .bool: "Edm.Boolean"
            case .string(let text) where text.hasPrefix("/Date("): "Edm.DateTime\" Precision=\"0"
            case .string where member.name.hasPrefix("AmountIn"): "Edm.Decimal\" Precision=\"24\" Scale=\"3"
            default: "Edm.String\" MaxLength=\"\(Self.longestText)"
            }
        return "<Property Name=\"\(member.name)\" Type=\"\(type)\"\(isKey ? " Nullable=\"false\"" : "")/>"
    }

    private func association(_ set: SAPEntitySet, _ link: String) -> String { "assoc_\(set.name)_\(link)" }

    private struct Association {
        let name: String
        let from: SAPEntitySet
        let to: String
        let text: String
    }

    private var associations: [Association] {
        samples.flatMap { sample in
            sample.set.navigation.map { link in
                let name = association(sample.set, link.name)
                let (from, to) = ("\(namespace).\(sample.set.name)Type", "\(namespace).\(link.set)Type")
                let text = """
                    <Association Name="\(name)"><End Type="\(from)" Multiplicity="1" Role="FromRole_\(name)"/>\
                    <End Type="\(to)" Multiplicity="\(link.isMany ? "*" : "0..1")" Role="ToRole_\(name)"/></Association>
                    """
                return Association(name: name, from: sample.set, to: link.set, text: text)
            }
        }
    }

    private var container: String {
        let sets = samples.map { sample in
            "<EntitySet Name=\"\(sample.set.name)\" EntityType=\"\(namespace).\(sample.set.name)Type\"/>"
        }
        let links = associations.map { association in
            """
            <AssociationSet Name="\(association.name)Set" Association="\(namespace).\(association.name)">\
            <End EntitySet="\(association.from.name)" Role="FromRole_\(association.name)"/>\
            <End EntitySet="\(association.to)" Role="ToRole_\(association.name)"/></AssociationSet>
            """
        }
        return "<EntityContainer Name=\"\(namespace)_Entities\" m:IsDefaultEntityContainer=\"true\">\n"
            + (sets + links).joined(separator: "\n") + "\n</EntityContainer>"
    }
}

extension SAPMetadata {
    /// Of an account that has something in every set.
    static func of(_ service: String, now: Date) -> SAPMetadata {
        let erp = People.ERPAccount(
            number: "1",
            status: .active,
            balanceDue: Amount(units: 100, scale: 2),
            overdue: .zero,
            creditHold: false,
            currency: "USD"
        )
        let account = People.Account(id: "1", name: "A", kind: .personal, erp: erp, interactions: 0)
        let contact = Contact(place: 0, account: account, numbers: ["+12025550100"])
        return SAPMetadata(service: service) { $0.rows(contact, erp, now).first ?? [] }
    }
}
