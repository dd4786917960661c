//! Keeping cards true: when one is due, what is said of one, and a card written as a file.

#![expect(
    clippy::string_slice,
    reason = "a test stops at the first thing that fails"
)]

use balie::{
    domain::{ArticleId, NoticeId},
    knowledge::{
        self, Fault, Notice, Notices, cards_to_check, check_due, removal, removed, standing,
    },
};
use jiff::civil::{Date, date};

use super::{card, shipped::shipped};

#[test]
fn every_shipped_card_is_the_same_after_it_was_written_and_read() {
    let (articles, _) = shipped();
    for article in articles {
        let text = knowledge::write_article(&article);
        let again = knowledge::parse_article(&article.file, &text);
        assert_eq!(again, Ok(article), "{text}");
    }
}

#[test]
fn what_a_person_may_type_is_read_back_as_it_was() {
    let text = card("x", "X");
    let mut article = knowledge::parse_article("x.md", &text).unwrap();
    article.name = "Een \"naam\" met \\ en é".to_owned();
    article.facts = vec!["- nog een streep".to_owned(), "# geen kop".to_owned()];
    article.notes = Some("twee\nregels".to_owned());
    let text = knowledge::write_article(&article);
    article.facts = vec!["- nog een streep".to_owned(), "# geen kop".to_owned()];
    assert_eq!(
        knowledge::parse_article("x.md", &text),
        Ok(article),
        "{text}"
    );
}

#[test]
fn a_card_is_due_a_year_after_it_was_checked_or_seen() {
    #[track_caller]
    fn check(lines: &str, due: Option<Date>) {
        let text = card("x", "X").replace("[[sources]]", &format!("{lines}\n[[sources]]"));
        let article = knowledge::parse_article("x.md", &text).unwrap();
        assert_eq!(check_due(&article), due, "{lines}");
    }
    check("", None);
    check("checked = 2026-01-05", Some(date(2027, 1, 5)));
    check(
        "[[sources]]\ntitle = \"A\"\nas_of = \"2025\"",
        Some(date(2026, 1, 1)),
    );
    check(
        "checked = 2024-02-29\n[[sources]]\ntitle = \"A\"\nas_of = \"2020\"",
        Some(date(2025, 2, 28)),
    );
}

#[test]
fn the_longest_overdue_card_comes_first() {
    let with = |id: &str, name: &str, lines: &str| {
        let text = card(id, name).replace("[[sources]]", &format!("{lines}\n[[sources]]"));
        knowledge::parse_article(&format!("{id}.md"), &text).unwrap()
    };
    let cards = [
        with("a", "A", "checked = 2025-11-21"),
        with("b", "B", "checked = 2025-11-23"),
        with("c", "C", ""),
        with("d", "D", "checked = 2023-01-01"),
    ];
    let on = |day| {
        let due = cards_to_check(&cards, day);
        due.iter()
            .map(|card| card.id.to_string())
            .collect::<String>()
    };
    assert_eq!(on(date(2026, 11, 20)), "cd");
    assert_eq!(on(date(2026, 11, 21)), "cda");
    assert_eq!(on(date(2026, 11, 23)), "cdab");
}

fn notice(number: u8, what: Fault, on: Date) -> Notice {
    Notice {
        id: NoticeId([number; 16]),
        card: ArticleId::from("aow"),
        what,
        text: None,
        on,
        settled: None,
    }
}

#[test]
fn notices_are_lines_and_those_of_a_newer_program_are_kept() {
    let day = date(2026, 11, 21);
    let newer = "{\"id\":\"x\",\"what\":\"iets-nieuws\"}\n";
    let mut notices = Notices::parse(newer);
    assert_eq!(notices.list, []);
    notices.put(notice(1, Fault::Telefoon, day));
    notices.put(Notice {
        text: Some("de deur zit links".to_owned()),
        ..notice(2, Fault::Anders, day)
    });
    notices.put(Notice {
        settled: Some(day),
        ..notice(1, Fault::Telefoon, day)
    });
    let text = notices.to_text();
    assert_eq!(
        text,
        format!(
            "{newer}{{\"id\":\"{}\",\"card\":\"aow\",\"what\":\"telefoon\",\"on\":\"2026-11-21\",\"settled\":\"2026-11-21\"}}\n\
             {{\"id\":\"{}\",\"card\":\"aow\",\"what\":\"anders\",\"text\":\"de deur zit links\",\"on\":\"2026-11-21\"}}\n",
            "01".repeat(16),
            "02".repeat(16)
        )
    );
    assert_eq!(Notices::parse(&text), notices);
    // A line that was cut off is passed over.
    assert_eq!(Notices::parse(&text[..text.len() - 9]).list.len(), 1);
}

#[test]
fn a_card_says_the_newest_of_each_fault_that_stands() {
    let days = [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)];
    let all = [
        notice(1, Fault::Telefoon, days[0]),
        notice(2, Fault::Verhuisd, days[1]),
        notice(3, Fault::Telefoon, days[2]),
        Notice {
            settled: Some(days[2]),
            ..notice(4, Fault::Bedrag, days[2])
        },
        Notice {
            card: ArticleId::from("wmo"),
            ..notice(5, Fault::Onduidelijk, days[2])
        },
    ];
    let ids: Vec<u8> = standing(&all, &ArticleId::from("aow"))
        .iter()
        .map(|notice| notice.id.0[0])
        .collect();
    assert_eq!(ids, [2, 3]);
}

#[test]
fn a_file_that_takes_a_card_away_is_no_card_and_nothing_else() {
    let id = ArticleId::from("aow");
    assert_eq!(removed(&removal(&id)), Some(id));
    assert_eq!(
        removed("+++\nid = \"aow\"\nverwijderd = false\n+++\n"),
        None
    );
    assert_eq!(
        removed("+++\nid = \"aow\"\nverwijderd = true\nname = \"AOW\"\n+++\n"),
        None
    );
    assert_eq!(removed(&card("x", "verwijderd")), None);
}
