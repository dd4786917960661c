//! Which cards a lookup shows: where, about what, what sort, open now.

use ratatui::text::{Line, Span};

use crate::{
    domain::PlaceId,
    knowledge::{Kind, Opening, opening},
    search::Options,
    tui::{
        keys::Action,
        shared::Shared,
        widget::{
            choices,
            paper::{Paper, column},
        },
    },
};

/// The rows of the panel.
const ROWS: [&str; 4] = [
    "filter-gebied",
    "filter-domein",
    "filter-soort",
    "filter-open",
];

/// Which cards a lookup shows. All of them at first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    region: Option<String>,
    domain: Option<String>,
    kind: Option<Kind>,
    is_open_now: bool,
    row: usize,
}

impl Filter {
    /// Whether every card passes.
    #[must_use]
    pub(super) const fn is_empty(&self) -> bool {
        self.region.is_none() && self.domain.is_none() && self.kind.is_none() && !self.is_open_now
    }

    /// The filters that are on, in words.
    #[must_use]
    pub(super) fn summary(&self, shared: &Shared) -> String {
        let words = &shared.words;
        let region = self.region.as_ref().map(|code| words.label("gebied", code));
        let domain = self.domain.as_ref().map(|code| words.label("domein", code));
        let kind = self.kind.map(|kind| words.label("soort", kind.code()));
        let open = self.is_open_now.then(|| words.text("filter-open"));
        [region, domain, kind, open]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Calls `find` with these filters as the search takes them.
    pub(super) fn with_options<T>(
        &self,
        shared: &Shared,
        limit: usize,
        find: impl FnOnce(&Options<'_>) -> T,
    ) -> T {
        let is_open = |position: usize| is_open_now(shared, position);
        let options = Options {
            region: self.region.as_deref(),
            domain: self.domain.as_deref(),
            kind: self.kind,
            only: if self.is_open_now {
                Some(&is_open)
            } else {
                None
            },
            prior: shared.cards.prior.as_ref(),
            ..Options::new(limit)
        };
        find(&options)
    }

    /// Moves between the rows, or to another answer of one. True when the filters changed.
    pub(super) fn act(&mut self, shared: &Shared, action: Action) -> bool {
        if let Some(row) = choices::moved(self.row, action, ROWS.len()) {
            self.row = row;
            return false;
        }
        let forward = match action {
            Action::Right | Action::Tick => true,
            Action::Left => false,
            _ => return false,
        };
        match self.row {
            0 => self.region = next(self.region.as_ref(), &regions(shared), forward),
            1 => self.domain = next(self.domain.as_ref(), &domains(shared), forward),
            2 => self.kind = next(self.kind.as_ref(), &Kind::ALL, forward),
            _ => self.is_open_now = !self.is_open_now,
        }
        true
    }

    /// Each row of the panel: what it is about, and its answer.
    pub(super) fn rows(&self, shared: &Shared) -> Vec<(String, String)> {
        let words = &shared.words;
        let all = || words.text("filter-alles");
        let values = [
            self.region
                .as_ref()
                .map_or_else(all, |code| words.label("gebied", code)),
            self.domain
                .as_ref()
                .map_or_else(all, |code| words.label("domein", code)),
            self.kind
                .map_or_else(all, |kind| words.label("soort", kind.code())),
            if self.is_open_now {
                words.text("filter-ja")
            } else {
                all()
            },
        ];
        let names = ROWS.iter().map(|name| words.text(name));
        names.zip(values).collect()
    }

    /// Draws the panel.
    pub(super) fn view(&self, shared: &Shared, paper: &mut Paper<'_>) {
        let theme = paper.theme;
        paper.text(theme.strong, &shared.say("filter-vraag"));
        paper.text(theme.dim, &shared.say("filter-uitleg"));
        paper.skip();
        for (row, (name, value)) in self.rows(shared).into_iter().enumerate() {
            let has_focus = row == self.row;
            let arrows = if has_focus {
                format!("← {value} →")
            } else {
                format!("  {value}")
            };
            paper.row(
                has_focus,
                &Line::from(vec![
                    column(&name, 14, theme.on(has_focus, theme.dim)),
                    Span::styled(arrows, theme.on(has_focus, theme.text)),
                ]),
            );
        }
    }
}

/// The next value of a ring that begins with "all".
fn next<T: Clone + PartialEq>(now: Option<&T>, values: &[T], forward: bool) -> Option<T> {
    let count = values.len() + 1;
    let at = now
        .and_then(|now| values.iter().position(|each| each == now))
        .map_or(0, |at| at + 1);
    let to = if forward {
        (at + 1) % count
    } else {
        (at + count - 1) % count
    };
    to.checked_sub(1).and_then(|at| values.get(at)).cloned()
}

fn regions(shared: &Shared) -> Vec<String> {
    sorted(
        shared
            .library
            .articles
            .iter()
            .map(|article| article.region.clone()),
    )
}

fn domains(shared: &Shared) -> Vec<String> {
    sorted(
        shared
            .library
            .articles
            .iter()
            .flat_map(|article| article.domains.clone()),
    )
}

fn sorted(values: impl Iterator<Item = String>) -> Vec<String> {
    values
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Whether the hours of a card say that it is open at this moment. Hours in words only never do.
fn is_open_now(shared: &Shared, position: usize) -> bool {
    let Some(article) = shared.library.articles.get(position) else {
        return false;
    };
    let Some(hours) = article.opening_hours.as_deref() else {
        return false;
    };
    let place = PlaceId::from(article.id.as_str().to_owned());
    let is_place = shared
        .library
        .local
        .places
        .iter()
        .any(|each| each.id == place);
    let closures = &shared.library.local.closures;
    let now = shared.stamp.now.datetime();
    matches!(
        opening(hours, is_place.then_some(&place), closures, now),
        Some(Opening::Open { .. })
    )
}
