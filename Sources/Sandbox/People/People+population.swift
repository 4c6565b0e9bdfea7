extension People {
    /// The most people that `population` makes: its numbers stay in one country's plan.
    package static let largestPopulation = 1_000_000

    private static let areaCodes = [
        202, 206, 212, 213, 214, 215, 216, 303, 305, 312, 313, 314, 404, 408, 412, 415, 503, 504, 512, 513, 602, 612,
        614, 615, 617, 619, 702, 703, 704, 713, 714, 716, 718, 801, 804, 808, 813, 816, 818, 901, 904, 907, 913, 916,
        919, 925, 937, 949, 954, 973,
    ]

    /// `count` entries with plausible people, the same ones for the same seed.
    ///
    /// About one number in twelve is shared by two records, and one entry in ten has a second number.
    package static func population(_ count: Int, seed: UInt64) -> People {
        var random = SplitMix64(seed: seed)
        let count = min(max(0, count), largestPopulation)
        let shift = random.below(largestPopulation)
        let entries = (0..<count).map { index in
            var numbers = [number(index, shift: shift)]
            if random.chance(10) { numbers.append(number(largestPopulation + index, shift: shift)) }
            let accounts = (0..<(random.chance(8) ? 2 : 1)).map { twin in
                let serial = index * 2 + twin + 1
                return MadeUpPeople.account(serial: serial, id: String(700_000_000 + serial), random: &random)
            }
            return Entry(numbers: numbers, accounts: accounts)
        }
        return People(entries: entries)
    }

    /// Distinct for every index: the area code changes fastest, then the rest walks through its seven digits.
    private static func number(_ index: Int, shift: Int) -> String {
        let (turn, place) = index.quotientAndRemainder(dividingBy: areaCodes.count)
        let local = 2_000_000 + (turn * 7919 + shift) % 7_999_993
        return "+1\(areaCodes[place])\(local)"
    }
}
