//! The thin program: parse the command line, run one command, turn the result into an exit code.

fn main() {}
