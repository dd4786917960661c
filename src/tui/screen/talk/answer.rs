//! An answer as it would be typed; the theme that fits a card.

use crate::{
    domain::{Answer, Theme},
    knowledge::Article,
};

/// An answer as it would be typed.
#[must_use]
pub(super) fn as_typed(answer: &Answer) -> String {
    match answer {
        Answer::None(_) | Answer::Many(_) => String::new(),
        Answer::One(text) | Answer::Text(text) => text.clone(),
        Answer::Whole(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string().replace('.', ","),
        Answer::Date(day) => format!("{:02}-{:02}-{}", day.day(), day.month(), day.year()),
        Answer::Time(time) => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

/// The theme that fits a card, by its first area of life that has one.
#[must_use]
pub(super) fn theme_of(article: &Article) -> Option<&'static str> {
    article.domains.iter().find_map(|domain| {
        let theme = match domain.as_str() {
            "geld" => Theme::Money,
            "administratie-digitaal" => Theme::LetterDigital,
            "wonen" => Theme::Housing,
            "ouderdom" => Theme::Care,
            "vervoer" => Theme::Transport,
            "netwerk" | "meedoen" | "dagbesteding" => Theme::Company,
            "mantelzorg" => Theme::InformalCare,
            "opvoeding-jeugd" | "huiselijke-relaties" => Theme::Family,
            "werk" => Theme::WorkStudy,
            "veiligheid" => Theme::Neighbourhood,
            "juridisch" => Theme::Rights,
            "gezondheid" | "geestelijke-gezondheid" | "verslaving" => Theme::Health,
            _ => return None,
        };
        Some(theme.code())
    })
}
