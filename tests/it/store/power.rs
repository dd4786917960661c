//! Power cuts, full disks and disk errors at every call, on the simulated disk.

use std::{collections::BTreeMap, slice};

use balie::{
    domain::{Change, Enquiry, EnquiryId, Session},
    store::{Derivation, Secret, Severity, Store, StoreError},
};

use super::{
    simulated::{Dice, Fault, Simulated},
    support::{enquiry, now, place, secrets, session, today},
};

/// What the store has promised, and what it was doing when the power failed.
#[derive(Debug, Default, Clone)]
struct Promised {
    enquiries: BTreeMap<EnquiryId, Enquiry>,
    drafts: BTreeMap<EnquiryId, Session>,
}

impl Promised {
    fn take(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Enquiry(enquiry) => {
                    self.enquiries.insert(enquiry.id, enquiry.clone());
                }
                Change::Draft(session) => {
                    self.drafts.insert(session.id, session.clone());
                }
                Change::EndDraft(id) => {
                    self.drafts.remove(id);
                }
                Change::Shift(_)
                | Change::FollowUp(_)
                | Change::EndFollowUp(_)
                | Change::Contact(_)
                | Change::EndContact(_)
                | Change::UrgentUse(_)
                | Change::Trail(_)
                | Change::OwnNote(_) => {}
            }
        }
    }

    fn erase_withdrawn(&mut self) {
        let gone: Vec<EnquiryId> = self
            .enquiries
            .values()
            .filter(|enquiry| enquiry.withdrawn)
            .map(|enquiry| enquiry.id)
            .collect();
        for id in gone {
            self.enquiries.remove(&id);
            self.drafts.remove(&id);
        }
    }
}

fn create(disk: &Simulated) -> Store {
    let cheap = Derivation::cheap_for_tests();
    Store::create_on(Box::new(disk.clone()), &place(), &secrets(), cheap, now()).unwrap()
}

fn found(store: &mut Store) -> Result<Promised, StoreError> {
    let day = store.day(today())?;
    let drafts = store.drafts()?;
    Ok(Promised {
        enquiries: day.into_iter().map(|row| (row.id, row)).collect(),
        drafts: drafts.into_iter().map(|draft| (draft.id, draft)).collect(),
    })
}

/// One thing a desk does; none of them loses anything when it is cut short.
enum Step {
    Save(Vec<Change>),
    Lock,
    Unlock,
}

/// The step in a few letters, for the message when a promise is broken.
impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let changes = match self {
            Self::Lock => return f.write_str("lock"),
            Self::Unlock => return f.write_str("unlock"),
            Self::Save(changes) => changes,
        };
        for change in changes {
            match change {
                Change::Enquiry(Enquiry {
                    id,
                    revision,
                    withdrawn,
                    ..
                }) => {
                    write!(f, "enquiry {} r{revision} withdrawn:{withdrawn} ", id.0[0])?;
                }
                Change::Draft(Session { id, at, .. }) => write!(f, "draft {} {at:?} ", id.0[0])?,
                Change::EndDraft(id) => write!(f, "end {} ", id.0[0])?,
                Change::Shift(_)
                | Change::FollowUp(_)
                | Change::EndFollowUp(_)
                | Change::Contact(_)
                | Change::EndContact(_)
                | Change::UrgentUse(_)
                | Change::Trail(_)
                | Change::OwnNote(_) => {}
            }
        }
        Ok(())
    }
}

fn next_step(dice: &mut Dice, promised: &Promised, is_locked: bool) -> Step {
    let number = u8::try_from(dice.roll(8)).unwrap();
    let mut draft = session(number);
    draft.at = Some(format!("vraag-{}", dice.roll(1000)).as_str().into());
    let revision = |enquiry: &Enquiry, withdrawn: bool| Enquiry {
        revision: enquiry.revision + 1,
        withdrawn,
        ..enquiry.clone()
    };
    let known = promised.enquiries.get(&EnquiryId([number; 16]));
    match (dice.roll(10), known) {
        (0, _) if is_locked => Step::Unlock,
        (0, _) => Step::Lock,
        (1..=4, _) => Step::Save(vec![Change::Draft(draft)]),
        (5, Some(enquiry)) => Step::Save(vec![Change::Enquiry(revision(enquiry, true))]),
        (6, _) => Step::Save(vec![Change::EndDraft(draft.id)]),
        (_, Some(enquiry)) => Step::Save(vec![
            Change::Enquiry(revision(enquiry, false)),
            Change::Draft(draft),
        ]),
        (_, None) => Step::Save(vec![
            Change::Enquiry(enquiry(number, today())),
            Change::EndDraft(draft.id),
        ]),
    }
}

