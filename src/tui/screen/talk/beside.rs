//! What stands beside a question: cards that fit what was said so far, and one quiet line for a red-flag card.
//!
//! Words of the resident, the theme, what they carry and what happened in their life rank the cards; a route names the
//! questions that count with the word `zoek` in their appearance. Nothing of it is kept. Begin reading at
//! [`Talk::look_beside`].

use crate::{
    domain::{Answer, Outcome},
    route::{FieldKind, urgent},
    search::{Options, Prior, Verdict},
    tui::{
        screen::{
            lookup::{Lookup, Purpose},
            talk::answer::theme_of,
        },
        shared::{Library, Shared},
        widget::paper::{Paper, wrap},
    },
};

use super::Talk;

/// The word of a question that feeds the search.
const FEEDS: &str = "zoek";
/// The word of a question whose answer goes to the vault.
const VAULT: &str = "kluis";
/// How many cards stand beside a question: as many as a resident can choose between.
const MOST_CARDS: usize = 3;
/// How much a card of the theme that was chosen gains; only near-ties are settled by it.
const OF_THE_THEME: f32 = 1.0;
/// So many needs of one sentence are looked up apart; more do not fit beside a question.
const MOST_NEEDS: usize = 3;
/// Fewer letters than this begin anything, and say nothing.
const SHORTEST_WORD: usize = 3;
/// Words between two needs.
const BETWEEN: [&str; 5] = ["en", "maar", "want", "omdat", "daarnaast"];

/// What fits the talk now.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The words that were looked up.
    query: String,
    /// The names of the cards, best first.
    cards: Vec<String>,
    /// The place of the red-flag card that the words of the resident suggest, typed here or answered before.
    urgent: Option<usize>,
    /// The place of the only red-flag card that the question names by its code.
    named: Option<usize>,
}

impl Talk {
    /// Looks up what fits the talk as it stands.
    pub(super) fn look_beside(&mut self, shared: &Shared) {
        let (query, told) = self.said_so_far(shared);
        if query != self.beside.query {
            self.beside.cards = self.cards_for(shared, &query, &told);
            self.beside.query = query;
        }
        let text = if self.is_text() {
            self.input.text()
        } else {
            ""
        };
        let urgent = &shared.library.urgent;
        // What was answered counts too: who goes on to the next question has not looked at the card yet.
        let mut heard = std::iter::once(text).chain(told.iter().map(String::as_str));
        self.beside.urgent = heard
            .find_map(|text| urgent::suggested(urgent, text))
            .and_then(|card| urgent.iter().position(|each| each.id == card.id));
        self.beside.named = self.named(shared);
    }

