//! Red-flag cards: the shipped ones, and what is refused.
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use balie::{
    domain::ArticleId,
    route::urgent::{self, CallTo, UrgentCard},
};

use crate::route::library;

fn shipped() -> &'static [UrgentCard] {
    &library().urgent
}

#[test]
fn eleven_cards_are_shipped_in_order() {
    let ids: Vec<String> = shipped().iter().map(|card| card.id.to_string()).collect();
    let expected: Vec<String> = (1..=11).map(|number| format!("R{number}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn where_there_may_be_danger_112_can_be_called() {
    let alarm = CallTo::Article(ArticleId::from("112"));
    for card in shipped() {
        let may_wait = ["R7", "R8", "R11"].contains(&card.id.to_string().as_str());
        let calls_112 = card.calls.iter().any(|call| call.to == alarm);
        assert_ne!(calls_112, may_wait, "{}", card.id);
        assert!(!card.say.is_empty() && !card.avoid.is_empty() && !card.actions.is_empty());
    }
}

#[test]
fn words_in_free_text_suggest_a_card() {
    let cards = shipped();
    let suggests = |text: &str| urgent::suggested(cards, text).map(|card| card.id.to_string());
    assert_eq!(
        suggests("Hij zei: 'ik wil niet meer.'").as_deref(),
        Some("R2")
    );
    assert_eq!(
        suggests("er komt een DEURWAARDER aan").as_deref(),
        Some("R7")
    );
    assert_eq!(suggests("hij slaat   mij").as_deref(), Some("R3"));
    assert_eq!(
        suggests("Voor mij hoeft het allemaal niet meer").as_deref(),
        Some("R2")
    );
    assert_eq!(
        suggests("ze ziet het niet meer zitten").as_deref(),
        Some("R2")
    );
    for said in [
        "ik word bedreigd",
        "mijn ex heeft me bedreigd",
        "Hij bedreigt mij.",
        "mijn zoon bedreigt me",
        "ze word thuis bedreigd",
        "mijn man slaat me",
        "hij slaat zijn vrouw",
        "mijn man sloeg mij",
        "ik word thuis geslagen",
        "hij schopt me",
        "ik ben bang thuis",
        "ik ben thuis bang",
        "ik ben bang voor mijn zoon",
        "ik voel me niet veilig thuis",
        "het is thuis niet veilig",
        "ik durf niet naar huis",
        "ik mag het huis niet uit",
        "mijn ex stalkt me",
        "ik word gestalkt",
        "huiselijk geweld",
    ] {
        assert_eq!(suggests(said).as_deref(), Some("R3"), "{said}");
    }
    assert_eq!(suggests("ik ben bang voor de tandarts"), None);
    assert_eq!(suggests("ik slaap slecht thuis"), None);
    assert_eq!(suggests("dat formulier hoeft niet meer"), None);
    assert_eq!(suggests("mijn man is dood"), None);
    assert_eq!(suggests("ik wil niet meerdere brieven"), None);
    assert_eq!(suggests("een brandend zand"), None);
    assert_eq!(suggests(""), None);
}

#[track_caller]
fn refuses(change: (&str, &str), expected: &[&str]) {
    let card = r#"
id = "R12"
title = "Proef"
words = ["proef"]
say = ["Zeg dit."]
act = ["Doe dit."]
avoid = ["Niet dat."]

[[call]]
article = "112"
when = "Nu."

[[action]]
name = "gebeld"
label = "Gebeld"
"#;
    let has_phone = |id: &ArticleId| id.as_str() == "112";
    urgent::parse("proef.toml", card, &has_phone).unwrap();
    let text = card.replace(change.0, change.1);
    assert_ne!(text, card);
    let problems = urgent::parse("proef.toml", &text, &has_phone).unwrap_err();
    let shown: Vec<String> = problems
        .iter()
        .map(|problem| {
            let line = problem
                .line
                .map_or_else(|| "-".to_owned(), |line| line.to_string());
            format!("{line} {}: {}", problem.field, problem.what)
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_card_that_does_not_help_is_refused() {
    refuses(
        ("\"112\"", "\"geldfit\""),
        &["10 article: the card `geldfit` does not exist or has no phone number"],
    );
    refuses(
        ("[[call]]\narticle = \"112\"\nwhen = \"Nu.\"\n", ""),
        &["- call: nobody can be called from this card"],
    );
    refuses(
        ("article = \"112\"", "role = \"buurman\""),
        &["10 role: `buurman` is not a role that can be called"],
    );
    refuses(
        ("article = \"112\"\n", ""),
        &["10 call: the call names nobody, or two"],
    );
    refuses(
        ("R12", "nood"),
        &["2 id: `nood` is not the id of a red-flag card"],
    );
    refuses(("Niet dat.", " "), &["7 avoid: the line is empty"]);
    refuses(
        ("Niet dat.", "Niet\\u001b[31m dat."),
        &["7 avoid: the line holds a control character"],
    );
    refuses(
        ("Zeg dit.", &"a".repeat(77)),
        &["5 say: the line has 77 letters; 76 is the most"],
    );
    refuses(
        ("\"Doe dit.\"", &["\"Doe dit.\""; 9].join(", ")),
        &["- : the card has 13 lines; 12 is the most"],
    );
    refuses(
        (
            "label = \"Gebeld\"\n",
            "label = \"Gebeld\"\n\n[[action]]\nname = \"gebeld\"\nlabel = \"Nog eens\"\n",
        ),
        &["18 name: the code `gebeld` stands here twice"],
    );
    refuses(
        ("title", "titel"),
        &[
            "3 : unknown field `titel`, expected one of `id`, `title`, `words`, `say`, `act`, `avoid`, `call`, `action`",
        ],
    );
}
