import Testing

@Suite struct TheHouseIsAsItIsDrawn {
    @Test func `a target imports what its row names, and no more`() throws {
        let sources = try Repository.sources(below: "Sources")
        let found = ImportRules(house: .house, beyond: .beyond, sources: sources).violations
        #expect(found.isEmpty, "\(found.asLines)")
    }

    @Test func `no row names what comes after it, so no arrow goes up or round`() {
        let rows = LayerTable.house.rows
        for (index, row) in rows.enumerated() {
            let before = rows[..<index]
            #expect((row.targets ?? []).isSubset(of: before.map(\.name)), "\(row.name)")
            #expect(before.allSatisfy { $0.level <= row.level }, "\(row.name)")
            #expect((row.packages ?? []).isSubset(of: LayerTable.families.keys), "\(row.name)")
        }
        #expect(rows.count == 21)
    }

    @Test func `each folder of Sources holds a source`() throws {
        let targets = Set(try Repository.sources(below: "Sources").map(\.target))
        #expect(try Repository.names(in: "Sources").filter { !targets.contains($0) } == [])
    }

    @Test func `no type bears the name of a target`() throws {
        let targets = Set(LayerTable.house.rows.map(\.name))
        let found = NamingRules.typeViolations(try Repository.sources(below: "Sources"), targets: targets)
        #expect(found.isEmpty, "\(found.asLines)")
    }

    @Test func `the top level holds what it should`() throws {
        let found = NamingRules.topLevelViolations(try Repository.names())
        #expect(found.isEmpty, "\(found.asLines)")
    }

    @Test(arguments: ["Sources", "Tests", "Scripts"])
    func `names say something`(folder: String) throws {
        let found = NamingRules.nameViolations(try Repository.paths(below: folder))
        #expect(found.isEmpty, "\(found.asLines)")
    }

    @Test(arguments: ["Sources", "Tests", "Scripts"])
    func `no file is too long to read`(folder: String) throws {
        let found = NamingRules.lengthViolations(try Repository.sources(below: folder))
        #expect(found.isEmpty, "\(found.asLines)")
    }

    @Test func `each script can be run`() throws {
        let scripts = try Repository.names(in: "Scripts").filter { !$0.hasPrefix(".") && $0 != "__pycache__" }
        #expect(!scripts.isEmpty)
        #expect(scripts.filter { !Repository.isExecutable("Scripts/\($0)") } == [])
        #expect(Repository.isExecutable(".ci/run"))
    }
}

extension [String] {
    fileprivate var asLines: String { joined(separator: "\n") }
}
