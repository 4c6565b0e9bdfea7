import Metrics
import Testing

@testable import Operations

@Suite struct `Measures are written for Prometheus` {
    @Test func `counters, gauges and times, by name and label`() {
        let registry = PrometheusRegistry(helps: ["b_total": "Counts b."])
        let counter = Counter(label: "b_total", dimensions: [("z", "1"), ("a", "x")], factory: registry)
        counter.increment()
        counter.increment(by: 2)
        Meter(label: "a", factory: registry).set(1.5)
        Counter(label: "b_total", factory: registry).increment()
        let timer = Timer(label: "c_seconds", dimensions: [("k", "v")], factory: registry)
        timer.recordMilliseconds(3)
        timer.recordMilliseconds(100_000)
        let lines = registry.text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(6) == [
                "# TYPE a gauge", "a 1.5", "# HELP b_total Counts b.", "# TYPE b_total counter", "b_total 1",
                "b_total{a=\"x\",z=\"1\"} 3",
            ]
        )
        #expect(lines[6] == "# TYPE c_seconds histogram")
        #expect(lines.contains("c_seconds_bucket{k=\"v\",le=\"0.0025\"} 0"))
        #expect(lines.contains("c_seconds_bucket{k=\"v\",le=\"0.005\"} 1"))
        #expect(lines.contains("c_seconds_bucket{k=\"v\",le=\"60\"} 1"))
        #expect(
            lines.suffix(3) == [
                "c_seconds_bucket{k=\"v\",le=\"+Inf\"} 2", "c_seconds_sum{k=\"v\"} 100.003",
                "c_seconds_count{k=\"v\"} 2",
            ]
        )
    }

    @Test func `the same name and labels are the same series, whoever makes them`() {
        let registry = PrometheusRegistry()
        for _ in 1...3 { Counter(label: "x", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment() }
        Counter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        #expect(registry.text == "# TYPE x counter\nx{a=\"1\",b=\"2\"} 4\n")
        Counter(label: "x", dimensions: [("a", "1"), ("b", "2")], factory: registry).destroy()
        #expect(registry.text.hasSuffix(" 4\n"))
    }

    @Test func `what a label holds can't break the text`() {
        let registry = PrometheusRegistry(helps: ["x_y": "One\nline \\ only."])
        Counter(label: "x.y", dimensions: [("a-b", "q\"u\\o\nte")], factory: registry).increment()
        Counter(label: "1st", factory: registry).increment()
        #expect(
            registry.text == """
                # TYPE _1st counter
                _1st 1
                # HELP x_y One\\nline \\\\ only.
                # TYPE x_y counter
                x_y{a_b="q\\"u\\\\o\\nte"} 1

                """
        )
    }

    @Test func `one name has one kind, and labels that grow without end do not fill the memory`() {
        let registry = PrometheusRegistry()
        Counter(label: "x", factory: registry).increment()
        Meter(label: "x", factory: registry).set(7)
        #expect(registry.text == "# TYPE x counter\nx 1\n")
        for index in 0..<PrometheusRegistry.mostSeries + 10 {
            Counter(label: "y", dimensions: [("n", "\(index)")], factory: registry).increment()
        }
        #expect(
            registry.text.split(separator: "\n").filter { $0.hasPrefix("y{") }.count < PrometheusRegistry.mostSeries
        )
    }

    @Test func `many threads lose no count`() async {
        let registry = PrometheusRegistry()
        let (counter, meter) = (Counter(label: "c", factory: registry), Meter(label: "m", factory: registry))
        let timer = Timer(label: "t", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...8 {
                group.addTask {
                    for _ in 1...1_000 {
                        counter.increment()
                        meter.increment()
                        timer.recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(registry.text.contains("\nc 8000\n"))
        #expect(registry.text.contains("\nm 8000\n"))
        #expect(registry.text.contains("\nt_count 8000\n"))
    }
}

@Suite struct `Each measure is explained` {
    @Test func `once, in sentences`() {
        #expect(Set(Measure.all.map(\.name)).count == Measure.all.count)
        for measure in Measure.all {
            #expect(measure.help.hasSuffix("."), "\(measure.name)")
            #expect(measure.advice?.hasSuffix(".") ?? true, "\(measure.name)")
        }
    }
}
