//! What only the whole knowledge base shows: references that lead nowhere, names that are not told apart.
//!
//! Begin reading at [`check`].

use std::collections::{HashMap, HashSet};

use super::{Article, Local};
use crate::domain::Problem;

/// Checks all cards and the local data together.
pub(super) fn check(articles: &[Article], local: &Local) -> Vec<Problem> {
    let ids: HashSet<&str> = articles.iter().map(|card| card.id.as_str()).collect();
    let mut problems = Vec::new();
    for card in articles {
        for (index, related) in card.related.iter().enumerate() {
            let field = format!("related[{}]", index + 1);
            if !ids.contains(related.as_str()) {
                problems.push(problem(
                    &card.file,
                    field,
                    format!("there is no card `{related}`"),
                    "mend the id or remove it",
                ));
            } else if *related == card.id {
                problems.push(problem(
                    &card.file,
                    field,
                    "the card names itself as related".to_owned(),
                    "remove it",
                ));
            }
        }
    }
    problems.extend(doubles(articles));
    problems.extend(local_without_card(&ids, local));
    problems
}

/// Two cards with one name: the volunteer could not tell them apart in a list.
fn doubles(articles: &[Article]) -> Vec<Problem> {
    let mut first: HashMap<String, &Article> = HashMap::new();
    let mut problems = Vec::new();
    for card in articles {
        if let Some(other) = first.insert(card.name.to_lowercase(), card) {
            problems.push(problem(
                &card.file,
                "name".to_owned(),
                format!("the card `{}` has the same name `{}`", other.id, card.name),
                "say in one of the names how they differ",
            ));
        }
    }
    problems
}

fn local_without_card(ids: &HashSet<&str>, local: &Local) -> Vec<Problem> {
    let mut problems = Vec::new();
    let places = local
        .places
        .iter()
        .map(|place| ("places", place.id.as_str()));
    let partners = local
        .partners
        .iter()
        .map(|partner| ("partners", partner.id.as_str()));
    for (list, id) in places.chain(partners) {
        if !ids.contains(id) {
            problems.push(problem(
                "lokaal",
                list.to_owned(),
                format!("there is no card `{id}`"),
                "mend the id or add the card",
            ));
        }
    }
    for closure in &local.closures {
        let is_known = closure
            .place
            .as_ref()
            .is_none_or(|id| local.places.iter().any(|place| place.id == *id));
        if let (false, Some(place)) = (is_known, &closure.place) {
            problems.push(problem(
                "lokaal",
                "closures".to_owned(),
                format!("there is no place `{place}`"),
                "mend the id, or remove `place` when all places are closed",
            ));
        }
    }
    problems
}

fn problem(file: &str, field: String, what: String, remedy: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        line: None,
        field,
        what,
        remedy: remedy.to_owned(),
    }
}