/// Lives with a store through power cuts; gives the first broken promise.
fn live(seed: u64, cuts: u32, skips_sync: bool) -> Result<(), String> {
    let mut dice = Dice(seed);
    let disk = Simulated::new(seed ^ 0xba11e);
    let mut store = create(&disk);
    if skips_sync {
        disk.skip_sync();
    }
    let mut promised = Promised::default();
    for cut in 0..cuts {
        disk.fail_at(1 + dice.roll(20), Fault::PowerCut);
        // What may be true after the cut: the promise, and the promise with the step that was cut short.
        let mut perhaps = promised.clone();
        let mut steps = Vec::new();
        while !disk.is_dead() {
            let step = next_step(&mut dice, &promised, store.role().is_none());
            perhaps = promised.clone();
            let done = match &step {
                Step::Save(changes) => {
                    perhaps.take(changes);
                    store.save(changes, now())
                }
                Step::Lock => {
                    perhaps.erase_withdrawn();
                    store.lock(now())
                }
                Step::Unlock => store.unlock(&secrets().desk, now()).map(drop),
            };
            steps.push(step);
            match done {
                Ok(()) => promised = perhaps.clone(),
                Err(_) if disk.is_dead() => {}
                Err(error) => return Err(format!("seed {seed}, cut {cut}: {error}")),
            }
        }
        drop(store);
        disk.restart();
        let at = |what: &str| format!("seed {seed}, cut {cut}: {what}\nafter {steps:#?}");
        store = Store::open_on(Box::new(disk.clone()), now())
            .map_err(|error| at(&error.to_string()))?;
        store
            .unlock(&secrets().desk, now())
            .map_err(|error| at(&error.to_string()))?;
        let now_there = found(&mut store).map_err(|error| at(&error.to_string()))?;
        let keys = promised.enquiries.keys().chain(perhaps.enquiries.keys());
        for id in keys.chain(now_there.enquiries.keys()) {
            let row = now_there.enquiries.get(id);
            if row != promised.enquiries.get(id) && row != perhaps.enquiries.get(id) {
                return Err(at(&format!(
                    "enquiry {id} is {:?}",
                    row.map(|row| row.revision)
                )));
            }
        }
        let keys = promised.drafts.keys().chain(perhaps.drafts.keys());
        for id in keys.chain(now_there.drafts.keys()) {
            let draft = now_there.drafts.get(id);
            if draft != promised.drafts.get(id) && draft != perhaps.drafts.get(id) {
                return Err(at(&format!("draft {id} is {:?}", draft.map(|d| &d.at))));
            }
        }
        promised = now_there;
    }
    let health = store.verify(true).map_err(|error| error.to_string())?;
    match health.worst() {
        Some(Severity::Lost) => Err(format!("seed {seed}: {health:?}")),
        Some(Severity::Mendable) | None => Ok(()),
    }
}

/// Stores that live through 50 cuts each, on as many threads as there are cores.
fn live_many(stores: u64) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let seeds: Vec<u64> = (1..=stores).collect();
    std::thread::scope(|scope| {
        for seeds in seeds.chunks(seeds.len().div_ceil(threads)) {
            scope.spawn(move || {
                for seed in seeds {
                    live(*seed, 50, false).unwrap();
                }
            });
        }
    });
}

#[test]
fn a_thousand_power_cuts_lose_nothing_that_was_promised() {
    live_many(20);
}

#[test]
#[ignore = "a minute of both cores in an unoptimised build; run before a release"]
fn ten_thousand_power_cuts_lose_nothing_that_was_promised() {
    live_many(200);
}

/// The suite must go red when a sync is left out: otherwise it proves nothing.
#[test]
fn a_store_that_skips_fsync_is_caught() {
    let caught = (1..=10).filter(|seed| live(*seed, 20, true).is_err());
    assert_eq!(caught.count(), 10);
}

/// A morning of saves with one fault at every possible call. What was promised is there afterwards, and
/// after a fault that passes the store goes on, or says that it is broken until it is opened again.
#[test]
fn a_fault_at_any_call_loses_nothing() {
    for fault in [Fault::Full, Fault::Error, Fault::PowerCut] {
        let mut call = 1;
        while morning_with_fault(call, fault) {
            call += 1;
        }
        assert!(call > 40, "{call} calls with {fault:?}");
    }
}

