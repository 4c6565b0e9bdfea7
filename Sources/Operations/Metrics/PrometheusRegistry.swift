package import Metrics
import Synchronization

/// Keeps every measure of this process and writes them as Prometheus reads them.
///
/// Labels must come from small, fixed sets: nothing personal, nothing that a client chooses.
package final class PrometheusRegistry: MetricsFactory {
    /// One name, its kind, and a series for each set of labels.
    struct Family {
        let kind: Kind
        var series: [Labels: any PrometheusSeries] = [:]
    }

    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// Most series: labels that somebody lets grow are noticed before they fill the memory.
    static let mostSeries = 5_000

    private let families = Mutex<[String: Family]>([:])
    private let helps: [String: String]

    /// An empty registry; `helps` is a sentence for each name that has one.
    package init(helps: [String: String] = [:]) { self.helps = helps }

    /// Text in Prometheus's format, version 0.0.4: families and series in the order of their names.
    package var text: String {
        let families = families.withLock { $0 }
        return families.sorted { $0.key < $1.key }.map { name, family in
            let help = helps[name].map { "# HELP \(name) \($0.escapedHelp)\n" } ?? ""
            let series = family.series.sorted { $0.key < $1.key }
            return "\(help)# TYPE \(name) \(family.kind.rawValue)\n"
                + series.map { $1.lines(name, $0) }.joined()
        }.joined()
    }

    /// Counts up, never down.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions) { CounterSeries() } ?? CounterSeries()
    }

    /// Holds what it was set to last.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions) { GaugeSeries() } ?? GaugeSeries()
    }

    /// A distribution where it is aggregated, else the last value.
    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return series(label, .gauge, dimensions) { GaugeSeries() } ?? GaugeSeries() }
        return series(label, .histogram, dimensions) { HistogramSeries(.counts) } ?? HistogramSeries(.counts)
    }

    /// A distribution of seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram, dimensions) { HistogramSeries(.seconds) } ?? HistogramSeries(.seconds)
    }

    // A series outlives who made it: a counter that goes away and comes back would look like a restart.

    /// Keeps the series.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// Keeps the series.
    package func destroyMeter(_ handler: any MeterHandler) {}
    /// Keeps the series.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Keeps the series.
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// Nil where the name is of another kind, or there is no room: the measure is taken and not told.
    private func series<Series: PrometheusSeries>(
        _ label: String,
        _ kind: Kind,
        _ dimensions: [(String, String)],
        _ make: () -> Series
    ) -> Series? {
        let (name, labels) = (label.prometheusName, Labels(dimensions))
        return families.withLock { families in
            if let known = families[name]?.series[labels] { return known as? Series }
            let count = families.values.reduce(0) { $0 + $1.series.count }
            guard families[name]?.kind ?? kind == kind, count < Self.mostSeries else { return nil }
            let made = make()
            families[name, default: Family(kind: kind)].series[labels] = made
            return made
        }
    }
}

/// A series' labels, in the order of their names.
struct Labels: Hashable, Comparable {
    /// `a="1",b="2"`.
    let text: String

    init(_ dimensions: [(String, String)]) {
        let sorted = dimensions.sorted { $0.0 < $1.0 }
        text = sorted.map { "\($0.prometheusName)=\"\($1.escapedLabel)\"" }.joined(separator: ",")
    }

    /// In braces, with one more; nothing where there is none.
    func braced(with more: String = "") -> String {
        let all = [text, more].filter { !$0.isEmpty }.joined(separator: ",")
        return all.isEmpty ? "" : "{\(all)}"
    }

    static func < (left: Labels, right: Labels) -> Bool { left.text < right.text }
}

extension String {
    /// Letters, digits and `_`, no digit first.
    fileprivate var prometheusName: String {
        let name = String(
            unicodeScalars.map { scalar -> Character in
                let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isAllowed ? Character(scalar) : "_"
            }
        )
        return name.first.map { ("0"..."9").contains($0) } ?? true ? "_\(name)" : name
    }

    fileprivate var escapedHelp: String { replacing("\\", with: "\\\\").replacing("\n", with: "\\n") }
    fileprivate var escapedLabel: String { escapedHelp.replacing("\"", with: "\\\"") }
}
