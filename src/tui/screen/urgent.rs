//! The red-flag cards (*noodkaarten*), one key from every screen: the number big and first, at most twelve lines.
//!
//! Numbers come from cards of the knowledge base and from the shift; none is written here.

mod told;

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{Change, UrgentUse},
    route::urgent::{Call, CallTo, UrgentCard},
    tui::{
        keys::{Action, Offer},
        message::{Effect, Saving, Trouble},
        screen::{Page, Step},
        shared::Shared,
        widget::{
            choices::{self, Choice},
            list,
            paper::{Paper, column, wrap},
        },
    },
};

/// How wide the words before the lines are.
const LABEL: usize = 6;
/// How many lines one key goes on at most.
const PAGE: usize = 6;
/// The width inside the frame in a window of 60 columns.
const NARROW: usize = 50;
/// So many lines of a card are in sight in a window of 20 rows.
const LEAST_SHOWN: usize = 8;
/// How wide the column of the numbers is.
const NUMBER: usize = 18;

/// The state of the red-flag cards.
#[derive(Debug, Default)]
pub struct Urgent {
    focus: usize,
    is_open: bool,
    /// The first line of the card that is shown.
    top: usize,
    /// The action that was chosen on the card; then is asked with whom it was discussed.
    action: Option<String>,
    /// The focus among those one can discuss it with.
    discussed: usize,
}

/// The list of those with whom something can be discussed.
const DISCUSSED: &str = "besproken";

impl Urgent {
    /// The cards, with this one chosen: the words of a talk suggest it.
    #[must_use]
    pub fn suggesting(card: Option<usize>) -> Self {
        Self {
            focus: card.unwrap_or_default(),
            is_open: card.is_some(),
            ..Self::default()
        }
    }

    /// The id of the card that is open.
    #[must_use]
    pub fn shown(&self, shared: &Shared) -> Option<String> {
        let card = shared
            .library
            .urgent
            .get(self.focus)
            .filter(|_| self.is_open)?;
        Some(card.id.to_string())
    }

    /// Keeps which card was used, when, what was done and with whom it was discussed; nothing else.
    fn record(&self, shared: &mut Shared, with: usize) -> Step {
        let card = shared.library.urgent.get(self.focus).map(|card| card.id);
        let (Some(card), Some(action)) = (card, self.action.clone()) else {
            return Step::none();
        };
        if !shared.can_record() {
            return Step::back();
        }
        let discussed_with = Self::people(shared)
            .get(with)
            .map(|choice| choice.name.clone());
        let used = UrgentUse {
            id: shared.new_urgent_use(),
            card: card.to_string(),
            at: shared.stamp.now.timestamp(),
            action,
            discussed_with,
        };
        shared.notice = Some(Trouble::new("nood-genoteerd"));
        Step::back().and(Effect::Save(
            Saving::Correction,
            vec![Change::UrgentUse(used)],
        ))
    }

    /// Those one can discuss it with.
    fn people(shared: &Shared) -> &[crate::route::Choice] {
        let people = shared.library.lists.get(DISCUSSED);
        people.map_or(&[], Vec::as_slice)
    }

    fn action_count(&self, shared: &Shared) -> usize {
        let card = shared.library.urgent.get(self.focus);
        card.map_or(0, |card| card.actions.len())
    }

    /// The last line of the card that is open: where scrolling ends, in the narrowest window.
    fn last_line(&self, shared: &Shared) -> usize {
        let card = shared.library.urgent.get(self.focus);
        card.map_or(0, |card| Self::lines(shared, card, NARROW, 0).len())
            .saturating_sub(LEAST_SHOWN)
    }

    /// What was done, then with whom it was discussed.
    fn act_on_card(&mut self, shared: &mut Shared, action: Action) -> Option<Step> {
        let card = shared.library.urgent.get(self.focus)?;
        if self.action.is_none() {
            let Action::Choose(key) = action else {
                return None;
            };
            let place = choices::position_of(key, card.actions.len())?;
            self.action = card.actions.get(place).map(|(code, _)| code.clone());
            return Some(Step::none());
        }
        // The last choice is that nobody was told yet.
        let count = Self::people(shared).len() + 1;
        match action {
            Action::Escape => self.action = None,
            Action::Enter => return Some(self.record(shared, self.discussed)),
            Action::Choose(key) => {
                if let Some(place) = choices::position_of(key, count) {
                    return Some(self.record(shared, place));
                }
            }
            _ => {
                if let Some(focus) = choices::moved(self.discussed, action, count) {
                    self.discussed = focus;
                }
            }
        }
        Some(Step::none())
    }

