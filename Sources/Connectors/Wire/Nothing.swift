import Identity

/// What no source has: to ask for it shows whether we may.
enum Nothing {
    /// No ERP's account.
    static let account = ERPAccountNumber("0")
    /// A number of those that are kept free for fiction.
    static let number = CallerNumber(e164: "+12025550100")
    /// A call that never was, with a key as platforms make them.
    static let call = CallID("00000000-0000-4000-8000-000000000000")
    /// A record's key in Salesforce.
    static let salesforceID = "000000000000000AAA"
}
