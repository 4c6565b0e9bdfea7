extension Scene {
    /// The scenes in their order; the people are the guide's.
    static let all: [Scene] = [knownBeforeTheSecondRing, slowCRM, onBehalfOfMyCompany, wrongAccounts]

    private static let knownBeforeTheSecondRing = Scene(
        title: "1 A caller is known before the second ring",
        opening: [
            .calm, .tell(.plain("+1 555 019 9999 calls the billing queue.")),
            .call(.number("+15550199999"), answerAfterMilliseconds: 2500), .until(.crm),
            .tell(
                .measured { facts in
                    "The platform had its answer after \(facts.lookupMilliseconds) ms, "
                        + (facts.isRemembered ? "from the last call's match. " : "by number alone. ")
                        + "CRM and ERP filled in behind it: \(facts.name), two accounts on one number, "
                        + "the open case decides."
                }
            ),
            .until(.confirmed),
        ],
        acting: []
    )

    private static let slowCRM = Scene(
        title: "2 The CRM takes two seconds",
        opening: [
            .calm, .newcomer, .slowCRM(milliseconds: 2000),
            .tell(.plain("The trap: a middleware that asks the CRM first. The platform hangs up on it after 500 ms…")),
            .naiveLookup(.newcomer),
            .tell(
                .measured { facts in
                    facts.naiveGaveUp
                        ? "The trap: the naive middleware had not answered after \(facts.naiveMilliseconds) ms: "
                            + "the agent's screen stays blank. Now the same caller through Ringside."
                        : "The naive middleware answered after \(facts.naiveMilliseconds) ms. Now the same caller through Ringside."
                }
            ),
            .call(.newcomer, answerAfterMilliseconds: 4000), .until(.whole),
            .tell(
                .measured { facts in
                    "Ringside answered after \(facts.lookupMilliseconds) ms, and \(facts.name) was on the screen "
                        + "\(seconds(facts.phase2Milliseconds)) after the ring. Nobody looked at a blank screen."
                }
            ),
        ],
        acting: []
    )

    private static let onBehalfOfMyCompany = Scene(
        title: "3 “I am calling for my company”",
        opening: [
            .calm, .call(.number("+15550199999"), answerAfterMilliseconds: 800), .until(.whole),
            .tell(.plain("He is calling for his business. Press 2 for that account, 1 for the reason, then Y.")),
        ],
        acting: [
            .switchTo(externalID: "CRM:500245679", digit: "2", reason: "1"),
            .until(.on(externalID: "CRM:500245679")), .until(.confirmed),
            .tell(
                .measured { facts in
                    "The CRM was asked first; now the call, its analytics and the platform's record "
                        + "are \(facts.name)'s. u takes it back."
                }
            ),
        ]
    )

    private static let wrongAccounts = Scene(
        title: "4 A wrong and a hostile account number",
        opening: [
            .calm, .call(.number("+442079460018"), answerAfterMilliseconds: 800), .until(.crm),
            .tell(.plain("The phone menu sends account numbers that callers typed. None of these exists…")),
            .attempt(externalID: "CRM:500000000"), .attempt(externalID: "CRM:1' OR '1'='1"),
            .tell(
                .measured { facts in
                    "\(facts.verdicts.joined(separator: "; ")). Still \(facts.name). "
                        + "Try one yourself: s, CRM:500000000, Enter."
                }
            ),
        ],
        acting: []
    )
}

private func seconds(_ milliseconds: Int) -> String { "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
