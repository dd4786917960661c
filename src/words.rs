//! Every word on the screen, from one Project Fluent file: `assets/words/nl.ftl`.
//!
//! Views ask for a message by its name and never hold a sentence themselves. A second language is a second file.
//! Knows text only. The test `words` finds names that are missing and names that nobody uses.

use std::{cell::RefCell, collections::HashMap, fmt};

use fluent_bundle::{
    FluentArgs, FluentBundle, FluentError, FluentResource, FluentValue,
    resolver::{ResolverError, errors::ReferenceKind},
};
use unic_langid::LanguageIdentifier;

/// The shipped file.
const DUTCH: &str = include_str!("../assets/words/nl.ftl");

/// The words of one language.
///
/// A screen needs some fifty of more than a thousand messages, and the first screen must not wait for the others: a
/// message is read when it is asked for the first time.
pub struct Words {
    /// The text of each message and term by its name.
    entries: HashMap<&'static str, &'static str>,
    /// Those that were asked for.
    read: RefCell<FluentBundle<FluentResource>>,
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

    /// Takes a Fluent file. A message that cannot be read is left out; asking for it gives its name.
    #[must_use]
    pub fn parse(text: &'static str) -> Self {
        let mut bundle = FluentBundle::new(vec![
            "nl-NL".parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        bundle.set_use_isolating(false);
        Self {
            entries: entries(text),
            read: RefCell::new(bundle),
        }
    }

    /// Whether a message with this name exists.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.learn(name);
        self.read.borrow().has_message(name)
    }

    /// Reads the message or term with this name. False when it was read before, and when there is none.
    fn learn(&self, name: &str) -> bool {
        let mut read = self.read.borrow_mut();
        if read.has_message(name) {
            return false;
        }
        let Some(text) = self.entries.get(name).copied() else {
            return false;
        };
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        read.add_resource(resource).is_ok()
    }

    /// The message with this name; the name itself when there is none, so that a gap is seen and never fatal.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.format(name, None)
    }

    /// The label of a code that an editor may add: the message `GROUP-CODE`, or the code as it stands in the file.
    #[must_use]
    pub fn label(&self, group: &str, code: &str) -> String {
        self.find(&format!("{group}-{code}"), None)
            .unwrap_or_else(|| code.to_owned())
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
        self.find(name, args).unwrap_or_else(|| name.to_owned())
    }

    fn find(&self, name: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        self.learn(name);
        loop {
            let mut errors = Vec::new();
            let text = {
                let read = self.read.borrow();
                let pattern = read.get_message(name)?.value()?;
                read.format_pattern(pattern, args, &mut errors).into_owned()
            };
            // What it refers to may not have been read yet.
            let referred = errors.iter().filter_map(reference);
            if referred.filter(|name| self.learn(name)).count() == 0 {
                return Some(text);
            }
        }
    }
}

/// Each message and term of a Fluent file with its text; of doubles the last. An entry begins at the beginning of a line;
/// what belongs to it is indented.
fn entries(text: &'static str) -> HashMap<&'static str, &'static str> {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let named = |entry: &'static str| {
        let end = entry.bytes().position(|byte| !is_of_name(byte))?;
        Some((entry.get(..end).filter(|name| !name.is_empty())?, entry))
    };
    let mut entries = HashMap::with_capacity(text.len() / 40);
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let first = line.bytes().next();
        if first.is_some_and(|byte| byte.is_ascii_alphabetic() || b"-#".contains(&byte)) {
            entries.extend(text.get(start..at).and_then(named));
            start = at;
        }
        at += line.len();
    }
    entries.extend(text.get(start..).and_then(named));
    entries
}

/// The entry that is missing, as it is called in the file.
fn reference(error: &FluentError) -> Option<String> {
    let FluentError::ResolverError(ResolverError::Reference(reference)) = error else {
        return None;
    };
    match reference {
        ReferenceKind::Message { id, .. } => Some(id.clone()),
        ReferenceKind::Term { id, .. } => Some(format!("-{id}")),
        ReferenceKind::Function { .. } | ReferenceKind::Variable { .. } => None,
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
    fn a_message_may_use_others_that_were_not_asked_for() {
        let words = Words::parse(
            "hallo = { -naam } { groet }\n-naam = Balie\n# een uitleg\ngroet = zegt\n  { dag }\ndag = oud\n\ndag = dag\nweg = { hallo",
        );
        assert_eq!(words.text("hallo"), "Balie zegt\ndag");
        assert_eq!(words.text("weg"), "weg");
        assert!(
            words.has("groet") && !words.has("weg") && !words.has("een") && !words.has("-naam")
        );
        let circle = Words::parse("een = { twee }\ntwee = { een }\n");
        assert_eq!(circle.text("een"), "{een}");
    }

    #[test]
    #[expect(clippy::expect_used, reason = "a test that cannot go on has failed")]
    fn the_shipped_messages_are_the_same_one_by_one() {
        let words = Words::shipped();
        let whole = fluent_bundle::FluentResource::try_new(super::DUTCH.to_owned());
        let mut bundle = fluent_bundle::FluentBundle::default();
        bundle.set_use_isolating(false);
        bundle
            .add_resource(whole.expect("read as a whole"))
            .expect("no doubles");
        let begins = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_alphabetic());
        assert_eq!(
            words.entries.len(),
            super::DUTCH.lines().filter(begins).count()
        );
        for name in words.entries.keys() {
            let message = bundle.get_message(name).expect("a message");
            let pattern = message.value().expect("a text");
            let text = bundle.format_pattern(pattern, None, &mut Vec::new());
            assert_eq!(words.text(name), text);
        }
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
