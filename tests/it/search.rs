//! Lookup as the screen uses it: cards in, hits out.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that fails here fails rightly"
)]

use balie::{
    domain::ArticleId,
    knowledge::{Article, Kind},
    search::{Index, Options, Prior, Synonyms, Verdict, Why},
};

/// A card with only a name and aliases.
pub(crate) fn card(id: &str, name: &str, aka: &[&str]) -> Article {
    Article {
        id: ArticleId::from(id),
        kind: Kind::Regeling,
        name: name.to_owned(),
        aka: aka.iter().map(ToString::to_string).collect(),
        facts: Vec::new(),
        who_for: Vec::new(),
        conditions: Vec::new(),
        amounts: Vec::new(),
        how: Vec::new(),
        documents: Vec::new(),
        deadlines: Vec::new(),
        phone: Vec::new(),
        phone_as_of: None,
        email: None,
        web: None,
        address: None,
        hours: None,
        opening_hours: None,
        hours_as_of: None,
        cost: None,
        law: Vec::new(),
        upl: None,
        related: Vec::new(),
        domains: Vec::new(),
        region: "landelijk".to_owned(),
        sources: Vec::new(),
        confidence: "high".to_owned(),
        checked: None,
        notes: None,
        file: String::new(),
    }
}

fn desk() -> Index {
    Index::new(&[
        card("huurtoeslag", "Huurtoeslag", &["huursubsidie"]),
        card("zorgtoeslag", "Zorgtoeslag", &[]),
        card("aow", "AOW-pensioen", &["staatspensioen"]),
        card("bijzondere-bijstand", "Bijzondere bijstand", &[]),
        card("societeit", "De Sociëteit", &[]),
    ])
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    index
        .find(query, 10)
        .hits
        .into_iter()
        .map(|hit| hit.id.to_string())
        .collect()
}

#[test]
fn a_name_half_typed_stands_on_top() {
    assert_eq!(ids(&desk(), "huurt")[0], "huurtoeslag");
    assert_eq!(ids(&desk(), "bijz bij")[0], "bijzondere-bijstand");
}

#[test]
fn an_alias_finds_its_card() {
    let answer = desk().find("staatspensioen", 10);
    assert_eq!(answer.hits[0].id.as_str(), "aow");
    assert_eq!(answer.verdict, Verdict::Found);
}

#[test]
fn what_no_card_knows_is_none() {
    let answer = desk().find("qqqq", 10);
    assert_eq!(answer.verdict, Verdict::None);
    assert!(answer.hits.is_empty());
}

#[test]
fn highlights_fall_on_letters_of_the_name() {
    let name = "De Sociëteit";
    let hit = desk().find("ëteit", 1).hits.into_iter().next().unwrap();
    let parts: Vec<&str> = hit
        .highlights
        .iter()
        .map(|range| &name[range.clone()])
        .collect();
    assert_eq!(parts, ["ëteit"]);
}

#[test]
fn equal_cards_stand_in_the_order_of_their_names() {
    let index = Index::new(&[card("b", "Buurthuis", &[]), card("a", "Buurthuis", &[])]);
    assert_eq!(ids(&index, "buurthuis"), ["a", "b"]);
}

/// Only what the cards say, so that each test shows its own cause.
fn bare(cards: &[Article]) -> Index {
    Index::build(cards, &Synonyms::default())
}

fn why(index: &Index, query: &str) -> Why {
    index.find(query, 1).hits[0].why
}

/// The parts of the name of the first hit that are marked.
fn marked(index: &Index, query: &str, name: &str) -> Vec<String> {
    let hit = index.find(query, 1).hits.into_iter().next().unwrap();
    hit.highlights
        .into_iter()
        .map(|at| name[at].to_owned())
        .collect()
}

#[test]
fn each_hit_says_why() {
    let index = Index::build(
        &[
            card("zorgtoeslag", "Zorgtoeslag", &[]),
            card("schuld", "Hulp bij schuld", &[]),
            card("kwijtschelding", "Kwijtschelding", &[]),
            card("verhuurder", "Ruzie met de verhuurder", &[]),
        ],
        &Synonyms::parse(
            "test",
            r#"zelfde = [{ woorden = ["huisbaas", "verhuurder"] }]"#,
        )
        .unwrap(),
    );
    assert_eq!(why(&index, "zorgtoeslag"), Why::Exact);
    assert_eq!(why(&index, "zorgto"), Why::Start);
    assert_eq!(why(&index, "schulden"), Why::OtherForm);
    assert_eq!(why(&index, "kweitschelding"), Why::SoundsLike);
    assert_eq!(why(&index, "zorgtoelsag"), Why::Spelling);
    assert_eq!(why(&index, "huisbazen"), Why::Synonym);
    assert_eq!(why(&index, "toeslag"), Why::Part);
}

