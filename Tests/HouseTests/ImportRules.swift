/// What is wrong with the imports of some sources, as sentences that begin with file and line.
struct ImportRules {
    let house: LayerTable
    let beyond: LayerTable
    let sources: [SourceFile]

    var violations: [String] {
        unknownTargets + forbiddenImports + shownCModules + sharedCModules + unusedExceptions
    }

    /// A C module of ours: its name says so, as the table's rows do.
    private func isC(_ module: String) -> Bool {
        house.row(of: module) != nil && module.prefix(2).allSatisfy(\.isUppercase)
    }

    private var unknownTargets: [String] {
        Set(sources.map(\.target)).filter { house.row(of: $0) == nil }.sorted()
            .map { "Sources/\($0): the table of layers has no such target" }
    }

    private var forbiddenImports: [String] {
        sources.flatMap { source in
            source.imports.compactMap { found in
                guard let row = house.row(of: source.target) else { return nil }
                guard let objection = objection(to: found.module, in: row) else { return nil }
                return "\(source.path):\(found.line): \(row.name) may not import \(found.module): \(objection)"
            }
        }
    }

    private func objection(to module: String, in row: LayerTable.Row) -> String? {
        if LayerTable.pureModules.contains(module) { return nil }
        if LayerTable.systemModules.contains(module) {
            return row.level >= 3
                ? nil : "below level 3 only \(LayerTable.pureModules.sorted().joined(separator: " and "))"
        }
        if house.row(of: module) != nil { return allows(row, target: module) ? nil : "the table names no such arrow" }
        let families = Self.families(of: module)
        guard !families.isEmpty else { return "no package of the table has this module" }
        return allows(row, oneOf: families)
            ? nil : "the table doesn't give it \(families.sorted().joined(separator: " or "))"
    }

    private func allows(_ row: LayerTable.Row, target: String) -> Bool {
        guard let named = row.targets else { return !isC(target) }
        return named.contains(target) || beyond.row(of: row.name)?.targets?.contains(target) == true
    }

    private func allows(_ row: LayerTable.Row, oneOf families: Set<String>) -> Bool {
        guard let named = row.packages else { return true }
        return !families.isDisjoint(with: named.union(beyond.row(of: row.name)?.packages ?? []))
    }

    private static func families(of module: String) -> Set<String> {
        Set(
            LayerTable.families.filter { _, modules in
                modules.contains { $0 == module || $0.last == "*" && module.hasPrefix($0.dropLast()) }
            }.keys
        )
    }

    private var shownCModules: [String] {
        sources.flatMap { source in
            source.imports.filter { $0.isShown && isC($0.module) }.map {
                "\(source.path):\($0.line): \($0.module) would show in the interface of \(source.target)"
            }
        }
    }

    private var sharedCModules: [String] {
        Set(sources.map(\.target)).filter(isC).sorted().compactMap { module in
            let importers = Set(sources.filter { $0.imports.contains { $0.module == module } }.map(\.target)).sorted()
            guard importers.count != 1 else { return nil }
            return "Sources/\(module): exactly one target imports a C module, not \(importers)"
        }
    }

    private var unusedExceptions: [String] {
        beyond.rows.flatMap { row in
            let imported = Set(sources.filter { $0.target == row.name }.flatMap(\.imports).map(\.module))
            let packages = imported.reduce(into: Set<String>()) { $0.formUnion(Self.families(of: $1)) }
            return (row.targets ?? []).subtracting(imported).union((row.packages ?? []).subtracting(packages)).sorted()
                .map { "LayerTable.beyond: \(row.name) doesn't import \($0), so take it out" }
        }
    }
}
