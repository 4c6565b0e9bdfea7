extension Unicode.Scalar {
    /// One of C0, DEL and C1 (general category Cc): line ends and tabs are among them.
    package var isControl: Bool { properties.generalCategory == .control }
}
