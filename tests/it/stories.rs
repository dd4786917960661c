//! What the coordinator does with patterns and stories, on a store of its own: read, decided, kept, and told in a report.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use balie::{
    domain::{
        Answer, Change, Enquiry, EnquiryId, Left, Missed, PatternStage, PatternWork, Reviewed,
        RouteId, Theme, Trail, TrailId, Verdict, VisitId,
    },
    figures::{Measure, Period, Sort},
    kiosk::{papers, patterns, stories},
    store::{Derivation, Secret, Secrets, Store, disk::Memory},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};

use crate::{export::answers, figures::enquiry};

const TODAY: Date = date(2026, 11, 25);

fn now() -> (Date, Timestamp) {
    (TODAY, "2026-11-25T09:00:00Z".parse().unwrap())
}

fn secrets() -> Secrets {
    Secrets {
        desk: Secret::new("appel fiets molen dijk"),
        coordinator: Secret::new("wolk lamp trein kaars brood"),
        recovery: Secret::new("herstel van papier met vele woorden"),
    }
}

fn store() -> Store {
    let disk = Box::<Memory>::default();
    let place = "wijkcontactpunt-de-oever".into();
    let derivation = Derivation::cheap_for_tests();
    let mut made = Store::create_on(disk, &place, &secrets(), derivation, now().1).unwrap();
    made.unlock(&secrets().coordinator, now().1).unwrap();
    made
}

/// An enquiry of so many days ago with words for a colleague.
fn learned(number: u8, days: i32, text: &str) -> Enquiry {
    Enquiry {
        day: TODAY.saturating_sub(days.days()),
        visit: VisitId([number; 16]),
        answers: answers([("leermoment", Answer::Text(text.to_owned()))]),
        ..enquiry(number)
    }
}

fn texts(desk: &mut Store) -> Vec<(String, Verdict)> {
    let found = stories::read(desk, TODAY).unwrap().into_iter();
    found.map(|story| (story.text, story.verdict)).collect()
}

#[test]
fn what_was_learned_waits_for_the_coordinator_one_an_enquiry() {
    let mut desk = store();
    let worry = Enquiry {
        route: RouteId::from("signaal"),
        ..learned(4, 1, "een zorg over iemand")
    };
    let all = [
        learned(1, 3, "Samen de brief lezen hielp."),
        learned(2, 1, "  Vraag ook naar de buren.  "),
        learned(3, 1, " "),
        worry,
    ];
    desk.save(&all.map(Change::Enquiry), now().1).unwrap();
    assert_eq!(
        texts(&mut desk),
        [
            ("Vraag ook naar de buren.".to_owned(), Verdict::New),
            ("Samen de brief lezen hielp.".to_owned(), Verdict::New)
        ]
    );
    let year = Period::around(TODAY, Sort::Year);
    assert_eq!(stories::that_may_leave(&desk, year).unwrap(), []);
    let mut story = stories::read(&mut desk, TODAY).unwrap().remove(0);
    story.verdict = Verdict::MayLeave;
    story.text = "Vraag naar de eigen kring.".to_owned();
    stories::keep(&mut desk, story.clone(), now()).unwrap();
    stories::keep(&mut desk, story, now()).unwrap();
    assert_eq!(
        texts(&mut desk),
        [
            ("Vraag naar de eigen kring.".to_owned(), Verdict::MayLeave),
            ("Samen de brief lezen hielp.".to_owned(), Verdict::New)
        ]
    );
    let told = stories::that_may_leave(&desk, year).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told.first().unwrap().text, "Vraag naar de eigen kring.");
    let before = Period::around(date(2025, 5, 5), Sort::Year);
    assert_eq!(stories::that_may_leave(&desk, before).unwrap(), []);
}

#[test]
fn a_report_holds_the_three_that_were_chosen_last() {
    let mut desk = store();
    for number in 1..=5_u8 {
        let story = Reviewed {
            enquiry: EnquiryId([number; 16]),
            day: TODAY.saturating_sub(i32::from(number).days()),
            theme: Theme::Money,
            text: number.to_string(),
            verdict: if number == 3 {
                Verdict::Stays
            } else {
                Verdict::MayLeave
            },
        };
        let on = TODAY.saturating_add(i32::from(number).days());
        stories::keep(&mut desk, story, (on, now().1)).unwrap();
    }
    let year = Period::around(TODAY, Sort::Year);
    let told = stories::that_may_leave(&desk, year).unwrap();
    let told: Vec<&str> = told.iter().map(|story| story.text.as_str()).collect();
    assert_eq!(told, ["5", "4", "2"]);
}

