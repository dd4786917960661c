//! The red-flag cards (*noodkaarten*), one key from every screen: the number big and first, at most twelve lines.
//!
//! Numbers come from cards of the knowledge base and from the shift; none is written here.

mod told;

use ratatui::text::{Line, Span};

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
            paper::{Paper, column, wrap},
        },
    },
};

/// How wide the words before the lines are.
const LABEL: usize = 6;
/// How wide the column of the numbers is.
const NUMBER: usize = 16;

/// The state of the red-flag cards.
#[derive(Debug, Default)]
pub struct Urgent {
    focus: usize,
    is_open: bool,
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
    fn record(&self, shared: &mut Shared, with: Option<usize>) -> Step {
        let card = shared.library.urgent.get(self.focus).map(|card| card.id);
        let (Some(card), Some(action)) = (card, self.action.clone()) else {
            return Step::none();
        };
        if !shared.can_record() {
            return Step::back();
        }
        let people = shared.library.lists.get(DISCUSSED);
        let discussed_with = with
            .and_then(|place| people?.get(place))
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
        let count = shared.library.lists.get(DISCUSSED).map_or(0, Vec::len);
        match action {
            Action::Escape => self.action = None,
            Action::Enter => return Some(self.record(shared, Some(self.discussed))),
            Action::Choose(key) => {
                if let Some(place) = choices::position_of(key, count) {
                    return Some(self.record(shared, Some(place)));
                }
            }
            Action::Delete => return Some(self.record(shared, None)),
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
                let id = shared
                    .shift
                    .as_ref()
                    .and_then(|shift| shift.standby.as_ref());
                let role = id.and_then(|id| {
                    shared
                        .library
                        .local
                        .standby
                        .iter()
                        .find(|role| role.id == *id)
                });
                let phone = role.and_then(|role| role.phone.clone());
                let name =
                    role.map_or_else(|| shared.say("nood-achterwacht"), |role| role.label.clone());
                (phone, name)
            }
            CallTo::Coordinator => (None, shared.say("nood-coordinator")),
        }
    }

    fn lines(shared: &Shared, card: &UrgentCard, width: usize) -> Vec<Line<'static>> {
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
            let mut number = column(number.as_deref().unwrap_or_default(), taken, theme.danger);
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
        for (name, texts) in parts {
            if texts.is_empty() {
                continue;
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

    fn view_card(shared: &Shared, paper: &mut Paper<'_>, card: &UrgentCard) {
        let after = shared.say("nood-daarna");
        let width = paper.full_width().saturating_sub(6).min(70);
        let lines = Self::lines(shared, card, width);
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let title = format!("{} · {}", card.title, card.id);
        let mut inside = paper.framed(&title, rows);
        for line in &lines {
            inside.line(line);
        }
        inside.skip();
        inside.text(shared.theme.dim, &after);
        let frame = usize::from(rows) + 2;
        for _ in 0..frame {
            paper.skip();
        }
        Self::view_actions(shared, paper, card);
    }
}

impl Urgent {
    /// What can be noted as done, on as few lines as it takes.
    fn view_actions(shared: &Shared, paper: &mut Paper<'_>, card: &UrgentCard) {
        let theme = shared.theme;
        let said: Vec<String> = card
            .actions
            .iter()
            .enumerate()
            .filter_map(|(place, (_, label))| {
                Some(format!("{}\u{a0}{label}", choices::key_of(place)?))
            })
            .map(|said| said.replace(' ', "\u{a0}"))
            .collect();
        for line in wrap(&said.join("   "), paper.full_width().saturating_sub(2)) {
            paper.line(&Line::styled(line, theme.accent));
        }
    }

    fn view_discussed(&self, shared: &Shared, paper: &mut Paper<'_>) {
        paper.text(paper.theme.strong, &shared.say("nood-besproken"));
        paper.skip();
        let people = shared.library.lists.get(DISCUSSED);
        let shown: Vec<_> = people
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|choice| Choice {
                label: &choice.label,
                note: "",
                tick: None,
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shown, Some(self.discussed), rows);
    }
}

impl Page for Urgent {
    fn title(&self, shared: &Shared) -> String {
        shared.say("nood-kop")
    }

    fn offers(&self, _shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if self.action.is_some() {
            offers.push(Offer::new(Action::Enter, "toets-kiezen"));
            offers.push(Offer::new(Action::Delete, "toets-nog-niemand"));
        } else if self.is_open {
            offers.push(Offer::with_key(
                Action::Choose('1'),
                "cijfer",
                "toets-gedaan",
            ));
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
            Action::Enter => self.is_open = !self.is_open && count > 0,
            Action::Choose(key) if !self.is_open => {
                if let Some(position) = choices::position_of(key, count) {
                    (self.focus, self.is_open) = (position, true);
                }
            }
            Action::Left | Action::Right | Action::Up | Action::Down => {
                let action = match action {
                    Action::Left => Action::Up,
                    Action::Right => Action::Down,
                    other => other,
                };
                self.focus = choices::moved(self.focus, action, count).unwrap_or(self.focus);
            }
            _ => {
                if let Some(focus) = choices::moved(self.focus, action, count) {
                    self.focus = focus;
                }
            }
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let cards = &shared.library.urgent;
        match cards.get(self.focus) {
            None => paper.text(paper.theme.danger, &shared.say("nood-leeg")),
            Some(_) if self.action.is_some() => self.view_discussed(shared, paper),
            Some(card) if self.is_open => Self::view_card(shared, paper, card),
            Some(_) => {
                paper.text(paper.theme.strong, &shared.say("nood-vraag"));
                paper.skip();
                let shown: Vec<_> = cards
                    .iter()
                    .map(|card| Choice {
                        label: &card.title,
                        note: "",
                        tick: None,
                    })
                    .collect();
                let rows = paper.rows_left();
                choices::view(paper, &shown, Some(self.focus), rows);
            }
        }
    }
}