    /// The place of the only red-flag card whose code, such as R7, stands in the words of this question.
    fn named(&self, shared: &Shared) -> Option<usize> {
        let question = self.walk.question()?;
        let more = [&question.hint, &question.guidance_hint];
        let texts = more.into_iter().flatten().chain([&question.label]);
        let codes: Vec<&str> = texts
            .flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()))
            .collect();
        let cards = shared.library.urgent.iter().enumerate();
        let mut named = cards.filter(|(_, card)| codes.contains(&&*card.id.to_string()));
        let (place, _) = named.next()?;
        named.next().is_none().then_some(place)
    }

    /// The editor has changed.
    pub(super) fn edited(&mut self, shared: &Shared) {
        self.refusal = None;
        self.is_warned = false;
        self.look_beside(shared);
    }

    /// The place of the red-flag card that is suggested now.
    #[must_use]
    pub fn suggested_urgent(&self) -> Option<usize> {
        self.beside.urgent.or(self.beside.named)
    }

    /// A lookup that begins with what was said so far, unless a name is typed in a field for a card.
    pub(super) fn lookup(&self, shared: &Shared) -> Lookup {
        let is_card = self
            .walk
            .question()
            .is_some_and(|question| question.appears_as(super::CARD));
        let typed = self.input.text().trim();
        let query = if is_card && !typed.is_empty() {
            typed
        } else {
            &self.beside.query
        };
        Lookup::about(shared, Purpose::Answer, query)
    }

    /// Words of the resident first, then the labels of what was chosen; and the words alone. The theme only counts while
    /// nothing more precise is known.
    fn said_so_far(&self, shared: &Shared) -> (String, Vec<String>) {
        let mut words = Vec::new();
        let mut told = Vec::new();
        let mut has_subtheme = false;
        for field in self.walk.route().fields.iter().rev() {
            if !field.appears_as(FEEDS) || (field.name.as_str() == "thema" && has_subtheme) {
                continue;
            }
            let is_here = self
                .walk
                .question()
                .is_some_and(|question| question.name == field.name);
            if is_here && self.is_text() {
                let text = self.input.text();
                if says_something(&shared.library, text) {
                    words.push(text.trim().to_owned());
                    told.push(text.to_owned());
                }
                continue;
            }
            let list = match &field.kind {
                FieldKind::SelectOne(list) | FieldKind::SelectMultiple(list) => list.as_str(),
                FieldKind::Text
                | FieldKind::Integer
                | FieldKind::Decimal
                | FieldKind::Date
                | FieldKind::Time
                | FieldKind::Note => "",
            };
            let label = |code: &String| match code.as_str() {
                "niets" | "nee" | "anders" | "weet-niet" | "niet-genoemd" => String::new(),
                code => shared.library.label(list, code).to_owned(),
            };
            match self.walk.answer_of(field.name.as_str()) {
                Some(Answer::Text(text)) if says_something(&shared.library, text) => {
                    words.push(text.clone());
                    told.push(text.clone());
                }
                Some(Answer::One(code)) => {
                    has_subtheme |= field.name.as_str() == "subthema";
                    words.push(label(code));
                }
                Some(Answer::Many(codes)) => words.extend(codes.iter().map(label)),
                _ => {}
            }
        }
        words.retain(|each| !each.is_empty());
        words.reverse();
        (words.join(" "), told)
    }

    /// The cards of all that was said. Of a sentence with more than one need each need has its best card first: the words
    /// together would show only what the loudest of them finds.
    fn cards_for(&self, shared: &Shared, query: &str, told: &[String]) -> Vec<String> {
        if query.is_empty() {
            return Vec::new();
        }
        let library = &shared.library;
        let mut prior = Prior::new(library.articles.len());
        if let Some(Answer::One(theme)) = self.walk.answer_of("thema") {
            for (position, article) in library.articles.iter().enumerate() {
                if theme_of(article) == Some(theme) {
                    prior.weigh(position, OF_THE_THEME);
                }
            }
        }
        let options = Options {
            prior: Some(&prior),
            ..Options::new(2 * MOST_CARDS)
        };
        let found = |words: &str| {
            let answer = library.index.find_with(words, &options);
            let is_none = answer.verdict == Verdict::None;
            let hits = answer.hits.into_iter().filter(move |_| !is_none);
            hits.map(|hit| hit.position).collect::<Vec<usize>>()
        };
        let all = found(query);
        let needs = told.iter().flat_map(|text| needs(text));
        let needs: Vec<String> = needs.take(2 * MOST_NEEDS).collect();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        if needs.len() > 1 {
            // A part that says little finds anything: only what the whole finds as well stands beside the rest.
            for need in &needs {
                let mut cards = found(need);
                cards.retain(|card| all.contains(card));
                lists.push(cards);
            }
            lists.retain(|cards| !cards.is_empty());
            lists.truncate(MOST_NEEDS);
        }
        lists.push(all);
        let mut cards: Vec<usize> = Vec::new();
        for rank in 0..MOST_CARDS {
            for card in lists.iter().filter_map(|list| list.get(rank)) {
                if !cards.contains(card) {
                    cards.push(*card);
                }
            }
        }
        cards.truncate(MOST_CARDS);
        let cards = cards.into_iter();
        cards
            .filter_map(|position| library.articles.get(position))
            .map(|article| article.name.clone())
            .collect()
    }

    /// Whether cards still help: until it is known how it ended, and where a card is asked; never beside a name or number.
    fn is_choosing(&self) -> bool {
        let asks = |word| {
            let question = self.walk.question();
            question.is_some_and(|question| question.appears_as(word))
        };
        let is_open = self.walk.answer_of(Outcome::FIELD).is_none();
        asks(super::CARD) || is_open && !asks(VAULT)
    }

    /// The same in sentences.
    pub(super) fn beside_told(&self, shared: &Shared) -> Vec<String> {
        let words = &shared.words;
        let urgent = self.beside.urgent;
        let urgent = urgent.and_then(|place| shared.library.urgent.get(place));
        let urgent = urgent.map(|card| words.with("nood-past", &[("kaart", &card.title)]));
        let cards = self.beside.cards.join(", ");
        let cards = (!cards.is_empty() && self.is_choosing())
            .then(|| words.with("past-misschien", &[("kaarten", &cards)]));
        urgent.into_iter().chain(cards).collect()
    }

    /// One line each, and only where there is room: the tip and the choices come first.
    pub(super) fn view_beside(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let card = self
            .beside
            .urgent
            .and_then(|place| shared.library.urgent.get(place));
        if let Some(card) = card
            && paper.rows_left() > 1
        {
            let line = shared.words.with("nood-past", &[("kaart", &card.title)]);
            paper.skip();
            paper.text(theme.doubt, &line);
        }
        if self.beside.cards.is_empty() || !self.is_choosing() {
            return;
        }
        let cards = self.beside.cards.join(" · ");
        let line = shared.words.with("past-misschien", &[("kaarten", &cards)]);
        let rows = wrap(&line, paper.width()).len();
        if paper.rows_left() > rows {
            paper.skip();
            paper.text(theme.dim, &line);
        }
    }
}

/// Whether cards can be looked up with a text: it has a word, or something short that a card is called, such as 112 or ww.
fn says_something(library: &Library, text: &str) -> bool {
    let bare = |word: &'_ str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.to_lowercase()
    };
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let is_word = |word: &String| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic());
        letters.count() >= SHORTEST_WORD
    };
    let is_name = |word: &String| {
        let mut names = library.articles.iter().flat_map(|card| &card.aka);
        names.any(|name| name.to_lowercase() == *word)
    };
    words.iter().any(is_word) || words.iter().any(is_name)
}

/// A sentence cut into its needs: at what stands between two of them.
fn needs(text: &str) -> Vec<String> {
    let mut needs = vec![String::new()];
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if BETWEEN.contains(&bare.to_lowercase().as_str()) {
            needs.push(String::new());
            continue;
        }
        if let Some(need) = needs.last_mut() {
            need.push_str(word);
            need.push(' ');
        }
        if word.ends_with([',', ';', '.', '!', '?']) {
            needs.push(String::new());
        }
    }
    needs.retain(|need| !need.trim().is_empty());
    needs
}
