//! Helpers for one request: at most three, each with the reason. A person decides and calls; the screen notes who is
//! asked. Where nobody fits, places that can also help.

use ratatui::text::{Line, Span};

use crate::{
    domain::{Answer, Change, Contact, ContactId, Enquiry, FieldName, Outcome},
    matching::{self, Nearness, Proposal, Request},
    tui::{
        keys::{Action, Offer},
        message::{Report, Saving, Trouble},
        screen::{Page, Step, talk::view_cards},
        shared::Shared,
        widget::{
            choices, dates,
            paper::{Paper, cut},
        },
    },
};

/// The question of the route whose cards are shown where nobody fits.
const PLACES_TO_ASK: &str = "contactpunten";
/// How a request stands once someone is asked.
const ASKED: &str = "voorgesteld";

/// The state of the proposal.
#[derive(Debug)]
pub struct Helpers {
    request: Request,
    route: crate::domain::RouteId,
    /// Who asks; none when no name was kept.
    contact: Option<ContactId>,
    proposals: Vec<Proposal>,
    focus: usize,
}

impl Helpers {
    /// The proposal after a request was noted; none when the enquiry is no open request, or nothing can be read.
    #[must_use]
    pub fn after(shared: &Shared, enquiry: &Enquiry) -> Option<Self> {
        shared.open()?;
        if enquiry.outcome != Outcome::Ongoing || enquiry.withdrawn {
            return None;
        }
        let contact = shared.contact_of(enquiry.id);
        let vault = contact.map(|contact| &contact.answers);
        let request = Request::of(|field| {
            let kept = enquiry.answers.get(field);
            kept.or_else(|| vault.and_then(|answers| answers.get(field)))
        })?;
        let contact = contact.map(|contact| contact.id);
        Some(Self::new(shared, request, enquiry.route.clone(), contact))
    }

    /// The proposal for a request that waits; none when it names no task.
    #[must_use]
    pub fn for_contact(shared: &Shared, contact: &Contact) -> Option<Self> {
        let request = Request::of(|field| contact.answers.get(field))?;
        let route = contact.route.clone();
        Some(Self::new(shared, request, route, Some(contact.id)))
    }

    fn new(
        shared: &Shared,
        request: Request,
        route: crate::domain::RouteId,
        contact: Option<ContactId>,
    ) -> Self {
        let mut helpers = Self {
            request,
            route,
            contact,
            proposals: Vec::new(),
            focus: 0,
        };
        helpers.propose(shared);
        helpers
    }

    fn propose(&mut self, shared: &Shared) {
        let today = shared.stamp.now.date();
        let contacts = shared
            .open()
            .map_or(&[][..], |open| open.contacts.as_slice());
        self.proposals = matching::proposals(&self.request, contacts, today);
    }

    /// Notes that this helper is asked; the next proposal knows it.
    fn ask(&mut self, shared: &mut Shared, position: usize) -> Step {
        let today = shared.stamp.now.date();
        let helper = self
            .proposals
            .get(position)
            .and_then(|proposal| shared.contact(proposal.helper))
            .cloned();
        let Some(helper) = helper else {
            return Step::none();
        };
        let name = helper.text("naam").to_owned();
        let asked = Contact {
            asked_on: Some(today),
            ..helper.worked_with(today)
        };
        let mut changes = vec![Change::Contact(asked)];
        let who_asks = self.contact.and_then(|id| shared.contact(id)).cloned();
        if let Some(mut contact) = who_asks {
            contact
                .answers
                .insert(FieldName::from("status"), Answer::One(ASKED.to_owned()));
            changes.push(Change::Contact(contact.worked_with(today)));
        }
        shared.notice = Some(Trouble::new("helper-gevraagd").with("naam", name));
        shared.change_aftercare(changes).into()
    }

    fn why(shared: &Shared, proposal: &Proposal) -> String {
        let words = &shared.words;
        let near = match proposal.nearness {
            Nearness::Street => "helper-straat",
            Nearness::Neighbourhood => "helper-buurt",
            Nearness::Town => "helper-stad",
        };
        let mut why = vec![words.text(near)];
        if proposal.shares_interest {
            why.push(words.text("helper-klik"));
        }
        why.push(match proposal.asked_on {
            None => words.text("helper-nog-nooit"),
            Some(day) => words.with("helper-laatst", &[("dag", &dates::short_day(words, day))]),
        });
        why.join(", ")
    }
}

impl Page for Helpers {
    fn title(&self, shared: &Shared) -> String {
        shared.say("helper-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !self.proposals.is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-gevraagd"));
        }
        if shared.can_undo() {
            offers.push(Offer::quiet(Action::Undo, "toets-ongedaan"));
        }
        offers.push(Offer::new(Action::Escape, "toets-later"));
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = self.proposals.len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return self.ask(shared, self.focus),
            Action::Undo => return Step::from(shared.take_back()),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return self.ask(shared, position);
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

    fn reported(&mut self, shared: &mut Shared, report: &Report) -> Step {
        if matches!(report, Report::Saved(Saving::Correction, Ok(()))) {
            self.propose(shared);
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let task = shared.library.label("klus", &self.request.task).to_owned();
        if self.proposals.is_empty() {
            paper.text(
                theme.strong,
                &shared.words.with("helper-niemand", &[("klus", &task)]),
            );
            paper.skip();
            let route = shared.library.routes.get(&self.route);
            let places = route
                .and_then(|route| route.field(PLACES_TO_ASK))
                .and_then(|field| field.appearance.as_deref())
                .unwrap_or_default();
            view_cards(shared, paper, places.split_whitespace());
            return;
        }
        paper.text(
            theme.strong,
            &shared.words.with("helper-vraag", &[("klus", &task)]),
        );
        paper.text(theme.dim, &shared.say("helper-uitleg"));
        paper.skip();
        for (position, proposal) in self.proposals.iter().enumerate() {
            let has_focus = position == self.focus;
            let key = choices::key_of(position).unwrap_or(' ');
            let helper = shared.contact(proposal.helper);
            let said = helper.map_or_else(String::new, |helper| {
                format!("{}  {}", helper.text("naam"), helper.text("telefoon"))
            });
            let line = Line::from(vec![
                Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                Span::styled(cut(&said, paper.width()), theme.on(has_focus, theme.text)),
            ]);
            paper.row(has_focus, &line);
            let why = Self::why(shared, proposal);
            paper.line(&Line::styled(format!("   {why}"), theme.dim));
        }
    }
}
