//! Notices and mended cards in a data folder: on disk at once, undone without loss.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::fs;

use balie::{
    domain::{ArticleId, NoticeId},
    kiosk::{cardwork::CardFolder, library::Library},
    knowledge::{self, Fault, Notice},
    tui::message::cards::{CardReport, CardTask, Version},
};
use jiff::civil::{Date, date};
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 22);

struct Desk {
    data: TempDir,
    folder: CardFolder,
}

impl Desk {
    fn new() -> Self {
        let data = TempDir::new().unwrap();
        let folder = CardFolder::of(data.path().to_owned());
        Self { data, folder }
    }

    fn keep(&self, id: &str, text: &str) {
        let task = CardTask::Keep(id.into(), text.to_owned());
        let CardReport::Kept(_, Ok(())) = self.folder.perform(task, TODAY) else {
            panic!("{id} was not kept")
        };
    }

    fn put_back(&self, id: &str, number: Option<u32>) {
        let task = CardTask::PutBack(id.into(), number);
        let CardReport::Kept(_, Ok(())) = self.folder.perform(task, TODAY) else {
            panic!("{id} was not put back")
        };
    }

    fn versions(&self, id: &str) -> Vec<Version> {
        let task = CardTask::ReadVersions(id.into());
        let CardReport::Versions(_, Ok(versions)) = self.folder.perform(task, TODAY) else {
            panic!("{id} has no versions")
        };
        versions
    }

    /// The name of a card as the desk has it; none when it is away.
    fn name(&self, id: &str) -> Option<String> {
        let library = Library::load(Some(self.data.path()));
        assert_eq!(library.problems, []);
        let card = library.article(&ArticleId::from(id));
        card.map(|card| card.name.clone())
    }

    fn own_file(&self, id: &str) -> bool {
        self.data
            .path()
            .join(format!("kennisbank/{id}.md"))
            .exists()
    }
}

/// The text of a shipped card with another name.
fn renamed(id: &str, name: &str) -> String {
    let library = Library::load(None);
    let mut card = library.article(&ArticleId::from(id)).unwrap().clone();
    name.clone_into(&mut card.name);
    knowledge::write_article(&card)
}

#[test]
fn a_notice_is_on_disk_when_it_was_told_and_can_be_settled_and_stand_again() {
    let desk = Desk::new();
    let notice = Notice {
        id: NoticeId([7; 16]),
        card: "huurtoeslag".into(),
        what: Fault::Telefoon,
        text: None,
        on: TODAY,
        settled: None,
    };
    let report = desk.folder.perform(CardTask::Report(notice.clone()), TODAY);
    assert!(matches!(report, CardReport::Notices(Ok(_))));
    let again = CardFolder::of(desk.data.path().to_owned());
    assert_eq!(again.notices(), std::slice::from_ref(&notice));
    for on in [Some(TODAY), None] {
        let settle = CardTask::Settle(notice.id, on);
        assert!(matches!(
            again.perform(settle, TODAY),
            CardReport::Notices(Ok(_))
        ));
        assert_eq!(again.notices().first().unwrap().settled, on);
    }
    let left: Vec<_> = fs::read_dir(desk.data.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing was left behind");
}

#[test]
fn every_change_of_a_card_keeps_what_stood_before() {
    let desk = Desk::new();
    let shipped = desk.name("huurtoeslag");
    desk.keep("huurtoeslag", &renamed("huurtoeslag", "Eerste naam"));
    desk.keep("huurtoeslag", &renamed("huurtoeslag", "Tweede naam"));
    assert_eq!(desk.name("huurtoeslag").as_deref(), Some("Tweede naam"));
    let numbers: Vec<u32> = desk
        .versions("huurtoeslag")
        .iter()
        .map(|version| version.number)
        .collect();
    assert_eq!(numbers, [2, 1]);

    desk.put_back("huurtoeslag", None);
    assert_eq!(desk.name("huurtoeslag").as_deref(), Some("Eerste naam"));
    desk.put_back("huurtoeslag", Some(1));
    assert_eq!(desk.name("huurtoeslag"), shipped);
    assert!(
        !desk.own_file("huurtoeslag"),
        "the shipped card is seen again"
    );
    desk.put_back("huurtoeslag", Some(3));
    assert_eq!(desk.name("huurtoeslag").as_deref(), Some("Tweede naam"));
    assert_eq!(
        desk.versions("huurtoeslag").len(),
        5,
        "going back is a change too"
    );
}

#[test]
fn what_is_kept_twice_is_one_change() {
    let desk = Desk::new();
    let text = renamed("huurtoeslag", "Eerste naam");
    desk.keep("huurtoeslag", &text);
    desk.keep("huurtoeslag", &text);
    assert_eq!(desk.versions("huurtoeslag").len(), 1);
}

#[test]
fn a_card_that_was_taken_away_is_gone_and_comes_back() {
    let desk = Desk::new();
    // Other cards and the words of residents point to it.
    let id = ArticleId::from("inloop-de-zwaan");
    let shipped = Library::load(None);
    let points = |library: &Library| {
        let names = |card: &knowledge::Article| card.related.contains(&id);
        library.articles.iter().any(names)
    };
    assert!(points(&shipped));
    desk.keep(id.as_str(), &knowledge::removal(&id));
    let library = Library::load(Some(desk.data.path()));
    assert_eq!(library.article(&id), None);
    assert_eq!(library.removed, std::slice::from_ref(&id));
    assert_eq!(
        (library.problems.as_slice(), points(&library)),
        (&[][..], false)
    );
    desk.put_back(id.as_str(), None);
    assert!(desk.name(id.as_str()).is_some());
}

#[test]
fn a_card_of_the_desk_stays_in_the_folder_its_editor_chose() {
    let desk = Desk::new();
    let own = desk.data.path().join("kennisbank/eigen/huurtoeslag.md");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, renamed("huurtoeslag", "Eigen naam")).unwrap();
    desk.keep("huurtoeslag", &renamed("huurtoeslag", "Andere naam"));
    assert!(fs::read_to_string(&own).unwrap().contains("Andere naam"));
    assert!(!desk.own_file("huurtoeslag"));
    desk.put_back("huurtoeslag", None);
    assert_eq!(desk.name("huurtoeslag").as_deref(), Some("Eigen naam"));
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_the_card_stays() {
    let desk = Desk::new();
    // A file where a folder must be stops even an administrator.
    fs::write(desk.data.path().join("kennisbank"), "").unwrap();
    let task = CardTask::Keep("huurtoeslag".into(), renamed("huurtoeslag", "Nieuw"));
    let CardReport::Kept(_, Err(trouble)) = desk.folder.perform(task, TODAY) else {
        panic!("it was kept")
    };
    assert_eq!(trouble.message, "fout-kaart");
}