#[test]
fn what_is_marked_is_what_was_meant() {
    let index = bare(&[
        card("h", "Huurtoeslag", &[]),
        card("b", "De Sociëteit", &[]),
    ]);
    assert_eq!(marked(&index, "huurt", "Huurtoeslag"), ["Huurt"]);
    assert_eq!(marked(&index, "toeslag", "Huurtoeslag"), ["toeslag"]);
    assert_eq!(
        marked(&index, "hurutoeslag", "Huurtoeslag"),
        ["Huurtoeslag"]
    );
    assert_eq!(marked(&index, "socië", "De Sociëteit"), ["Socië"]);
    assert_eq!(marked(&index, "societeit", "De Sociëteit"), ["Sociëteit"]);
}

#[test]
fn a_mended_spelling_is_told_and_a_right_one_is_not() {
    assert_eq!(
        desk().find("hurutoeslag", 1).searched_for.as_deref(),
        Some("huurtoeslag")
    );
    assert_eq!(desk().find("huurtoeslag", 1).searched_for, None);
    assert_eq!(desk().find("huurto", 1).searched_for, None);
}

#[test]
fn words_apart_and_together_find_the_same() {
    let index = bare(&[
        card("huisartsenpost", "Huisartsenpost", &[]),
        card("hulp", "Hulp bij het huishouden", &[]),
        card("huurtoeslag", "Huurtoeslag", &[]),
    ]);
    assert_eq!(ids(&index, "huis artsen post")[0], "huisartsenpost");
    assert_eq!(ids(&index, "huishoudhulp")[0], "hulp");
    assert_eq!(ids(&index, "toeslag huur")[0], "huurtoeslag");
}

#[test]
fn letters_may_be_skipped() {
    let index = bare(&[
        card("iit", "Individuele inkomenstoeslag", &[]),
        card("bb", "Bijzondere bijstand", &[]),
    ]);
    let jump = |query: &str| {
        index.quick_jump(query, &Options::new(5))[0]
            .id
            .as_str()
            .to_owned()
    };
    assert_eq!(jump("indiv ink"), "iit");
    assert_eq!(jump("bzndr bst"), "bb");
    assert!(index.quick_jump("xq", &Options::new(5)).is_empty());
    // What the index does not know is tried this way too, and doubted.
    let answer = index.find("indinktslg", 5);
    assert_eq!(
        (answer.hits[0].id.as_str(), answer.hits[0].why),
        ("iit", Why::Letters)
    );
    assert_eq!(answer.verdict, Verdict::Unsure);
}

#[test]
fn a_local_card_comes_before_its_national_twin() {
    let mut local = card("voedselbank-alkmaar", "Voedselbank Alkmaar", &[]);
    local.region = "alkmaar".to_owned();
    let index = bare(&[
        card("voedselbank", "Voedselbank", &[]),
        local,
        card("nibud", "Nibud", &[]),
    ]);
    assert_eq!(
        ids(&index, "voedselbank"),
        ["voedselbank-alkmaar", "voedselbank"]
    );
}

#[test]
fn filters_leave_out_what_was_not_asked() {
    let mut local = card("bank-a", "Voedselbank Alkmaar", &[]);
    local.region = "alkmaar".to_owned();
    local.domains = vec!["geld".to_owned()];
    local.kind = Kind::Dienst;
    let index = bare(&[card("bank", "Voedselbank", &[]), local]);
    let found = |options: &Options| -> Vec<usize> {
        let answer = index.find_with("voedselbank", options);
        answer.hits.iter().map(|hit| hit.position).collect()
    };
    let all = Options::new(9);
    let none: [usize; 0] = [];
    assert_eq!(found(&all), [1, 0]);
    assert_eq!(
        found(&Options {
            region: Some("alkmaar"),
            ..all
        }),
        [1]
    );
    assert_eq!(
        found(&Options {
            region: Some("oudorp"),
            ..all
        }),
        none
    );
    assert_eq!(
        found(&Options {
            domain: Some("geld"),
            ..all
        }),
        [1]
    );
    assert_eq!(
        found(&Options {
            kind: Some(Kind::Regeling),
            ..all
        }),
        [0]
    );
    assert_eq!(
        found(&Options {
            only: Some(&|position| position == 0),
            ..all
        }),
        [0]
    );
}

#[test]
fn a_prior_breaks_a_tie_and_no_more() {
    let index = bare(&[
        card("a", "Buurthuis De Aak", &[]),
        card("b", "Buurthuis De Bark", &[]),
        card("c", "Buurthuis", &[]),
    ]);
    assert_eq!(ids(&index, "buurthuis"), ["c", "a", "b"]);
    let mut prior = Prior::new(3);
    for _ in 0..20 {
        prior.count_use(1);
    }
    let options = Options {
        prior: Some(&prior),
        ..Options::new(9)
    };
    let answer = index.find_with("buurthuis", &options);
    let ids: Vec<&str> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, ["c", "b", "a"], "what fits better stays on top");
}

#[test]
fn a_query_of_empty_words_can_still_find_a_name_of_them() {
    let index = bare(&[
        card("113", "Zelfmoordpreventie", &["ik wil er niet meer zijn"]),
        card("aow", "AOW", &[]),
    ]);
    assert_eq!(ids(&index, "ik wil er niet meer zijn")[0], "113");
}
