//! Choice lists: of one route, and those that routes share.

use std::collections::BTreeMap;

use super::{defect, is_name, words};
use crate::route::{
    Choice, EXCLUSIVE, Field, Lists, MOST_CHOICES,
    sheet::{Defect, Row, Sheet, suggest},
};

/// The columns every choice may have.
const PLAIN: &[&str] = &["list_name", "name", "label", EXCLUSIVE];

/// The shared lists. A further column bears the name of a list of the same file and holds one of its codes: it says
/// for which code of that list the choice is meant (`thema` in the list of subthemes).
pub(in crate::route) fn shared_lists(sheet: &Sheet, defects: &mut Vec<Defect>) -> Lists {
    for row in &sheet.survey {
        defects.push(defect(
            row,
            "survey",
            "shared lists ask no questions",
            "move this row to a route",
        ));
    }
    for cell in &sheet.settings.cells {
        defects.push(Defect {
            place: Some(cell.place),
            field: cell.column.clone(),
            what: format!("shared lists have no setting `{}`", cell.column),
            remedy: "remove it".to_owned(),
        });
    }
    let lists = lists(&sheet.choices, defects);
    for row in &sheet.choices {
        for cell in further(row) {
            let Some(list) = lists.get(&cell.column) else {
                let mut known = PLAIN.to_vec();
                known.extend(lists.keys().map(String::as_str));
                defects.push(defect(
                    row,
                    &cell.column,
                    format!("the column `{}` is not understood", cell.column),
                    suggest(&cell.column, &known),
                ));
                continue;
            };
            for code in cell.text.split_whitespace() {
                if !list.iter().any(|choice| choice.name == code) {
                    defects.push(defect(
                        row,
                        &cell.column,
                        format!("`{code}` is not in the list `{}`", cell.column),
                        "use a code of that list",
                    ));
                }
            }
        }
    }
    lists
}

/// The lists of one route; a name that is shared already is refused.
pub(super) fn own_lists(sheet: &Sheet, shared: &Lists, defects: &mut Vec<Defect>) -> Lists {
    let own = lists(&sheet.choices, defects);
    for name in own.keys().filter(|name| shared.contains_key(*name)) {
        let row = sheet
            .choices
            .iter()
            .find(|row| row.text("list_name") == name);
        if let Some(row) = row {
            defects.push(defect(
                row,
                "list_name",
                format!("the list `{name}` is shared by all routes"),
                "use it as it is, or give this list another name",
            ));
        }
    }
    own
}

/// A further column is for choice filters: one that no filter looks at is a mistake.
pub(super) fn check_columns(sheet: &Sheet, fields: &[Field], defects: &mut Vec<Defect>) {
    let mut looked_at: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for field in fields {
        if let (Some(list), Some(filter)) = (field.kind.list(), &field.choice_filter) {
            looked_at.entry(list).or_default().extend(filter.columns());
        }
    }
    for row in &sheet.choices {
        let columns = looked_at.get(row.text("list_name"));
        for cell in further(row) {
            let is_used = columns.is_some_and(|names| names.contains(&cell.column.as_str()));
            if !is_used {
                defects.push(defect(
                    row,
                    &cell.column,
                    format!("the column `{}` is not understood", cell.column),
                    suggest(&cell.column, PLAIN),
                ));
            }
        }
    }
}

fn further(row: &Row) -> impl Iterator<Item = &crate::route::sheet::Cell> {
    row.cells
        .iter()
        .filter(|cell| !PLAIN.contains(&cell.column.as_str()))
}

fn lists(rows: &[Row], defects: &mut Vec<Defect>) -> Lists {
    let mut lists = Lists::new();
    if let Some(row) = rows.get(MOST_CHOICES) {
        defects.push(defect(
            row,
            "choices",
            format!(
                "the file has {} choices; {MOST_CHOICES} is the most",
                rows.len()
            ),
            "split it into several files",
        ));
        return lists;
    }
    for row in rows {
        let (list, choice) = (row.text("list_name"), choice(row, defects));
        if !is_name(list) {
            defects.push(defect(
                row,
                "list_name",
                "the choice belongs to no list",
                "write list_name = \"...\" with letters, digits, `_` or `-`",
            ));
            continue;
        }
        let Some(choice) = choice else { continue };
        let choices = lists.entry(list.to_owned()).or_default();
        if choices.iter().any(|known| known.name == choice.name) {
            defects.push(defect(
                row,
                "name",
                format!("the list `{list}` has `{}` twice", choice.name),
                "give one of them another name",
            ));
        }
        choices.push(choice);
    }
    lists
}

fn choice(row: &Row, defects: &mut Vec<Defect>) -> Option<Choice> {
    let name = row.text("name");
    if name.is_empty()
        || name
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control())
    {
        defects.push(defect(
            row,
            "name",
            "the choice has no code, or one with spaces",
            "write name = \"...\" without spaces",
        ));
        return None;
    }
    match row
        .cell("label")
        .filter(|cell| !cell.text.trim().is_empty())
    {
        Some(cell) => words(cell, "label", defects),
        None => defects.push(defect(
            row,
            "label",
            format!("the choice `{name}` has no label"),
            "write label = \"...\": what stands on the screen",
        )),
    }
    Some(Choice {
        name: name.to_owned(),
        label: row.text("label").to_owned(),
        exclusive: super::cell::truth(row, EXCLUSIVE, defects),
        columns: further(row)
            .map(|cell| (cell.column.clone(), cell.text.trim().to_owned()))
            .collect(),
    })
}