/// Says whether the fault came to pass.
fn morning_with_fault(call: u64, fault: Fault) -> bool {
    let disk = Simulated::new(call);
    let mut store = create(&disk);
    let begun = disk.calls();
    disk.fail_at(call, fault);
    let mut promised = Promised::default();
    let mut perhaps = Promised::default();
    let save = |store: &mut Store, promised: &mut Promised, changes: Vec<Change>| {
        match store.save(&changes, now()) {
            Ok(()) => promised.take(&changes),
            Err(StoreError::Full(_)) => assert_eq!(fault, Fault::Full, "call {call}"),
            Err(_) => {}
        }
        changes
    };
    for number in 1..=3 {
        let done = enquiry(number, today());
        let id = done.id;
        for changes in [
            vec![Change::Draft(session(number))],
            vec![Change::Enquiry(done), Change::EndDraft(id)],
        ] {
            perhaps.take(&save(&mut store, &mut promised, changes));
        }
        drop(store.lock(now()));
        for changes in [
            vec![Change::Draft(session(number + 10))],
            vec![Change::Enquiry(enquiry(number + 20, today()))],
        ] {
            perhaps.take(&save(&mut store, &mut promised, changes));
        }
        drop(store.unlock(&secrets().desk, now()));
    }
    drop(store);
    let came_to_pass = disk.calls() - begun >= call;
    disk.restart();
    let mut store = Store::open_on(Box::new(disk), now()).unwrap();
    store.unlock(&secrets().desk, now()).unwrap();
    let there = found(&mut store).unwrap();
    for (id, row) in &promised.enquiries {
        assert_eq!(there.enquiries.get(id), Some(row), "call {call} {fault:?}");
    }
    for (id, draft) in &promised.drafts {
        let is_over = !perhaps.drafts.contains_key(id);
        let draft = (!is_over).then_some(draft);
        if draft.is_some() {
            assert_eq!(there.drafts.get(id), draft, "call {call} {fault:?}");
        }
    }
    came_to_pass
}

/// Whoever pulls the plug while the team gets new words leaves either the old or the new words, and all data.
#[test]
fn a_cut_while_the_words_are_replaced_leaves_one_of_the_two() {
    let new = Secret::new("nieuw zand rode boot");
    let mut seen = [false; 2];
    for call in 1..100 {
        let disk = Simulated::new(call);
        let mut store = create(&disk);
        let saves = [
            Change::Enquiry(enquiry(1, today())),
            Change::Draft(session(2)),
        ];
        store.save(&saves, now()).unwrap();
        store.unlock(&secrets().coordinator, now()).unwrap();
        disk.fail_at(call, Fault::PowerCut);
        drop(store.replace_desk_secret(&new, now()));
        drop(store);
        let is_over = !disk.is_dead();
        disk.restart();
        let mut store = Store::open_on(Box::new(disk), now()).unwrap();
        let is_new = store.unlock(&new, now()).is_ok();
        let is_old = store.unlock(&secrets().desk, now()).is_ok();
        assert!(is_new != is_old, "call {call}: new {is_new}, old {is_old}");
        *seen.get_mut(usize::from(is_new)).unwrap() = true;
        let there = found(&mut store).unwrap();
        assert_eq!(
            (there.enquiries.len(), there.drafts.len()),
            (1, 1),
            "call {call}"
        );
        if is_over {
            break;
        }
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn a_disk_that_turns_read_only_is_told_and_can_still_be_read() {
    let disk = Simulated::new(1);
    let mut store = create(&disk);
    let kept = enquiry(1, today());
    store.save(&[Change::Enquiry(kept.clone())], now()).unwrap();
    disk.turn_read_only();
    let refused = store.save(&[Change::Enquiry(enquiry(2, today()))], now());
    assert!(
        matches!(refused, Err(StoreError::ReadOnly { .. })),
        "{refused:?}"
    );
    assert_eq!(store.day(today()).unwrap(), [kept]);
    drop(store);
    let refused = Store::open_on(Box::new(disk), now());
    assert!(
        matches!(refused, Err(StoreError::ReadOnly { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_sync_that_failed_is_final_until_the_store_is_opened_anew() {
    let mut broken = 0;
    for call in 1..=8 {
        let disk = Simulated::new(call);
        let mut store = create(&disk);
        let first = enquiry(1, today());
        store
            .save(&[Change::Enquiry(first.clone())], now())
            .unwrap();
        disk.fail_at(call, Fault::Error);
        let refused = store.save(&[Change::Enquiry(enquiry(2, today()))], now());
        if !matches!(refused, Err(StoreError::Broken(_))) {
            continue;
        }
        broken += 1;
        // The disk works again; the store does not trust it before it has read it anew.
        let refused = store.save(&[Change::Enquiry(enquiry(3, today()))], now());
        assert!(matches!(refused, Err(StoreError::Broken(_))), "{refused:?}");
        assert_eq!(store.day(today()).unwrap(), slice::from_ref(&first));
        drop(store);
        disk.restart();
        let mut store = Store::open_on(Box::new(disk), now()).unwrap();
        store.unlock(&secrets().desk, now()).unwrap();
        assert_eq!(store.enquiry(first.id).unwrap(), Some(first));
        store
            .save(&[Change::Enquiry(enquiry(3, today()))], now())
            .unwrap();
    }
    assert!(broken > 0, "no call of a save is a sync");
}