    /// The number of a call, when it is known, and whose it is.
    fn number(shared: &Shared, call: &Call) -> (Option<String>, String) {
        match &call.to {
            CallTo::Article(id) => {
                let article = shared.library.article(id.as_str());
                let phones = article.map(|article| article.phone.join(" · "));
                let phone = phones.filter(|phones| !phones.is_empty());
                let name = article.map_or_else(|| id.to_string(), |article| article.name.clone());
                (phone, name)
            }
            CallTo::Standby => {
                let role = shared.standby();
                let phone = role.and_then(|role| role.phone.clone());
                let name =
                    role.map_or_else(|| shared.say("nood-achterwacht"), |role| role.label.clone());
                (phone, name)
            }
            CallTo::Coordinator => (None, shared.say("nood-coordinator")),
        }
    }

    /// The lines of a card; before so many of its parts stays a row empty.
    fn lines(shared: &Shared, card: &UrgentCard, width: usize, air: usize) -> Vec<Line<'static>> {
        let theme = shared.theme;
        let mut lines = Vec::new();
        for call in &card.calls {
            let (number, name) = Self::number(shared, call);
            // Without a number the whole line says whom to look for.
            let (taken, rest) = if number.is_some() {
                (NUMBER, format!("{name}. {}", call.when))
            } else {
                let unknown = shared.say("nood-geen-nummer");
                (0, format!("{name} ({unknown}). {}", call.when))
            };
            let number = number.unwrap_or_default();
            let mut first = column(&number, taken, theme.danger);
            if number.width() >= NUMBER {
                // More than one number: each stays whole, on a line before the words.
                let numbers = wrap(&number, width.max(8)).into_iter();
                lines.extend(numbers.map(|line| Line::styled(line, theme.danger)));
                first = column("", taken, theme.text);
            }
            let mut number = first;
            for text in wrap(&rest, width.saturating_sub(taken).max(8)) {
                lines.push(Line::from(vec![number, Span::styled(text, theme.text)]));
                number = column("", taken, theme.text);
            }
        }
        let parts = [
            ("nood-zeg", &card.say),
            ("nood-doe", &card.act),
            ("nood-niet", &card.avoid),
        ];
        let parts = parts.into_iter().filter(|(_, texts)| !texts.is_empty());
        for (part, (name, texts)) in parts.enumerate() {
            if part < air {
                lines.push(Line::default());
            }
            let mut label = column(&shared.say(name), LABEL, theme.strong);
            for text in texts {
                for line in wrap(text, width.saturating_sub(LABEL).max(8)) {
                    lines.push(Line::from(vec![label, Span::styled(line, theme.text)]));
                    label = column("", LABEL, theme.text);
                }
            }
        }
        lines
    }

    /// The card in its frame. In a small window its lines scroll; whom to call afterwards and the actions always stand.
    fn view_card(&self, shared: &Shared, paper: &mut Paper<'_>, card: &UrgentCard) {
        let width = frame_width(paper);
        let mut lines = Self::lines(shared, card, width, 0);
        let after = wrap(&shared.say("nood-daarna"), width);
        let actions = Self::actions(card, paper.full_width().saturating_sub(2));
        let room = paper
            .rows_left()
            .saturating_sub(FRAME + after.len() + actions.len());
        let gap = usize::from(room > lines.len());
        // What is left over parts whom to call from what to say, do and leave.
        let air = match room.saturating_sub(lines.len() + gap) {
            0 => 0,
            1 | 2 => 1,
            _ => PARTS,
        };
        lines = Self::lines(shared, card, width, air);
        let shown = room.saturating_sub(gap).min(lines.len()).max(1);
        let inner = shown + gap + after.len();
        let title = format!("{} · {}", card.title, card.id);
        let mut inside = paper.framed(&title, u16::try_from(inner).unwrap_or(u16::MAX));
        list::read(&mut inside, &shared.words, &lines, self.top, shown);
        if gap > 0 {
            inside.skip();
        }
        for line in after {
            inside.line(&Line::styled(line, shared.theme.dim));
        }
        for _ in 0..inner + FRAME {
            paper.skip();
        }
        for line in actions {
            paper.line(&Line::styled(line, shared.theme.accent));
        }
    }
}

