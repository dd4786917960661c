//! Groups and repeats while the rows of the survey are read: what is open, what it asks of its questions.

use super::{
    cell::{expression, optional, sentence},
    defect,
    question::{Questions, name},
};
use crate::{
    domain::Answer,
    route::{
        ANOTHER, Calculation, Expression, Field, FieldKind, MOST_ROWS, Repeat, Wording, rows,
        sheet::{Defect, Place, Row},
    },
};

/// A group that is open.
struct Open {
    place: Place,
    label: Option<String>,
    /// Its condition together with those around it.
    relevant: Option<Expression>,
    /// The question at the end of a row, when this is a repeat without a count.
    closing: Option<Field>,
    /// This is a repeat, or stands in one.
    repeat: Option<usize>,
    /// This is a repeat itself.
    is_repeat: bool,
}

/// The groups that are open, the innermost last.
#[derive(Default)]
pub(super) struct Groups(Vec<Open>);

impl Groups {
    /// Takes the row when it begins or ends a group or a repeat; false when it is something else.
    pub(super) fn take(
        &mut self,
        row: &Row,
        questions: &mut Questions,
        defects: &mut Vec<Defect>,
    ) -> bool {
        let words: Vec<&str> = row
            .text("type")
            .split(|letter: char| letter.is_whitespace() || letter == '_')
            .collect();
        match words.as_slice() {
            ["begin", "group"] => self.begin(row, defects),
            ["begin", "repeat"] => self.begin_repeat(row, questions, defects),
            ["end", "group"] => self.end(row, false, questions, defects),
            ["end", "repeat"] => self.end(row, true, questions, defects),
            _ => return false,
        }
        true
    }

    /// The condition of all open groups.
    pub(super) fn relevant(&self) -> Option<Expression> {
        self.0.last().and_then(|group| group.relevant.clone())
    }

    /// The heading of the innermost group that has one.
    pub(super) fn label(&self) -> Option<String> {
        self.0.iter().rev().find_map(|group| group.label.clone())
    }

    /// Where a question belongs that stands here.
    pub(super) fn row(&self) -> Option<rows::Row> {
        let repeat = self.0.last()?.repeat?;
        Some(rows::Row { repeat, number: 0 })
    }

    /// Tells of the groups that were never ended.
    pub(super) fn finish(self, defects: &mut Vec<Defect>) {
        for group in self.0 {
            let kind = if group.is_repeat { "repeat" } else { "group" };
            defects.push(Defect {
                place: Some(group.place),
                field: "type".to_owned(),
                what: format!("this {kind} is never ended"),
                remedy: format!("write a row with type = \"end_{kind}\" after its last question"),
            });
        }
    }

    fn begin(&mut self, row: &Row, defects: &mut Vec<Defect>) {
        let own = expression(row, "relevant", Expression::parse, defects);
        let relevant = both(self.relevant(), own);
        self.0.push(Open {
            place: row.place,
            label: optional(row, "label", defects),
            relevant,
            closing: None,
            repeat: self.0.last().and_then(|group| group.repeat),
            is_repeat: false,
        });
    }

    fn begin_repeat(&mut self, row: &Row, questions: &mut Questions, defects: &mut Vec<Defect>) {
        if self.row().is_some() {
            defects.push(defect(
                row,
                "type",
                "a repeat stands inside a repeat",
                "write a repeat of its own, or a question with several choices",
            ));
        }
        let own = expression(row, "relevant", Expression::parse, defects);
        let count = expression(row, "repeat_count", Expression::parse, defects);
        self.0.push(Open {
            place: row.place,
            label: optional(row, "label", defects),
            relevant: both(self.relevant(), own),
            closing: None,
            repeat: Some(questions.repeats.len()),
            is_repeat: true,
        });
        check_constant(row, count.as_ref(), defects);
        let repeat = Repeat {
            name: name(row, &mut questions.places, defects),
            label: self.label(),
            count,
            most: MOST_ROWS,
        };
        // Something of the name of the repeat stands in each row, so that count(${repeat}) counts rows.
        if repeat.count.is_some() {
            questions.calculations.push(Calculation {
                name: repeat.name.clone(),
                calculation: Expression::blank(),
                relevant: self.relevant(),
                row: self.row(),
            });
        } else {
            let closing = self.closing(row, &repeat, defects);
            if let Some(open) = self.0.last_mut() {
                open.closing = Some(closing);
            }
        }
        questions.repeats.push(repeat);
    }

    /// The question that closes each row: is there another?
    fn closing(&self, row: &Row, repeat: &Repeat, defects: &mut Vec<Defect>) -> Field {
        let wording = Wording {
            hint: sentence(row, "hint", defects),
            guidance_hint: sentence(row, "guidance_hint", defects),
            ..Wording::default()
        };
        let label = repeat.label.clone();
        Field {
            label: label.unwrap_or_else(|| repeat.name.to_string()),
            hint: optional(row, "hint", defects),
            guidance_hint: optional(row, "guidance_hint", defects),
            default: Some(Answer::One("nee".to_owned())),
            relevant: self.relevant(),
            group: self.label(),
            row: self.row(),
            wording: wording.or_none(),
            ..Field::new(
                repeat.name.clone(),
                FieldKind::SelectOne(ANOTHER.to_owned()),
            )
        }
    }

    fn end(
        &mut self,
        row: &Row,
        is_repeat: bool,
        questions: &mut Questions,
        defects: &mut Vec<Defect>,
    ) {
        let kind = if is_repeat { "repeat" } else { "group" };
        match self.0.pop() {
            Some(open) if open.is_repeat == is_repeat => questions.fields.extend(open.closing),
            Some(open) => {
                let begun = if open.is_repeat { "repeat" } else { "group" };
                defects.push(defect(
                    row,
                    "type",
                    format!("the {begun} of {} is ended here as a {kind}", open.place),
                    format!("write end_{begun} first"),
                ));
            }
            None => defects.push(defect(
                row,
                "type",
                format!("this {kind} was never begun"),
                format!("remove the row, or write a begin_{kind} above"),
            )),
        }
    }
}

/// Refuses a count that is written out and larger than there can be rows.
fn check_constant(row: &Row, count: Option<&Expression>, defects: &mut Vec<Defect>) {
    let written = count.and_then(|count| count.text().parse::<usize>().ok());
    if written.is_some_and(|count| count > MOST_ROWS) {
        defects.push(defect(
            row,
            "repeat_count",
            format!("a repeat has at most {MOST_ROWS} rows"),
            "write a smaller number",
        ));
    }
}

/// Both conditions, where there are two.
pub(super) fn both(outer: Option<Expression>, inner: Option<Expression>) -> Option<Expression> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(outer.and(inner)),
        (outer, inner) => outer.or(inner),
    }
}
