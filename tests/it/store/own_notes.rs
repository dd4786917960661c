//! What the coordinator keeps for herself: out of reach of the desk, and gone with the enquiry it came from.

use balie::{
    domain::{Change, EnquiryId, OwnNote, Reviewed, Theme, Verdict},
    store::{Store, StoreError},
};

use super::support::{create, enquiry, later, now, reopened, secrets, today};

fn story(number: u8, text: &str) -> OwnNote {
    let story = Reviewed {
        enquiry: EnquiryId([number; 16]),
        day: today(),
        theme: Theme::Money,
        text: text.to_owned(),
        verdict: Verdict::MayLeave,
    };
    story.into_note(today())
}

fn save(store: &mut Store, note: OwnNote) -> Result<(), StoreError> {
    store.save(&[Change::OwnNote(note)], now())
}

#[test]
fn only_the_coordinator_writes_and_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.lock(now()).unwrap();
    let refused = save(&mut store, story(1, "samen lezen"));
    assert!(
        matches!(refused, Err(StoreError::CoordinatorOnly)),
        "{refused:?}"
    );
    store.unlock(&secrets().desk, now()).unwrap();
    let refused = save(&mut store, story(1, "samen lezen"));
    assert!(
        matches!(refused, Err(StoreError::CoordinatorOnly)),
        "{refused:?}"
    );
    store.unlock(&secrets().coordinator, now()).unwrap();
    save(&mut store, story(1, "samen lezen")).unwrap();
    save(&mut store, story(1, "samen bellen")).unwrap();
    assert_eq!(store.own_notes().unwrap(), [story(1, "samen bellen")]);
    store.close(now()).unwrap();
    let mut store = reopened(folder.path());
    assert_eq!(store.own_notes().unwrap(), [], "the desk's words");
    store.unlock(&secrets().coordinator, now()).unwrap();
    assert_eq!(store.own_notes().unwrap(), [story(1, "samen bellen")]);
}

#[test]
fn the_desk_saves_on_top_of_them_and_the_log_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.unlock(&secrets().coordinator, now()).unwrap();
    save(&mut store, story(1, "samen lezen")).unwrap();
    store.close(now()).unwrap();
    let mut store = reopened(folder.path());
    store
        .save(&[Change::Enquiry(enquiry(7, today()))], now())
        .unwrap();
    let health = store.verify(true).unwrap();
    assert_eq!(health.worst(), None, "{health:?}");
    store.unlock(&secrets().coordinator, now()).unwrap();
    let health = store.verify(true).unwrap();
    assert_eq!(health.worst(), None, "{health:?}");
    assert_eq!(store.own_notes().unwrap(), [story(1, "samen lezen")]);
}

#[test]
fn a_story_goes_with_its_enquiry() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = create(folder.path());
    store.unlock(&secrets().coordinator, now()).unwrap();
    let both = [enquiry(1, today()), enquiry(2, today())];
    store.save(&both.map(Change::Enquiry), now()).unwrap();
    save(&mut store, story(1, "gaat weg")).unwrap();
    save(&mut store, story(2, "blijft")).unwrap();
    store.erase(&[EnquiryId([1; 16])], now()).unwrap();
    assert_eq!(store.own_notes().unwrap(), [story(2, "blijft")]);
    store.close(now()).unwrap();
    let mut store = Store::open(folder.path(), later(1)).unwrap();
    store.unlock(&secrets().coordinator, later(1)).unwrap();
    assert_eq!(store.own_notes().unwrap(), [story(2, "blijft")]);
}
