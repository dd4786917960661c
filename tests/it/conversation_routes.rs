//! A scripted respondent for each shipped route: what is asked, what is not, what is recorded.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::sync::Arc;

use balie::{
    conversation::{Event, walk},
    domain::{Answer, Enquiry, Outcome, SolvedBy, Theme},
};
use serde_json::json;

use crate::{
    conversation::{now, start},
    route::{library, shipped},
};

/// Walks a route; gives the enquiry, and the questions asked in order.
#[track_caller]
fn walked(route: &str, answers: &serde_json::Value) -> (Enquiry, Vec<String>) {
    let walk = walk(
        &Arc::new(shipped(route)),
        start(),
        answers.as_object().unwrap(),
        &now(),
    );
    let asked = walk
        .events
        .into_iter()
        .filter_map(|event| match event {
            Event::Asked { field, .. } => Some(field.to_string()),
            Event::Refused { .. } | Event::Calculated { .. } => None,
        })
        .collect();
    (walk.record.unwrap(), asked)
}

#[track_caller]
fn refused(route: &str, answers: &serde_json::Value) -> Vec<String> {
    let walk = walk(
        &Arc::new(shipped(route)),
        start(),
        answers.as_object().unwrap(),
        &now(),
    );
    walk.record
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_shipped_routes_are_these() {
    let routes: Vec<String> = library().routes.keys().map(ToString::to_string).collect();
    assert_eq!(
        routes,
        [
            "algemeen",
            "burenhulp_aanbod",
            "burenhulp_vraag",
            "buurtvraag",
            "geld",
            "rit",
            "signaal",
            "snel",
            "sociale_kaart",
            "wor"
        ]
    );
}

#[test]
fn a_letter_with_a_date_is_looked_at_together() {
    let (enquiry, asked) = walked(
        "geld",
        &json!({
            "bij_zich": ["brief"], "afzender": "verhuurder", "vraagt": "betalen", "termijn": "2026-11-25",
            "spoed": "ontruiming", "hoeveel": "1-2", "rechten": "toeslagen kwijtschelding",
            "uitkomst": "achterwacht", "wie_hielp": "na-overleg", "terugkijken": "2026-11-23",
        }),
    );
    assert_eq!(
        (enquiry.theme, enquiry.outcome),
        (Theme::Money, Outcome::Standby)
    );
    assert_eq!(enquiry.solved_by, SolvedBy::AfterConsulting);
    assert_eq!(
        enquiry.answers["termijn"],
        Answer::Date("2026-11-25".parse().unwrap())
    );
    assert_eq!(asked[0], "regels");
    assert!(!enquiry.answers.contains_key("regels") && !enquiry.answers.contains_key("thema"));
    assert!(refused("geld", &json!({"spoed": ["niets", "beslag", "onzin"]}))[0].contains("onzin"));
}

#[test]
fn a_ride_that_fits_goes_on_and_one_that_does_not_finds_other_transport() {
    let fits = json!({
        "datum": "2026-11-24", "tijd": "10:00", "van": "oudorp", "naar": "alkmaar", "doel": "zorg",
        "terug": "belt", "alleen": "ja", "instappen": "ja", "bagage": "stok", "kring_gevraagd": "ja-lukt-niet",
    });
    let (enquiry, asked) = walked("rit", &fits);
    assert_eq!(
        (enquiry.theme, enquiry.outcome),
        (Theme::Transport, Outcome::Ongoing)
    );
    assert!(!asked.iter().any(|field| field == "past_niet"));

    let mut walker = fits.clone();
    walker["bagage"] = "rollator".into();
    let (enquiry, asked) = walked("rit", &walker);
    assert_eq!(enquiry.outcome, Outcome::Referred);
    assert!(asked.iter().any(|field| field == "past_niet"));

    let mut far = fits.clone();
    far["naar"] = "elders".into();
    assert_eq!(walked("rit", &far).0.outcome, Outcome::Referred);

    for day in ["2026-11-21", "2026-11-22", "2026-11-28", "2026-12-25"] {
        let mut other = fits.clone();
        other["datum"] = day.into();
        let why = refused("rit", &other);
        assert_eq!(
            why[0],
            "datum: Max-Mobiel rijdt vanaf morgen, van maandag tot en met vrijdag. Niet op feestdagen.",
            "{day}"
        );
    }
}

#[test]
fn the_own_circle_comes_first_but_not_wanting_to_ask_is_an_answer() {
    assert_eq!(
        refused("burenhulp_vraag", &json!({"klus": "tuin"})),
        [
            "kring: an answer is needed",
            "kring_gevraagd: an answer is needed"
        ]
    );
    let (enquiry, asked) = walked(
        "burenhulp_vraag",
        &json!({"klus": "tuin", "kring": "wil-niet-vragen"}),
    );
    assert_eq!(enquiry.outcome, Outcome::Ongoing);
    assert!(!asked.iter().any(|field| field == "kring_gevraagd"));
    let (enquiry, asked) = walked(
        "burenhulp_vraag",
        &json!({
            "klus": "klein-klusje", "kring": ["familie", "buren"], "kring_gevraagd": "ja-lukt-niet",
            "past": ["klein", "veilig"], "verwezen_naar": "Een klussenbedrijf", "uitkomst": "verwezen",
        }),
    );
    assert_eq!(enquiry.outcome, Outcome::Referred);
    assert!(asked.iter().any(|field| field == "verwezen_naar"));
}

/// One tick says that all of it is so; the five ticks of before say the same, and the one beside others does not stay.
#[test]
fn a_small_job_fits_with_one_tick_as_with_five() {
    let five = json!(["klein", "geen-zorg", "geen-geld", "veilig", "geen-bedrijf"]);
    for (past, fits) in [
        (json!(["alles"]), true),
        (five, true),
        (json!(["klein"]), false),
    ] {
        let mut answers = json!({
            "klus": "klein-klusje", "kring": ["buren"], "kring_gevraagd": "ja-lukt-niet", "past": past,
        });
        if !fits {
            answers["verwezen_naar"] = "Een klussenbedrijf".into();
        }
        let (_, asked) = walked("burenhulp_vraag", &answers);
        let is_sent_on = asked.iter().any(|field| field == "verwezen_naar");
        assert_eq!(is_sent_on, !fits, "{past}");
    }
}

#[test]
fn an_offer_of_help_is_open_until_it_is_matched() {
    let (enquiry, asked) = walked(
        "burenhulp_aanbod",
        &json!({"aanbod": ["wandelen", "huisdier"], "dagen": ["ma", "maakt-niet-uit"]}),
    );
    assert_eq!(
        (enquiry.theme, enquiry.outcome),
        (Theme::NeighbourHelp, Outcome::Ongoing)
    );
    assert_eq!(
        enquiry.answers["dagen"],
        Answer::Many(vec!["maakt-niet-uit".to_owned()])
    );
    assert!(!asked.iter().any(|field| field == "wie_hielp"));
}

#[test]
fn a_prescription_counts_its_days_and_tells_the_referrer_only_what_was_agreed() {
    let answers = json!({
        "verwijzer": "huisarts", "verwijsdatum": "2026-11-20", "ok_door": "ja", "ok_terug": "nee",
        "missen": ["mensen"], "cijfer_start": 6, "samen_gaan": "maatje",
    });
    let (enquiry, asked) = walked("wor", &answers);
    assert_eq!(enquiry.answers["dag_na_verwijzing"], Answer::Decimal(2.0));
    assert!(
        !asked
            .iter()
            .any(|field| field == "te_laat" || field == "terugmelding")
    );
    let mut late = answers.clone();
    late["verwijsdatum"] = "2026-11-01".into();
    late["ok_terug"] = "ja".into();
    let (_, asked) = walked("wor", &late);
    assert!(asked.iter().any(|field| field == "te_laat"));
    assert!(asked.iter().any(|field| field == "terugmelding"));
    let mut wrong = answers;
    wrong["cijfer_start"] = 11.into();
    assert_eq!(
        refused("wor", &wrong),
        ["cijfer_start: Kies een cijfer van 0 tot en met 10."]
    );
}

#[test]
fn an_interview_is_kept_only_with_a_yes() {
    let answers = json!({
        "naam": "De Wachter", "akkoord": "ja",
        "aanbiedingen": [{"wat": "Samen eten op vrijdag", "kosten": "5 euro"}, {"wat": "Een naaiclub"}],
    });
    let (enquiry, asked) = walked("sociale_kaart", &answers);
    assert_eq!(
        enquiry.answers["wat[2]"],
        Answer::Text("Een naaiclub".to_owned())
    );
    assert!(asked.iter().any(|field| field == "kosten[2]"));
    assert_eq!(
        (enquiry.outcome, enquiry.solved_by),
        (Outcome::Answered, SolvedBy::Volunteer)
    );
    let mut no = answers;
    no["akkoord"] = "nee".into();
    assert_eq!(
        refused("sociale_kaart", &no),
        ["akkoord: Zonder ja bewaren we dit gesprek niet."]
    );
}

#[test]
fn a_question_of_the_street_has_a_first_step() {
    let (enquiry, _) = walked(
        "buurtvraag",
        &json!({"onderwerp": "een bankje", "trekker": "ja", "eerste_stap": "samen koffie drinken"}),
    );
    assert_eq!(
        (enquiry.theme, enquiry.outcome),
        (Theme::Neighbourhood, Outcome::Ongoing)
    );
}

#[test]
fn no_route_takes_a_bsn() {
    let free = |route: &str, field: &str| {
        let mut answers = serde_json::Map::new();
        answers.insert(field.to_owned(), "het is 123 456 782".into());
        refused(route, &answers.into())
    };
    for route in library().routes.values() {
        for field in route
            .fields
            .iter()
            .filter(|field| field.kind == balie::route::FieldKind::Text)
        {
            // A question that does not apply is refused for that; none is let through.
            let why = free(route.id.as_str(), field.name.as_str());
            assert!(
                !why.is_empty() && !why.iter().any(|why| why.contains("456")),
                "{why:?}"
            );
        }
    }
}

#[test]
fn a_worry_is_not_closed_before_somebody_was_spoken_to() {
    let alone = json!({
        "gevaar": "nee", "gezien": "de gordijnen blijven dicht", "gevoel": "dit is niet goed",
        "volgende": "ik bel de coördinator",
    });
    assert_eq!(
        refused("signaal", &alone),
        ["besproken_coord: Bespreek het eerst met iemand van ons. Dan bewaren we het."]
    );
    let mut together = alone;
    together["besproken_coord"] = "coordinator".into();
    let (enquiry, asked) = walked("signaal", &together);
    assert_eq!(enquiry.outcome, Outcome::Ongoing);
    assert!(!asked.iter().any(|field| field == "eerst_bellen"));
    together["gevaar"] = "ja".into();
    let (_, asked) = walked("signaal", &together);
    assert_eq!(asked[1], "eerst_bellen", "first call, then write");
}

#[test]
fn a_threat_to_house_or_food_shows_whom_to_call_before_anything_else_is_asked() {
    let (enquiry, asked) = walked(
        "geld",
        &json!({"spoed": ["ontruiming", "geen-eten"], "rechten": ["alkmaarpas"]}),
    );
    assert_eq!(enquiry.outcome, Outcome::Ongoing, "Enter does not end it");
    let place = |name: &str| asked.iter().position(|field| field == name).unwrap();
    assert_eq!(place("uit_huis"), place("spoed") + 1);
    assert_eq!(place("geen_eten"), place("spoed") + 2);
}

#[test]
fn the_long_form_of_the_general_talk_asks_what_the_short_one_leaves_out() {
    let short = json!({"thema": "mantelzorg"});
    let (_, asked) = walked("algemeen", &short);
    assert!(asked.iter().any(|field| field == "hoe_zelf"));
    assert!(!asked.iter().any(|field| field == "aanleiding"));
    let long =
        json!({"thema": "geld", "genoeg": "doorvragen", "kring": ["familie"], "hoor_vaker": "ja"});
    let (_, asked) = walked("algemeen", &long);
    for field in [
        "aanleiding",
        "hoe_lang",
        "al_gedaan",
        "lopend",
        "gewenst",
        "termijn",
        "kunnen",
        "breder",
        "kring",
        "kring_gevraagd",
        "leermoment",
        "hoor_vaker",
        "idee",
        "hoe_was_het",
    ] {
        assert!(asked.iter().any(|other| other == field), "{field}");
    }
}
