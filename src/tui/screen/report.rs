//! A card that is not right, told in one key: the coordinator sees it, and the card says it at once.
//!
//! Works while locked. Words of one's own go through the guard first.

use crate::{
    domain::{ArticleId, NoticeId},
    knowledge::{Fault, Notice},
    tui::{
        keys::{Action, Offer},
        message::{Report, Trouble, cards::CardReport},
        screen::{Page, Step},
        shared::{Shared, guard},
        widget::{
            choices::{self, Choice},
            field::Field,
            paper::Paper,
        },
    },
};

/// The most letters of words of one's own.
const MOST_LETTERS: usize = 120;

/// The state of the question.
#[derive(Debug)]
pub struct ReportPage {
    card: ArticleId,
    focus: usize,
    /// The words of one's own, while they are typed.
    words: Option<Field>,
}

impl ReportPage {
    /// Asks what is wrong with a card.
    #[must_use]
    pub const fn about(card: ArticleId) -> Self {
        Self {
            card,
            focus: 0,
            words: None,
        }
    }

    fn choose(&mut self, shared: &mut Shared, position: usize) -> Step {
        match Fault::ALL.get(position) {
            Some(Fault::Anders) => {
                self.words = Some(Field::default());
                Step::none()
            }
            Some(fault) => self.report(shared, *fault, None),
            None => Step::none(),
        }
    }

    fn report(&self, shared: &mut Shared, what: Fault, text: Option<String>) -> Step {
        let notice = Notice {
            id: NoticeId(shared.random()),
            card: self.card.clone(),
            what,
            text,
            on: shared.stamp.now.date(),
            settled: None,
        };
        match shared.report(notice) {
            Some(effect) => effect.into(),
            None => Step::back(),
        }
    }

    fn enter(&mut self, shared: &mut Shared) -> Step {
        let Some(words) = &self.words else {
            return self.choose(shared, self.focus);
        };
        let text = words.text().trim().to_owned();
        if let Some(trouble) = guard::refusal(&text, MOST_LETTERS) {
            shared.notice = Some(trouble);
            return Step::none();
        }
        if text.is_empty() {
            return Step::none();
        }
        self.report(shared, Fault::Anders, Some(text))
    }
}

impl Page for ReportPage {
    fn title(&self, shared: &Shared) -> String {
        shared.say("melden-kop")
    }

    fn is_typing(&self) -> bool {
        self.words.is_some()
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(words) = &self.words {
            offers.push(Offer::new(Action::Enter, "toets-melden"));
            if guard::is_needed(words.text()) {
                offers.push(Offer::new(Action::Done, "toets-nummer-weg"));
            }
        } else {
            offers.push(Offer::with_key(Action::Enter, "1-6", "toets-melden"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        match (action, &mut self.words) {
            (Action::Enter, _) => return self.enter(shared),
            (Action::Escape, Some(_)) => self.words = None,
            (Action::Escape, None) => return Step::back(),
            (Action::Done, Some(words)) => *words = Field::holding(&guard::without(words.text())),
            (_, Some(words)) => {
                words.edit(action);
            }
            (Action::Choose(key), None) => {
                if let Some(position) = choices::position_of(key, Fault::ALL.len()) {
                    return self.choose(shared, position);
                }
            }
            (_, None) => {
                self.focus =
                    choices::moved(self.focus, action, Fault::ALL.len()).unwrap_or(self.focus);
            }
        }
        Step::none()
    }

    fn typed(&mut self, _shared: &mut Shared, letter: char) -> Step {
        if let Some(words) = &mut self.words {
            words.type_letter(letter);
        }
        Step::none()
    }

    fn pasted(&mut self, _shared: &mut Shared, text: &str) -> Step {
        if let Some(words) = &mut self.words {
            words.paste(text);
        }
        Step::none()
    }

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Cards(CardReport::Notices(Ok(_))) => {
                shared.notice = Some(Trouble::new("melden-gedaan"));
                Step::back()
            }
            _ => Step::none(),
        }
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let name = shared
            .library
            .article(self.card.as_str())
            .map_or(self.card.as_str(), |card| card.name.as_str());
        paper.text(theme.dim, name);
        paper.skip();
        if let Some(words) = &self.words {
            paper.text(theme.strong, &shared.say("melden-anders-vraag"));
            paper.text(theme.dim, &shared.say("melden-anders-uitleg"));
            paper.skip();
            words.view(paper, true);
            if guard::is_needed(words.text()) {
                paper.text(theme.danger, &shared.say("wacht-nummer"));
            }
            return;
        }
        paper.text(theme.strong, &shared.say("melden-vraag"));
        paper.skip();
        let labels = Fault::ALL.map(|fault| shared.words.label("melding", fault.code()));
        let shown = labels.iter().map(|label| Choice {
            label,
            note: "",
            tick: None,
        });
        let shown: Vec<_> = shown.collect();
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
    }
}
