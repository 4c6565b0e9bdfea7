import FoundationEssentials

/// Plausible people, drawn from a seeded generator.
enum MadeUpPeople {
    private static let firstNames = [
        "Ada", "Amir", "Ana", "Aylin", "Bruno", "Carla", "Chidi", "Dana", "Elif", "Emma", "Farid", "Grace", "Hana",
        "Ines", "Ivo", "Jamal", "Jonas", "Kaito", "Lea", "Lena", "Luca", "Mara", "Mei", "Milan", "Nadia", "Noor",
        "Olga", "Omar", "Paula", "Priya", "Rafael", "Rosa", "Sven", "Tara", "Tomás", "Uma", "Viktor", "Yara", "Zoë",
    ]
    private static let lastNames = [
        "Abe", "Adeyemi", "Alvarez", "Bauer", "Becker", "Castro", "Chen", "Cohen", "Diaz", "Eriksson", "Fischer",
        "García", "Haddad", "Hansen", "Ito", "Ivanova", "Jansen", "Kaya", "Keller", "Khan", "Kim", "Kowalski", "Lopez",
        "Meyer", "Moreau", "Murphy", "Nguyen", "Novak", "O'Neill", "Okafor", "Olsen", "Patel", "Rossi", "Sato",
        "Schmidt", "Silva", "Singh", "Torres", "Vogel", "Wagner", "Weber", "Young",
    ]
    private static let trades = ["Logistics", "Bakery", "Dental", "Motors", "Media", "Electric", "Foods", "Partners"]
    private static let subjects = [
        "Invoice is wrong", "Delivery is late", "Cannot sign in", "Change of address", "Device does not start",
        "Contract renewal", "Refund requested", "Line drops every evening",
    ]

    /// `count` accounts on one number, the same ones whenever the number is the same.
    static func accounts(_ count: Int, number: String, taken: inout Set<String>) -> [People.Account] {
        var random = SplitMix64(seed: number)
        var serial = random.below(1_000_000) * 100
        return (0..<count).map { _ in
            repeat { serial += 1 } while !taken.insert(String(600_000_000 + serial)).inserted
            return account(serial: serial, id: String(600_000_000 + serial), random: &random)
        }
    }

    /// One account; `serial` makes its case and ERP numbers its own.
    static func account(serial: Int, id: String, random: inout SplitMix64) -> People.Account {
        let kind: People.Kind = random.chance(30) ? .business : .personal
        let (first, last) = (random.pick(firstNames), random.pick(lastNames))
        let name = kind == .personal ? "\(first) \(last)" : "\(last) \(random.pick(trades))"
        return People.Account(
            id: id,
            name: name,
            kind: kind,
            email: "\(kind == .personal ? "contact" : "accounts").\(id)@example.com",
            tier: random.pick(["Bronze", "Bronze", "Silver", "Silver", "Gold", "Platinum"]),
            supportCase: supportCase(serial: serial, random: &random),
            lastContactAt: CivilTime.parse("2026-01-01T08:00:00Z")?.addingTimeInterval(
                Double(random.below(300 * 1440)) * 60
            ),
            erp: erp(serial: serial, random: &random),
            interactions: random.below(12)
        )
    }

    private static func supportCase(serial: Int, random: inout SplitMix64) -> People.SupportCase? {
        guard random.chance(40) else { return nil }
        return People.SupportCase(
            number: "CASE-\(serial)",
            isClosed: random.chance(35),
            subject: random.pick(subjects)
        )
    }

    private static func erp(serial: Int, random: inout SplitMix64) -> People.ERPAccount? {
        guard random.chance(75) else { return nil }
        let balance = random.chance(40) ? 0 : random.below(500_000)
        let draw = random.below(100)
        let status: People.Status = draw < 90 ? .active : draw < 95 ? .creditHold : draw < 98 ? .blocked : .closed
        let isLate = status == .creditHold || random.chance(15)
        return People.ERPAccount(
            number: String(2_000_000_000 + serial),
            status: status,
            balanceDue: Amount(units: balance, scale: 2),
            overdue: Amount(units: isLate ? balance / 2 : 0, scale: 2),
            creditHold: status == .creditHold,
            currency: random.pick(["USD", "USD", "USD", "EUR", "GBP"])
        )
    }
}
