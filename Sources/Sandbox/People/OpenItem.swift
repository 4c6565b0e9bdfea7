/// An open item of an ERP account: those past their date add up to `overdue`, all of them to `balanceDue`.
struct OpenItem {
    /// Below zero for a credit memo.
    let amount: Amount
    /// Counted from today; below zero for what is overdue.
    let dueInDays: Int

    /// Two invoices where there is enough to split, so that a reader who takes the first only is found out.
    static func all(of erp: People.ERPAccount) -> [OpenItem] {
        let late = halves(erp.overdue.units).enumerated().map { ($1, $0 == 0 ? -45 : -12) }
        let rest = halves(erp.balanceDue.units - erp.overdue.units).enumerated().map { ($1, $0 == 0 ? 9 : 30) }
        return (late + rest).map { units, days in
            OpenItem(amount: Amount(units: units, scale: erp.balanceDue.scale), dueInDays: days)
        }
    }

    private static func halves(_ units: Int) -> [Int] {
        let first = units * 3 / 5
        return units == 0 ? [] : first == 0 ? [units] : [first, units - first]
    }
}
