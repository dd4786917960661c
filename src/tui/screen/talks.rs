//! Conversations to go on with: parked ones, and the one that was going on when the power failed.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{Answer, Change, Session},
    tui::{
        keys::{Action, Offer},
        message::{Effect, Report, Saving, Trouble},
        order,
        screen::{Page, Step, talk::Talk},
        shared::Shared,
        widget::{
            choices, dates,
            list::{self, Item},
            paper::{Paper, wrap},
        },
    },
};

/// What was said takes at most so many rows below a talk.
const MOST_ROWS: usize = 2;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Talks {
    focus: usize,
    /// Thrown away here, newest last; Ctrl+Z brings them back.
    dropped: Vec<Session>,
    /// Opened right after unlocking: the screen asks "go on?" first.
    is_question: bool,
}

impl Talks {
    /// The question that is asked after unlocking.
    #[must_use]
    pub fn asked() -> Self {
        Self {
            is_question: true,
            ..Self::default()
        }
    }

    /// Newest first: the talk that was cut off stands on top.
    fn drafts(shared: &Shared) -> Vec<&Session> {
        let mut drafts: Vec<_> = shared
            .open()
            .map_or_else(Vec::new, |open| open.drafts.iter().collect());
        order::by_key(&mut drafts, |draft| std::cmp::Reverse(draft.saved_at));
        drafts
    }

    fn resume(shared: &mut Shared, position: usize) -> Step {
        let Some(draft) = Self::drafts(shared)
            .get(position)
            .map(|draft| (*draft).clone())
        else {
            return Step::none();
        };
        if let Some(talk) = Talk::resume(shared, &draft) {
            Step::replace(talk)
        } else {
            let route = draft.route.as_str();
            shared.notice = Some(Trouble::new("route-ontbreekt").with("route", route));
            Step::none()
        }
    }

    /// When it was left, which route it is, and what was said.
    fn line(shared: &Shared, draft: &Session) -> [String; 3] {
        let title = shared
            .library
            .routes
            .get(&draft.route)
            .map_or(draft.route.as_str(), |route| route.title.as_str());
        let zone = shared.stamp.now.time_zone();
        let day = dates::short_day(&shared.words, draft.saved_at.to_zoned(zone.clone()).date());
        let time = dates::clock(draft.saved_at, zone);
        let name = if draft.parked {
            "verder-geparkeerd"
        } else {
            "verder-afgebroken"
        };
        let is_today = draft.saved_at.to_zoned(zone.clone()).date() == shared.stamp.now.date();
        let when = if is_today {
            time
        } else {
            format!("{day} {time}")
        };
        let state = shared.words.with(name, &[("wanneer", &when)]);
        let words = said(draft).map_or_else(String::new, |words| format!("\"{words}\""));
        [state, title.to_owned(), words]
    }
}

/// The first words that were noted, so that one talk is known from another.
fn said(draft: &Session) -> Option<&str> {
    let typed = draft.typing.as_ref().map(|typing| typing.text.as_str());
    let text = draft
        .answers
        .get("vraag_woorden")
        .and_then(|answer| match answer {
            Answer::Text(text) => Some(text.as_str()),
            _ => None,
        });
    text.or(typed).filter(|text| !text.is_empty())
}

impl Page for Talks {
    fn title(&self, shared: &Shared) -> String {
        shared.say("verder-kop")
    }

    fn offers(&self, shared: &Shared) -> Vec<Offer> {
        let mut offers = Vec::new();
        if !Self::drafts(shared).is_empty() {
            offers.push(Offer::new(Action::Enter, "toets-ga-verder"));
            offers.push(Offer::new(Action::Delete, "toets-weggooien"));
        }
        offers.push(Offer::new(
            Action::Escape,
            if self.is_question {
                "toets-later"
            } else {
                "toets-terug"
            },
        ));
        if !self.dropped.is_empty() {
            offers.push(Offer::new(Action::Undo, "toets-ongedaan"));
        }
        offers
    }

    fn act(&mut self, shared: &mut Shared, action: Action) -> Step {
        let count = Self::drafts(shared).len();
        match action {
            Action::Escape => return Step::back(),
            Action::Enter => return Self::resume(shared, self.focus),
            Action::Choose(key) => {
                if let Some(position) = choices::position_of(key, count) {
                    return Self::resume(shared, position);
                }
            }
            Action::Delete => {
                if let Some(draft) = Self::drafts(shared)
                    .get(self.focus)
                    .map(|draft| (*draft).clone())
                {
                    shared.drop_draft(draft.id);
                    shared.notice = Some(Trouble::new("gesprek-weggegooid"));
                    let id = draft.id;
                    self.dropped.push(draft);
                    self.focus = 0;
                    return Effect::Save(Saving::Correction, vec![Change::EndDraft(id)]).into();
                }
            }
            Action::Undo => {
                if let Some(draft) = self.dropped.pop() {
                    shared.keep_draft(&draft);
                    return Effect::Save(Saving::Correction, vec![Change::Draft(draft)]).into();
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
        // Not on disk: it was not thrown away.
        if matches!(report, Report::Saved(Saving::Correction, Err(_)))
            && let Some(draft) = self.dropped.pop()
        {
            shared.keep_draft(&draft);
        }
        Step::none()
    }

    fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        let drafts = Self::drafts(shared);
        let question = match (drafts.is_empty(), self.is_question) {
            (true, _) => "verder-leeg",
            (false, true) => "verder-vraag",
            (false, false) => "verder-kies",
        };
        paper.text(theme.strong, &shared.say(question));
        paper.skip();
        let rows = paper.rows_left();
        let width = paper.width();
        let items: Vec<Item> = drafts
            .iter()
            .enumerate()
            .map(|(position, draft)| {
                let has_focus = position == self.focus;
                let key = choices::key_of(position).unwrap_or(' ');
                let [when, title, words] = Self::line(shared, draft);
                let mut name = Line::from(vec![
                    Span::styled(format!("{key}  "), theme.on(has_focus, theme.accent)),
                    Span::styled(format!("{when}  "), theme.on(has_focus, theme.dim)),
                    Span::styled(title, theme.on(has_focus, theme.text)),
                ]);
                // What was said stands behind it, or below it where it does not fit.
                if name.width() + words.width() < width {
                    name.push_span(Span::styled(
                        format!(" {words}"),
                        theme.on(has_focus, theme.text),
                    ));
                    return Item::of(name);
                }
                let more = wrap(&words, width.saturating_sub(3)).into_iter();
                let more = more.map(|text| Line::styled(format!("   {text}"), theme.dim));
                Item::with_more(vec![name], more.take(MOST_ROWS).collect())
            })
            .collect();
        list::view(paper, &shared.words, &items, Some(self.focus), rows);
    }
}
