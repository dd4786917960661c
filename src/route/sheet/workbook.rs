//! A route as an `XLSForm` workbook: its cells become rows. Begin at [`read`]. Unpacking is not done here.

use super::{Cell, Defect, Place, Row, SETTINGS, SURVEY, Sheet, suggest};
use crate::route::Sheets;

/// Settings of `XLSForm` that mean nothing here and do no harm.
const HARMLESS: &[&str] = &["version", "default_language", "style"];

/// Reads the sheets of a workbook into rows, with everything that is not a row or a known column.
pub(in crate::route) fn read(sheets: &Sheets) -> (Sheet, Vec<Defect>) {
    let mut defects = Vec::new();
    let settings = rows(sheets, "settings", &mut defects);
    let sheet = Sheet {
        settings: settings.into_iter().next().unwrap_or_default(),
        survey: rows(sheets, "survey", &mut defects),
        choices: rows(sheets, "choices", &mut defects),
    };
    if sheet.survey.is_empty() && defects.is_empty() {
        defects.push(Defect {
            place: None,
            field: String::new(),
            what: "the workbook has no sheet `survey` with rows".to_owned(),
            remedy: "name the sheets survey, choices and settings".to_owned(),
        });
    }
    (sheet, defects)
}

/// The rows of a sheet; none when the workbook has no such sheet.
fn rows(sheets: &Sheets, name: &'static str, defects: &mut Vec<Defect>) -> Vec<Row> {
    let sheet = sheets
        .iter()
        .find(|(real, _)| real.trim().eq_ignore_ascii_case(name));
    let Some((_, cells)) = sheet else {
        return Vec::new();
    };
    // The first row that holds anything names the columns.
    let first = cells.first().map_or(0, |(row, ..)| *row);
    let heads = || cells.iter().take_while(|(row, ..)| *row == first);
    let language = language(heads().map(|(.., text)| text.as_str()));
    let headings: Vec<(u32, String)> = heads()
        .filter_map(|(row, column, text)| {
            let heading = heading(name, text, language.as_deref())?;
            let place = Place::Cell(name, row + 1, *column);
            defects.extend(unknown_heading(name, &heading, place));
            Some((*column, heading))
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, text) in cells.iter().filter(|(row, ..)| *row > first) {
        let Some((_, heading)) = headings.iter().find(|(place, _)| place == column) else {
            continue;
        };
        let place = Place::Cell(name, row + 1, *column);
        let start = Place::Cell(name, row + 1, 0);
        if rows.last().is_none_or(|last| last.place != start) {
            rows.push(Row {
                place: start,
                cells: Vec::new(),
            });
        }
        if let Some(last) = rows.last_mut() {
            last.cells.push(Cell {
                place,
                column: heading.clone(),
                text: text.clone(),
            });
        }
    }
    rows
}

/// The columns of words, which may stand there in several languages.
const WORDS: [&str; 5] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// A heading and, behind colons, its language in small letters.
fn parts(text: &str) -> (String, String) {
    let (column, language) = text
        .split_once("::")
        .or_else(|| text.split_once(':'))
        .unwrap_or((text, ""));
    let column = column.trim().to_lowercase().replace(' ', "_");
    (column, language.trim().to_lowercase())
}

/// The language whose words are read: Dutch when it is there, else the words without a language, else the first one.
fn language<'a>(headings: impl Iterator<Item = &'a str>) -> Option<String> {
    let labels: Vec<String> = headings
        .map(parts)
        .filter(|(column, _)| column == "label")
        .map(|(_, language)| language)
        .collect();
    let is_dutch = |language: &&String| {
        ["nl", "nederlands", "dutch"]
            .iter()
            .any(|name| language.contains(name))
    };
    labels
        .iter()
        .find(is_dutch)
        .or_else(|| labels.iter().find(|language| language.is_empty()))
        .or_else(|| labels.first())
        .filter(|language| !language.is_empty())
        .cloned()
}

/// The column that a heading names, in the spellings of `XLSForm`; none when it is passed over: words in another
/// language, or a setting that means nothing here.
fn heading(sheet: &str, text: &str, chosen: Option<&str>) -> Option<String> {
    let (column, language) = parts(text);
    if !language.is_empty() {
        return if WORDS.contains(&column.as_str()) {
            (Some(language.as_str()) == chosen).then_some(column)
        } else {
            Some(text.trim().to_owned())
        };
    }
    let column = match (sheet, column.as_str()) {
        ("settings", "form_id" | "id_string") => "id",
        ("settings", "form_title") => "title",
        ("settings", harmless) if HARMLESS.contains(&harmless) => return None,
        ("survey", "relevance") => "relevant",
        ("survey", "command") => "type",
        ("survey", "calculate") => "calculation",
        ("survey", "constraint_msg") => "constraint_message",
        ("survey", "required_msg") => "required_message",
        ("survey", "readonly") => "read_only",
        ("survey", "count" | "jr:count") => "repeat_count",
        ("choices", "value") => "name",
        (_, "caption") => "label",
        (_, other) => other,
    };
    Some(column.to_owned())
}

fn unknown_heading(sheet: &str, heading: &str, place: Place) -> Option<Defect> {
    let known = match sheet {
        "survey" => SURVEY,
        "settings" => SETTINGS,
        // Which columns a choice may have depends on the choice filters: `form` looks at that.
        _ => return None,
    };
    (!known.contains(&heading)).then(|| Defect {
        place: Some(place),
        field: heading.to_owned(),
        what: format!("the column `{heading}` is not understood"),
        remedy: suggest(heading, known),
    })
}
