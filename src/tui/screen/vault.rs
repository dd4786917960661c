//! One card of the vault: who may be called and what is needed for the work; how it stands, in one key; and withdrawing
//! the consent, which takes the card away.

use ratatui::text::{Line, Span};

use crate::{
    conversation::in_words,
    domain::{Answer, Change, Contact, ContactId, FieldName, Retention},
    route,
    tui::{
        keys::{Action, Offer},
        message::Trouble,
        screen::{Page, Step, helpers::Helpers},
        shared::Shared,
        widget::{
            choices, dates,
            paper::{Paper, column, cut},
        },
    },
};

/// The name under which a card keeps how its work stands.
const STATUS: &str = "status";
/// The column of a status that ends the work.
const ENDS: &str = "klaar";
/// How wide the names of the fields are.
const NAME_WIDTH: usize = 16;

/// The state of one card.
#[derive(Debug)]
pub struct VaultCard {
    contact: ContactId,
    focus: usize,
}

/// The list of how work of this kind can stand; none when it has none.
#[must_use]
pub fn statuses<'a>(shared: &'a Shared, contact: &Contact) -> &'a [route::Choice] {
    let list = match contact.class {
        Retention::Ride => "status_rit",
        Retention::Resident if contact.answers.contains_key("klus") => "status_burenhulp",
        Retention::Resident | Retention::Volunteer => return &[],
    };
    shared.library.lists.get(list).map_or(&[], Vec::as_slice)
}

/// How the work of a card stands, in words; the first of its list when nothing was noted.
#[must_use]
pub fn status<'a>(shared: &'a Shared, contact: &Contact) -> &'a str {
    let list = statuses(shared, contact);
    let found = list
        .iter()
        .find(|choice| choice.name == contact.text(STATUS));
    found
        .or_else(|| list.first())
        .map_or("", |choice| choice.label.as_str())
}

/// What a card holds, as names and words.
fn lines(shared: &Shared, contact: &Contact) -> Vec<(String, String)> {
    let Some(route) = shared.library.routes.get(&contact.route) else {
        return Vec::new();
    };
    let in_order = route
        .fields
        .iter()
        .filter_map(|field| Some((field, contact.answers.get(&field.name)?)));
    in_order
        .map(|(field, answer)| {
            let name = if shared.words.has(&format!("veld-{}", field.name)) {
                shared.words.label("veld", field.name.as_str())
            } else {
                field.label.clone()
            };
            (name, in_words(route, field, Some(answer)))
        })
        .collect()
}

impl VaultCard {
    /// Opens a card.
    #[must_use]
    pub const fn of(contact: ContactId) -> Self {
        Self { contact, focus: 0 }
    }

    fn set(&self, shared: &mut Shared, position: usize) -> Step {
        let today = shared.stamp.now.date();
        let Some(contact) = shared.contact(self.contact).cloned() else {
            return Step::back();
        };
        let Some(status) = statuses(shared, &contact).get(position).cloned() else {
            return Step::none();
        };
        let mut changed = if status.columns.contains_key(ENDS) {
            contact.closed(today)
        } else {
            Contact {
                closed_on: None,
                ..contact.worked_with(today)
            }
        };
        changed
            .answers
            .insert(FieldName::from(STATUS), Answer::One(status.name));
        shared.notice = Some(Trouble::new("kluis-staat").with("staat", status.label));
        Step::back().and(shared.change_aftercare(vec![Change::Contact(changed)]))
    }
}

impl Page for VaultCard {
    fn title(&self, shared: &Shared) -> String {
        shared.say("kluis-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if let Some(contact) = shared.contact(self.contact) {
            if !statuses(shared, contact).is_empty() {
                offers.push(Offer::new(Action::Enter, "toets-kiezen"));
            }
            if contact.class == Retention::Resident && contact.answers.contains_key("klus") {
                offers.push(Offer::new(Action::Tab, "toets-helpers"));
            }
            offers.push(Offer::new(Action::Delete, "toets-intrekken"));
        }
        offers.push(Offer::new(Action::Escape, "toets-terug"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let Some(contact) = shared.contact(self.contact) else {
            return Step::back();
        };
        let count = statuses(shared, contact).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter if count > 0 => return self.set(shared, self.focus),
            Action::Tab => {
                if let Some(helpers) = Helpers::for_contact(shared, contact) {
                    return Step::replace(helpers);
                }
            }
            Action::Delete => {
                shared.notice = Some(Trouble::new("kluis-ingetrokken"));
                let gone = Change::EndContact(self.contact);
                return Step::back().and(shared.change_aftercare(vec![gone]));
            }
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.set(shared, position);
                }
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
        let theme = paper.theme;
        let Some(contact) = shared.contact(self.contact) else {
            paper.text(theme.dim, &shared.say("kluis-leeg"));
            return;
        };
        let statuses = statuses(shared, contact);
        for (name, text) in lines(shared, contact) {
            if paper.rows_left() <= statuses.len() + 3 {
                break;
            }
            let width = paper.width().saturating_sub(NAME_WIDTH + 2);
            paper.line(&Line::from(vec![
                column(&name, NAME_WIDTH, theme.dim),
                Span::styled(format!("  {}", cut(&text, width)), theme.text),
            ]));
        }
        let day = dates::full_date(&shared.words, contact.ends_on);
        paper.text(theme.dim, &shared.words.with("kluis-tot", &[("dag", &day)]));
        if statuses.is_empty() {
            return;
        }
        paper.skip();
        let shown: Vec<_> = statuses
            .iter()
            .map(|status| choices::Choice {
                label: &status.label,
                note: "",
                tick: Some(status.name == contact.text(STATUS)),
            })
            .collect();
        let rows = paper.rows_left();
        choices::view(paper, &shared.words, &shown, Some(self.focus), rows);
    }
}
