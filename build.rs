//! Builds again when a file is added to or taken from `assets/`: the compiler itself only sees changes
//! inside files it already embeds.

fn main() {
    println!("cargo::rerun-if-changed=assets");
}
