//! The command line as plain types.
