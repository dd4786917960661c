//! What the kiosk does with each effect, done here and now.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; the place says why"
)]

use std::path::Path;

use balie::{
    domain::{Answer, Change, Enquiry, PlaceId, VisitId},
    export::{self, DayLog, Labels, target},
    kiosk::{counting, custody, papers, patterns, practice, stories},
    store::{Derivation, Role, Secret, Secrets, Store, StoreError, disk::Memory, generate_secrets},
    tui::{
        Effect, Report,
        message::{self, Exported, FiguresAlong, Format, NoteForm, Opened, Place, Trouble},
    },
};
use jiff::{Timestamp, civil::Date};

use super::Pilot;
use crate::{
    export::{answers, templates},
    figures::enquiry,
};

impl Pilot {
    fn unlock_with(&mut self, words: &str, now: Timestamp) -> Report {
        let unlocked = self.store().unlock(&Secret::new(words), now);
        Report::Opened(match unlocked {
            Ok(_) => Ok(self.opened(false)),
            Err(error) => Err(told(&error)),
        })
    }

    fn lock(&mut self, now: Timestamp) -> Report {
        let trouble = self.store().lock(now).err().map(|error| told(&error));
        let waiting = self.store().has_waiting();
        Report::Locked { waiting, trouble }
    }

    fn save(&mut self, changes: &[Change]) -> Result<(), Trouble> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let now = self.clock.timestamp();
        let saved = self.store().save(changes, now);
        saved.map_err(|error| told(&error))
    }

    /// None when there is nothing to report.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Report> {
        let now = self.clock.timestamp();
        Some(match effect {
            Effect::Save(saving, changes) => Report::Saved(saving, self.save(&changes)),
            Effect::Unlock(words) => self.unlock_with(&words, now),
            Effect::Lock => self.lock(now),
            Effect::Custody(asked) => {
                let now = self.clock.clone();
                let folder = self
                    .targets
                    .iter()
                    .find(|target| target.place != Place::Home);
                let places = custody::Places {
                    folder: folder.map(|target| target.folder.clone()),
                    mounts: self.mounts.clone(),
                };
                let labels = Labels::new();
                let done = custody::answer(self.store(), &asked, &labels, &places, &now);
                Report::Custody(done)
            }
            Effect::KeepLook(..) => Report::LookKept(Ok(())),
            Effect::MakeSecrets => {
                if let Some(given) = &self.secrets {
                    return Some(Report::Secrets(given.clone()));
                }
                let secrets = generate_secrets().unwrap();
                Report::Secrets(message::Secrets {
                    desk: secrets.desk.reveal().to_owned(),
                    coordinator: secrets.coordinator.reveal().to_owned(),
                    recovery: secrets.recovery.reveal().to_owned(),
                })
            }
            Effect::SetUp(founding) => {
                let secrets = Secrets {
                    desk: Secret::new(&founding.secrets.desk),
                    coordinator: Secret::new(&founding.secrets.coordinator),
                    recovery: Secret::new(&founding.secrets.recovery),
                };
                self.store = Some(set_up(&founding.place, &secrets, now));
                Report::Opened(Ok(self.opened(false)))
            }
            Effect::Practise(place) => self.practise(&place, now),
            Effect::EndPractice => self.end_practice(),
            Effect::ReadCases => Report::Cases(practice::cases(None).0),
            Effect::ReadDay(day) => {
                let read = self.store().day(day).map_err(|error| told(&error));
                Report::Day(day, read)
            }
            Effect::FindTargets => Report::Targets(self.targets.clone()),
            Effect::FindFolder(folder) => {
                let found = target::check_folder(&folder);
                let map = folder.display().to_string();
                let gone = |_| Trouble::new("fout-export-map").with("map", map);
                Report::Folder(found.map(|()| folder).map_err(gone))
            }
            Effect::Export {
                day,
                formats,
                folder,
            } => Report::Exported(self.write(day, &formats, &folder)),
            Effect::ReadFigures(period) => {
                // No such folder: the papers are those that are shipped.
                let data = Path::new("nergens");
                let labels = self.labels();
                let counted = counting::figures(self.store(), data, period, &labels);
                Report::Figures(period, counted)
            }
            Effect::TakeFigures(along) => figures_taken(&along),
            Effect::ReadPatterns => {
                let today = self.clock.date();
                Report::Patterns(patterns::read(self.store(), today))
            }
            Effect::KeepPattern(work) => {
                let now = (self.clock.date(), now);
                Report::PatternsKept(patterns::keep(self.store(), work, now))
            }
            Effect::ReadStories => {
                let today = self.clock.date();
                Report::Stories(stories::read(self.store(), today))
            }
            Effect::KeepStory(story) => {
                let now = (self.clock.date(), now);
                Report::StoryKept(stories::keep(self.store(), story, now))
            }
            Effect::TakeNote { form, .. } => Report::NoteTaken(match form {
                NoteForm::Printer => Err(Trouble::new("briefje-geen-printer")),
                NoteForm::Pdf | NoteForm::Text => Ok(Trouble::new("briefje-naar-printer")),
            }),
            Effect::Cards(task) => self.work_on_cards(task),
            Effect::Quit => {
                self.has_stopped = true;
                return None;
            }
        })
    }

    /// What codes are called at this desk.
    fn labels(&self) -> Labels {
        let library = &self.model.shared.library;
        let choices = library.lists.iter().flat_map(|(list, choices)| {
            let named = choices.iter();
            named.map(move |choice| (format!("{list}-{}", choice.name), choice.label.clone()))
        });
        let places = library.local.places.iter();
        let places = places.map(|place| (format!("plaats-{}", place.id), place.name.clone()));
        choices.chain(places).collect()
    }

    /// An enquiry of today with words for a colleague stands in the store.
    pub(crate) fn learned(&mut self, number: u8, text: &str) {
        let answers = answers([("leermoment", Answer::Text(text.to_owned()))]);
        let enquiry = Enquiry {
            answers,
            ..enquiry(number)
        };
        self.seed(enquiry);
    }

    /// Four visits of today from one neighbourhood with one theme stand in the store.
    pub(crate) fn asked_often(&mut self) {
        for number in 21..25 {
            let answers = answers([("buurt", Answer::One("overdie".to_owned()))]);
            let enquiry = Enquiry {
                visit: VisitId([number; 16]),
                answers,
                ..enquiry(number)
            };
            self.seed(enquiry);
        }
    }

    fn seed(&mut self, enquiry: Enquiry) {
        let now = self.clock.timestamp();
        let changes = [Change::Enquiry(enquiry)];
        self.store().save(&changes, now).unwrap();
    }

    fn practise(&mut self, place: &PlaceId, now: Timestamp) -> Report {
        if let Some(mut real) = self.store.take() {
            real.lock(now).unwrap();
            self.aside = Some(real);
        }
        self.store = Some(Store::in_memory(place, now).unwrap());
        Report::Opened(Ok(self.opened(true)))
    }

    fn end_practice(&mut self) -> Report {
        self.store = self.aside.take();
        let (desk, place) = self.found();
        self.model.arrive(desk, place);
        Report::PracticeEnded
    }

    fn store(&mut self) -> &mut Store {
        match &mut self.store {
            Some(store) => store,
            None => panic!("the model asked for a store that was never set up"),
        }
    }

    fn opened(&mut self, is_practice: bool) -> Box<Opened> {
        let (today, now) = (self.clock.date(), self.clock.timestamp());
        let (recovered, newest) = std::mem::take(&mut self.repaired);
        let is_signed = self.code == super::looks::Code::Signed;
        let store = self.store();
        let code = is_signed.then(|| custody::code_of(store, today)).flatten();
        papers::note_looked_back(store, now).unwrap();
        Box::new(Opened {
            store: store.id(),
            place: store.place(),
            is_coordinator: store.role() == Some(Role::Coordinator),
            is_practice,
            today: store.day(today).unwrap(),
            drafts: store.drafts().unwrap(),
            follow_ups: store.follow_ups().unwrap(),
            contacts: store.contacts().unwrap(),
            trails: store.trails().unwrap(),
            shift: store.shift().unwrap(),
            recovered,
            newest,
            code,
        })
    }

    fn write(&mut self, day: Date, formats: &[Format], folder: &Path) -> Result<Exported, Trouble> {
        if self.model.shared.is_practice {
            return Err(Trouble::new("daglog-oefenen"));
        }
        let store = self.store();
        let enquiries = store.day(day).unwrap();
        let log = DayLog::new(day, store.place(), store.id(), &enquiries);
        let mut files = Vec::new();
        for format in formats {
            let format = match format {
                Format::Csv => export::Format::Csv,
                Format::Jsonl => export::Format::Jsonl,
                Format::Xlsx => export::Format::Xlsx,
                Format::Pdf => export::Format::Pdf,
                Format::Text => export::Format::Text,
            };
            let mut bytes = Vec::new();
            export::write(&log, format, &Labels::new(), &templates().day, &mut bytes).unwrap();
            let gone =
                |_| Trouble::new("fout-export-map").with("map", folder.display().to_string());
            let path = target::write_into(folder, &log.file_stem(), format.extension(), &bytes)
                .map_err(gone)?;
            files.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
        Ok(Exported {
            files,
            folder: folder.to_owned(),
            rows: log.rows.len(),
        })
    }
}

pub(super) fn set_up(place: &PlaceId, secrets: &Secrets, now: Timestamp) -> Store {
    let disk = Box::<Memory>::default();
    Store::create_on(disk, place, secrets, Derivation::cheap_for_tests(), now).unwrap()
}

/// The sentence the kiosk has for the only error that a store in memory can give.
fn told(error: &StoreError) -> Trouble {
    if matches!(error, StoreError::WrongSecret) {
        Trouble::new("fout-woorden")
    } else {
        panic!("a store in memory said {error}")
    }
}

/// The file itself is written by the kiosk; see `terminal::figures`.
fn figures_taken(along: &FiguresAlong) -> Report {
    let folder = along.folder.display().to_string();
    let name = format!("balie-cijfers.{:?}", along.format).to_lowercase();
    let written = Trouble::new("cijfers-geschreven").with("naam", name);
    Report::FiguresTaken(Ok(written.with("map", folder)))
}
