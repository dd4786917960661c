//! The audit log and what is kept about someone, in words: names of questions and answers as people know them, no codes.

use ratatui::text::Line;

use crate::{
    domain::{Answer, FieldName, RouteId, Unanswered},
    tui::{
        message::{About, AboutLine, Trace},
        shared::Shared,
        widget::{
            dates, list,
            paper::{Paper, wrap},
        },
    },
};

use super::{Custody, Part};

/// Columns of the longest name of a role.
const ROLE: usize = 11;

impl Custody {
    /// Draws lines to read, the last rows but so many.
    pub(super) fn show(
        &self,
        shared: &Shared,
        lines: &[String],
        paper: &mut Paper<'_>,
        below: usize,
    ) {
        let rows = paper.rows_left().saturating_sub(below);
        let mut shown = Vec::new();
        for line in lines {
            // What stands below a heading keeps its indent, also where it goes on.
            let text = line.trim_start();
            let indent = " ".repeat(line.len() - text.len());
            let style = if indent.is_empty() && matches!(self.part, Part::Found(_)) {
                paper.theme.strong
            } else {
                paper.theme.text
            };
            let room = paper.width().saturating_sub(indent.len() + 2).max(8);
            let mut before = indent.clone();
            for text in wrap(text, room) {
                shown.push(Line::styled(format!("{before}{text}"), style));
                before = format!("{indent}  ");
            }
        }
        list::read(paper, &shared.words, &shown, self.first, rows);
    }
}

/// A line of the audit log.
pub(super) fn trace(shared: &Shared, trace: &Trace) -> String {
    let words = &shared.words;
    match trace {
        Trace::Did {
            at,
            role,
            initials,
            act,
            about,
        } => {
            // The id of a record says nothing; its first signs tell two of them apart.
            let is_id = about.len() == 32 && about.chars().all(|sign| sign.is_ascii_hexdigit());
            let short = about.get(..8).filter(|_| is_id);
            let about = short.map_or_else(
                || about.clone(),
                |id| words.with("sporen-vraag", &[("id", id)]),
            );
            let (role, act) = (words.label("rol", role), words.label("daad", act));
            format!("{at}  {role:<ROLE$}  {initials}  {act}  {about}")
                .trim_end()
                .to_owned()
        }
        Trace::Broken(month) => words.with("kluis-sporen-stuk", &[("maand", month)]),
    }
}

/// What is kept about someone: each record with its answers below it; what was not asked stands together.
pub(super) fn about(shared: &Shared, found: &About) -> Vec<String> {
    let mut lines = Vec::new();
    let mut not_asked: Vec<String> = Vec::new();
    for line in &found.lines {
        match line {
            AboutLine::Record(record) => {
                end_record(shared, &mut lines, &mut not_asked);
                lines.push(shared.sentence(record));
            }
            AboutLine::Answer(route, field, answer) => {
                let name = name_of(shared, route.as_ref(), field);
                if matches!(answer, Answer::None(Unanswered::NotAsked)) {
                    not_asked.push(name);
                } else {
                    let said = said(shared, route.as_ref(), field, answer);
                    lines.push(format!("  {name}: {said}"));
                }
            }
        }
    }
    end_record(shared, &mut lines, &mut not_asked);
    lines
}

fn end_record(shared: &Shared, lines: &mut Vec<String>, not_asked: &mut Vec<String>) {
    if !not_asked.is_empty() {
        let names = std::mem::take(not_asked).join(", ");
        let said = shared
            .words
            .with("inzage-niet-gevraagd", &[("vragen", &names)]);
        lines.push(format!("  {said}"));
    }
}

/// The short name of a question, the question itself where the words have none.
fn name_of(shared: &Shared, route: Option<&RouteId>, field: &FieldName) -> String {
    let name = field.as_str();
    let base = name.split_once('[').map_or(name, |(base, _)| base);
    if shared.words.has(&format!("veld-{base}")) {
        return shared.words.label("veld", base);
    }
    let routes = &shared.library.routes;
    let asked = route
        .and_then(|id| routes.get(id)?.field(base))
        .or_else(|| routes.values().find_map(|route| route.field(base)));
    asked.map_or_else(
        || base.replace('_', " "),
        |asked| asked.label.trim_end_matches('?').to_owned(),
    )
}

/// The label of a code, as the route that asked it has it.
fn label_of(shared: &Shared, route: Option<&RouteId>, field: &FieldName, code: &str) -> String {
    let routes = &shared.library.routes;
    let name = field.as_str();
    let base = name.split_once('[').map_or(name, |(base, _)| base);
    let own = route.and_then(|id| routes.get(id));
    for route in own.into_iter().chain(routes.values()) {
        let list = route.field(base).and_then(|field| field.kind.list());
        let choices = list.and_then(|list| route.lists.get(list));
        let found = choices
            .into_iter()
            .flatten()
            .find(|choice| choice.name == code);
        if let Some(choice) = found {
            return choice.label.clone();
        }
    }
    shared.library.label(base, code).to_owned()
}

fn said(shared: &Shared, route: Option<&RouteId>, field: &FieldName, answer: &Answer) -> String {
    let label = |code: &String| label_of(shared, route, field, code);
    match answer {
        Answer::None(why) => why.to_string().replace('-', " "),
        Answer::One(code) => label(code),
        Answer::Many(codes) => codes.iter().map(label).collect::<Vec<_>>().join(", "),
        Answer::Text(text) => {
            let card = shared.library.article(text);
            card.map_or_else(|| text.clone(), |card| card.name.clone())
        }
        Answer::Whole(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string().replace('.', ","),
        Answer::Date(day) => dates::full_date(&shared.words, *day),
        Answer::Time(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}
