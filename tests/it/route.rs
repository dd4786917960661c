//! Routes: what parses, what is refused, and the shipped routes.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use balie::route::{self, Lists, Route};

/// The shipped lists.
pub(crate) fn lists() -> Lists {
    route::parse_lists(
        "keuzes.toml",
        include_str!("../../assets/routes/keuzes.toml"),
    )
    .unwrap()
}

/// A shipped route.
pub(crate) fn shipped(name: &str) -> Route {
    let path = format!("{}/assets/routes/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    route::parse(name, &text, &lists()).unwrap()
}

#[test]
fn both_shipped_routes_parse() {
    assert_eq!(shipped("snel").fields.len(), 3);
    assert_eq!(shipped("algemeen").title, "Gesprek");
}