#[test]
fn the_desk_sees_neither_stories_nor_patterns() {
    let mut desk = store();
    let all = [learned(1, 3, "Samen de brief lezen hielp.")];
    desk.save(&all.map(Change::Enquiry), now().1).unwrap();
    desk.unlock(&secrets().desk, now().1).unwrap();
    let refused = stories::read(&mut desk, TODAY).unwrap_err();
    assert_eq!(refused.message, "rode-draad-coordinator");
    let refused = patterns::read(&mut desk, TODAY).unwrap_err();
    assert_eq!(refused.message, "rode-draad-coordinator");
    let work = PatternWork::new("afzender:cak".to_owned());
    let refused = patterns::keep(&mut desk, work, now()).unwrap_err();
    assert_eq!(refused.message, "fout-coordinator");
}

#[test]
fn what_the_team_took_on_stays_on_the_list_until_it_is_done() {
    let mut desk = store();
    let mut work = PatternWork {
        stage: PatternStage::Action,
        action: "Piet belt het CAK, voor 1 december".to_owned(),
        changed_on: Some(TODAY),
        ..PatternWork::new("thema-buurt:geld+overdie".to_owned())
    };
    patterns::keep(&mut desk, work.clone(), now()).unwrap();
    let (found, kept) = patterns::read(&mut desk, TODAY).unwrap();
    assert_eq!(kept, [work.clone()]);
    let flag = found.first().unwrap();
    assert_eq!((flag.id(), flag.visits), (work.id.clone(), 0));
    assert_eq!(
        flag.cell,
        [
            ("thema", "geld".to_owned()),
            ("buurt", "overdie".to_owned())
        ]
    );
    work.stage = PatternStage::Done;
    patterns::keep(&mut desk, work.clone(), now()).unwrap();
    let (found, kept) = patterns::read(&mut desk, TODAY).unwrap();
    assert_eq!((found.len(), kept), (0, vec![work]));
}

#[test]
fn words_noted_as_missing_are_among_the_figures() {
    let mut desk = store();
    let trail = |number: u8, query: &str| Trail {
        id: TrailId([number; 16]),
        day: TODAY,
        left: Left::Missed(Missed {
            query: query.to_owned(),
            opened: None,
            settled: None,
        }),
    };
    let trails = [trail(1, "traplift huren"), trail(2, "traplift huren")];
    desk.save(&trails.map(Change::Trail), now().1).unwrap();
    let noted = papers::notes(&desk).unwrap();
    let month = Period::around(TODAY, Sort::Months);
    let material = balie::figures::Material {
        missed: &noted.missed,
        ..balie::figures::Material::default()
    };
    let audience = balie::figures::Audience::Coordinator;
    let report = balie::figures::Report::of(month, &material, &[Measure::Missed], audience);
    let lines = report.lines(Measure::Missed);
    let line = lines.first().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(line.value, balie::figures::Value::Count(2));
    assert!(
        line.key.to_string().contains("traplift huren"),
        "{}",
        line.key
    );
}

#[test]
fn a_day_nobody_exported_is_closed_at_the_first_start_of_the_next() {
    let data = tempfile::tempdir().unwrap();
    let mut desk = store();
    let yesterday = learned(1, 1, "x");
    let today = learned(2, 0, "x");
    let changes = [yesterday.clone(), today].map(Change::Enquiry);
    desk.save(&changes, now().1).unwrap();
    let close = |desk: &mut Store, day| papers::close_past_days(desk, data.path(), day).unwrap();
    assert_eq!(close(&mut desk, TODAY), 1);
    assert_eq!(close(&mut desk, TODAY), 0, "once");
    let first = papers::closed_log(&mut desk, data.path(), yesterday.day).unwrap();
    assert_eq!((first.rows.len(), first.edition.number), (1, 1));
    let late = Enquiry {
        day: yesterday.day,
        ..learned(3, 1, "x")
    };
    desk.save(&[Change::Enquiry(late)], now().1).unwrap();
    let second = papers::closed_log(&mut desk, data.path(), yesterday.day).unwrap();
    assert_eq!((second.rows.len(), second.edition.number), (2, 2));
    // A clock that jumped back and forth closes each day once, and never today.
    assert_eq!(close(&mut desk, date(1970, 1, 1)), 0);
    assert_eq!(close(&mut desk, TODAY.tomorrow().unwrap()), 1);
    assert_eq!(close(&mut desk, TODAY.tomorrow().unwrap()), 0);
}