/// The digits that choose among so many.
const fn digits(count: usize) -> &'static str {
    match count {
        0 | 1 => "1",
        2 => "1-2",
        3 => "1-3",
        4 => "1-4",
        5 => "1-5",
        _ => "1-9",
    }
}

/// What to say, what to do, what to leave.
const PARTS: usize = 3;

/// The rows that the frame itself takes.
const FRAME: usize = 2;

/// How wide a line inside the frame may be.
fn frame_width(paper: &Paper<'_>) -> usize {
    paper.full_width().saturating_sub(8).min(68)
}

impl Urgent {
    /// What can be noted as done, on as few lines as it takes.
    fn actions(card: &UrgentCard, width: usize) -> Vec<String> {
        let said: Vec<String> = card
            .actions
            .iter()
            .enumerate()
            .filter_map(|(place, (_, label))| {
                Some(format!("{}\u{a0}\u{a0}{label}", choices::key_of(place)?))
            })
            .map(|said| said.replace(' ', "\u{a0}"))
            .collect();
        wrap(&said.join("   "), width)
    }

    fn view_discussed(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("nood-besproken"));
        paper.skip();
        let nobody = shared.say("nood-nog-niemand");
        let people = Self::people(shared).iter().map(|choice| &choice.label);
        let shown: Vec<_> = people
            .chain([&nobody])
            .map(|label| Choice {
                label,
                note: "",
                tick: None,
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(self.discussed), rows);
    }
}

impl Page for Urgent {
    fn title(&self, shared: &Shared) -> String {
        shared.say("nood-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.action.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
        } else if self.is_open {
            offers.push(Offer::with_key(
                Action::Choose('1'),
                digits(self.action_count(shared)),
                "toets-gedaan",
            ));
            // A mark below the lines says when there is more to read.
            offers.push(Offer::quiet(Action::Down, "toets-lezen"));
            offers.push(Offer::new(Action::Right, "toets-bladeren"));
        } else {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = shared.library.urgent.len();
        if self.is_open
            && let Some(step) = self.act_on_card(shared, action)
        {
            return step;
        }
        match action {
            Action::Escape if self.is_open => self.is_open = false,
            Action::Escape => return Step::back(),
            Action::Enter => {
                self.is_open = !self.is_open && count > 0;
                self.top = 0;
            }
            Action::Choose(key) if !self.is_open => {
                if let Some(position) = choices::position_of(key, count) {
                    (self.focus, self.is_open, self.top) = (position, true, 0);
                }
            }
            Action::Down | Action::PageDown | Action::Tick if self.is_open => {
                let step = if action == Action::Down { 1 } else { PAGE };
                self.top = (self.top + step).min(self.last_line(shared));
            }
            Action::Up if self.is_open => self.top = self.top.saturating_sub(1),
            Action::PageUp if self.is_open => self.top = self.top.saturating_sub(PAGE),
            Action::Left | Action::Right => {
                let action = if action == Action::Left {
                    Action::Up
                } else {
                    Action::Down
                };
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
                self.top = 0;
            }
            _ if !self.is_open => {
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
            _ => {}
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let cards = &shared.library.urgent;
        match cards.get(self.focus) {
            None => paper.text(paper.theme.danger, &shared.say("nood-leeg")),
            Some(_) if self.action.is_some() => self.view_discussed(shared, paper),
            Some(card) if self.is_open => self.view_card(shared, paper, card),
            Some(_) => {
                paper.text(paper.theme.strong, &shared.say("nood-vraag"));
                paper.skip();
                // Questions name a card by its code.
                let codes: Vec<String> = cards.iter().map(|card| card.id.to_string()).collect();
                let shown: Vec<_> = cards
                    .iter()
                    .zip(&codes)
                    .map(|(card, code)| Choice {
                        label: &card.title,
                        note: code,
                        tick: None,
                    })
                    .collect();
                let rows = paper.rows_left();
                choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
            }
        }
    }
}
