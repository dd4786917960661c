//! Every word on the screen, from one Project Fluent file: `assets/words/nl.ftl`.
//!
//! Views ask for a message by its name and never hold a sentence themselves. A second language is a second file.
//! Knows text only. The test `words` finds names that are missing and names that nobody uses.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The shipped file.
const DUTCH: &str = include_str!("../assets/words/nl.ftl");

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").finish_non_exhaustive()
    }
}

impl Words {
    /// The shipped Dutch words.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(DUTCH)
    }

    /// Reads a Fluent file. A message that cannot be read is left out; asking for it gives its name.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new(vec![
            "nl-NL".parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// Whether a message with this name exists.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }

    /// The message with this name; the name itself when there is none, so that a gap is seen and never fatal.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.format(name, None)
    }

    /// The label of a code that an editor may add: the message `GROUP-CODE`, or the code as it stands in the file.
    #[must_use]
    pub fn label(&self, group: &str, code: &str) -> String {
        let name = format!("{group}-{code}");
        if self.has(&name) {
            self.text(&name)
        } else {
            code.to_owned()
        }
    }

    /// The message with this name, with values filled in.
    #[must_use]
    pub fn with(&self, name: &str, values: &[(&str, &str)]) -> String {
        let args: FluentArgs<'_> = values
            .iter()
            .map(|(key, value)| (*key, value_of(key, value)))
            .collect();
        self.format(name, Some(&args))
    }

    /// The message with this name, with a number `n` that chooses between one and more.
    #[must_use]
    pub fn count(&self, name: &str, n: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n);
        self.format(name, Some(&args))
    }

    fn format(&self, name: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(name)
            .and_then(|message| message.value())
        else {
            return name.to_owned();
        };
        self.bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    }
}

/// A value to fill in. `n` is a number, which chooses between one and more.
fn value_of(key: &str, value: &str) -> FluentValue<'static> {
    match value.parse::<usize>() {
        Ok(number) if key == "n" => FluentValue::from(number),
        _ => FluentValue::from(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_missing_message_shows_its_name_and_counts_choose_the_plural() {
        let words =
            Words::parse("een = { $n ->\n    [one] 1 vraag\n   *[other] { $n } vragen\n }\n");
        assert_eq!(words.text("geen-naam"), "geen-naam");
        assert_eq!(words.count("een", 1), "1 vraag");
        assert_eq!(words.count("een", 7), "7 vragen");
        assert_eq!(words.with("een", &[("n", "1")]), "1 vraag");
    }

    #[test]
    fn the_shipped_file_is_read_without_an_error() {
        let resource = fluent_bundle::FluentResource::try_new(super::DUTCH.to_owned());
        assert!(
            resource.is_ok(),
            "{:?}",
            resource.err().map(|(_, errors)| errors)
        );
    }
}
