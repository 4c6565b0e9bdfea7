/// A valid gzip stream of 64 MiB of spaces (which JSON allows), packed without a compressor: one fixed-Huffman block of
/// a single literal and copies of 258 bytes at distance 1.
enum GzipBomb {
    static let unpackedBytes = 64 * 1024 * 1024
    /// CRC-32 of 64 MiB of 0x20, computed beforehand.
    private static let checksum: UInt32 = 0x97BF_D3EC

    static let bytes: [UInt8] = {
        var writer = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])
        writer.write(0b011, count: 3)
        writer.writeCode(0x30 + 0x20, count: 8)
        let (copies, rest) = (unpackedBytes - 1).quotientAndRemainder(dividingBy: 258)
        for _ in 0..<copies {
            writer.writeCode(0b1100_0101, count: 8)
            writer.writeCode(0, count: 5)
        }
        for _ in 0..<rest { writer.writeCode(0x30 + 0x20, count: 8) }
        writer.writeCode(0, count: 7)
        writer.flush()
        for word in [checksum, UInt32(unpackedBytes)] {
            for shift in [0, 8, 16, 24] { writer.bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return writer.bytes
    }()

    private struct BitWriter {
        var bytes: [UInt8]
        private var pending: UInt32 = 0
        private var pendingBits = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// Plain values go lowest bit first.
        mutating func write(_ value: UInt32, count: Int) {
            pending |= value << UInt32(pendingBits)
            pendingBits += count
            while pendingBits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                pendingBits -= 8
            }
        }

        /// Huffman codes go highest bit first.
        mutating func writeCode(_ code: UInt32, count: Int) {
            var reversed: UInt32 = 0
            for bit in 0..<count where code & (1 << UInt32(bit)) != 0 { reversed |= 1 << UInt32(count - 1 - bit) }
            write(reversed, count: count)
        }

        mutating func flush() {
            if pendingBits > 0 { write(0, count: 8 - pendingBits) }
        }
    }
}
