//! Opening hours in OSM `opening_hours` syntax: are they well formed.
//!
//! Reads no clock. Begin reading at [`valid`].

/// How to mend hours that are not well formed.
pub(super) fn remedy() -> String {
    "write them as in `We,Th 09:00-12:00` or `24/7`, or remove the field and keep `hours` in words"
        .to_owned()
}

/// The hours, if they are well formed.
pub(super) fn valid(text: &str) -> Option<String> {
    opening_hours_syntax::parse(text)
        .is_ok()
        .then(|| text.to_owned())
}
