//! *Leermomenten*: what volunteers wrote down for a colleague. The coordinator reads each before it may leave.
//!
//! She takes out what points to a person, and decides: it may stand in a report, or it stays here. One an enquiry at most.

use ratatui::text::{Line, Span};

use crate::{
    domain::{Reviewed, Theme, Verdict},
    privacy::About,
    tui::{
        keys::{Action, Offer},
        message::{Effect, Report, Trouble},
        screen::{Page, Step},
        shared::{Shared, guard},
        widget::{
            choices, dates,
            field::Field,
            list::{self, Item},
            paper::{Paper, column, wrap},
        },
    },
};

/// The most letters of a story; a page has three of them.
const MOST_LETTERS: usize = 500;

/// Of a story the list shows so many rows; opened it is whole.
const MOST_ROWS: usize = 2;

/// The state of the list and of the story that is open.
#[derive(Debug, Default)]
pub struct Stories {
    found: Vec<Reviewed>,
    focus: usize,
    /// The words as they would leave, while a story is open.
    words: Option<Field>,
    trouble: Option<Trouble>,
    is_read: bool,
}

impl Stories {
    /// Opens the list.
    #[must_use]
    pub fn open() -> Step {
        Step::push(Self::default()).and(Effect::ReadStories)
    }

    fn decide(&mut self, shared: &mut Shared, verdict: Verdict) -> Step {
        let (Some(story), Some(words)) = (self.found.get_mut(self.focus), &self.words) else {
            return Step::none();
        };
        let text = words.text().trim().to_owned();
        if let Some(trouble) = guard::refusal(&text, MOST_LETTERS) {
            shared.notice = Some(trouble);
            return Step::none();
        }
        if text.is_empty() && verdict == Verdict::MayLeave {
            shared.notice = Some(Trouble::new("leermoment-leeg"));
            return Step::none();
        }
        story.text = text;
        story.verdict = verdict;
        let kept = story.clone();
        self.words = None;
        Effect::KeepStory(kept).into()
    }

    fn view_list(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        if self.found.is_empty() {
            if self.is_read && self.trouble.is_none() {
                paper.text(theme.text, &shared.say("leermoment-geen"));
            }
            return;
        }
        paper.text(theme.dim, &shared.say("leermoment-uitleg"));
        paper.skip();
        let rows = paper.rows_left();
        let mut items = Vec::new();
        for (position, story) in self.found.iter().enumerate() {
            let has_focus = position == self.focus;
            let on = |style| theme.on(has_focus, style);
            let verdict = shared.words.label("leermoment", story.verdict.code());
            let line = Line::from(vec![
                column(
                    &dates::short_day(&shared.words, story.day),
                    10,
                    on(theme.dim),
                ),
                Span::styled(format!("  {verdict}"), on(theme.strong)),
            ]);
            let text = wrap(&story.text, paper.width().saturating_sub(3)).into_iter();
            let text = text.map(|text| Line::styled(format!("   {text}"), theme.text));
            items.push(Item::with_more(vec![line], text.take(MOST_ROWS).collect()));
        }
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }

    fn view_one(shared: &Shared, paper: &mut Paper<'_>, story: &Reviewed, words: &Field) {
        let theme = paper.theme;
        let about = shared.library.label(Theme::FIELD, story.theme.code());
        let day = dates::full_date(&shared.words, story.day);
        paper.text(theme.strong, &format!("{about} · {day}"));
        paper.skip();
        paper.text(theme.text, &shared.say("leermoment-vraag"));
        paper.skip();
        words.view(paper, true);
        if guard::is_needed(words.text()) {
            paper.text(theme.danger, &shared.say("wacht-nummer"));
        } else if let Some(hint) = shared.library.guard.hints(words.text()).first() {
            let words = match hint.about {
                About::Health => "antwoord-gezondheid",
                About::Name => "antwoord-naam",
            };
            paper.text(theme.doubt, &shared.say(words));
        }
        paper.skip();
        paper.text(theme.dim, &shared.say("leermoment-keus"));
    }
}

impl Page for Stories {
    fn title(&self, shared: &Shared) -> String {
        shared.say("leermoment-kop")
    }

    fn is_typing(&self) -> bool {
        self.words.is_some()
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(words) = &self.words {
            offers.push(Offer::new(Action::Enter, "toets-mag-mee"));
            offers.push(Offer::new(Action::Tab, "toets-blijft-hier"));
            if guard::is_needed(words.text()) {
                offers.push(Offer::new(Action::Done, "toets-nummer-weg"));
            }
        } else if !self.found.is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-openen"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let Some(words) = &mut self.words else {
            match action {
                Action::Escape => return Step::back(),
                Action::Enter => {
                    let chosen = self.found.get(self.focus);
                    self.words = chosen.map(|story| Field::holding(&story.text));
                }
                action => {
                    if let Some(focus) = choices::moved(self.focus, action, self.found.len()) {
                        self.focus = focus;
                    }
                }
            }
            return Step::none();
        };
        match action {
            Action::Escape => self.words = None,
            Action::Enter => return self.decide(shared, Verdict::MayLeave),
            Action::Tab => return self.decide(shared, Verdict::Stays),
            Action::Done => *words = Field::holding(&guard::without(words.text())),
            action => {
                words.edit(action);
            }
        }
        Step::none()
    }

    /// Words that were being changed stay, as long as nobody decided about them.
    fn typed_to_keep(&mut self, _shared: &mut Shared) -> Option<Effect> {
        let words = self.words.take()?;
        let text = words.text().trim().to_owned();
        let story = self.found.get(self.focus)?;
        let may_stay = story.verdict == Verdict::New
            && text != story.text
            && guard::refusal(&text, MOST_LETTERS).is_none();
        may_stay.then(|| {
            Effect::KeepStory(Reviewed {
                text,
                ..story.clone()
            })
        })
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

    fn reported(&mut self, _shared: &mut Shared, report: &Report) -> Step {
        match report {
            Report::Stories(Ok(found)) => {
                self.is_read = true;
                self.found.clone_from(found);
                self.focus = self.focus.min(found.len().saturating_sub(1));
            }
            Report::Stories(Err(trouble)) => {
                self.is_read = true;
                self.trouble = Some(trouble.clone());
            }
            // What is on disk is what is shown.
            Report::StoryKept(Err(trouble)) => {
                self.trouble = Some(trouble.clone());
                return Effect::ReadStories.into();
            }
            Report::StoryKept(Ok(())) => self.trouble = None,
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        if let Some(trouble) = &self.trouble {
            paper.text(paper.theme.danger, &shared.sentence(trouble));
        }
        match (self.found.get(self.focus), &self.words) {
            (Some(story), Some(words)) => Self::view_one(shared, paper, story, words),
            _ => self.view_list(shared, paper),
        }
    }
}
