//! Vault and keys, on the thread of the store: who did what, what is kept about someone, new words for the team.
//!
//! What is shown and erased is written down in the audit log first. Begin reading at [`answer`].

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};
use zeroize::Zeroizing;

use super::{Kiosk, Labels, keeper::Waiting, opened, safekeeping, told};
use crate::{
    domain::{Answer, FieldName, RouteId, StoreId},
    export::{
        self,
        target::{self, ExportError},
    },
    store::{
        self, AuditAct, AuditLine, Role, Secret, Signal, Store, StoreError, generate_desk_secret,
    },
    tui::{
        Report,
        message::{
            About, AboutLine, Copies, Custodial, Kept, KeptSignal, Stick, Trace, Trouble, Whose,
        },
    },
};

impl Kiosk {
    /// Vault and keys; a page goes to the first folder or stick that was named.
    pub(super) fn ask_custody(&mut self, asked: Custodial, now: Zoned) -> Option<Waiting<Report>> {
        let labels = self.labels.clone();
        let folder = self.targets().into_iter().next();
        let places = Places {
            folder: folder.map(|target| target.folder),
            // A mount table that cannot be read shows no stick.
            mounts: target::stick_mounts().unwrap_or_default(),
        };
        self.ask(move |store| Report::Custody(answer(store, &asked, &labels, &places, &now)))
    }
}

/// Four digits that open the covered screen on this day, made of what the store signs for it. So they stand on no
/// disk, only who unlocks can know them, and they are the same when the program was ended and begins anew.
#[must_use]
pub fn code_of(store: &Store, day: Date) -> Option<u16> {
    let signed = store.sign(format!("code {day}").as_bytes()).ok()?;
    let letters = signed.to_string();
    let number = letters
        .bytes()
        .fold(0, |sum, letter| (sum * 257 + u32::from(letter)) % 10_000);
    u16::try_from(number).ok()
}

/// That a day was read is written down before it is shown.
pub(super) fn read_day(store: &mut Store, day: Date, now: Timestamp) -> Report {
    let read = store.day(day).and_then(|rows| {
        store.note_for_table(AuditAct::Read, &day.to_string(), now)?;
        Ok(rows)
    });
    Report::Day(day, read.map_err(told))
}

/// Where files can go.
#[derive(Debug, Default)]
pub struct Places {
    /// The first stick or folder that was named for files; a page goes there.
    pub folder: Option<PathBuf>,
    /// Where the system mounted what can be pulled out.
    pub mounts: Vec<PathBuf>,
}

/// Does what was asked.
///
/// # Errors
/// The sentence for what went wrong.
pub fn answer(
    store: &mut Store,
    asked: &Custodial,
    labels: &Labels,
    places: &Places,
    now: &Zoned,
) -> Result<Kept, Trouble> {
    let moment = now.timestamp();
    match asked {
        Custodial::Trail(initials) => trail(store, initials, now.time_zone()).map_err(told),
        Custodial::About(whom) => {
            let found = about(store, whom, labels, now).map_err(told)?;
            // That half a number finds nothing says nothing about anyone.
            if found.lines.is_empty() && !can_be_someone(whom) {
                return Err(Trouble::new("inzage-welk"));
            }
            Ok(Kept::About(Box::new(found)))
        }
        Custodial::Print(lines) => {
            let folder = places
                .folder
                .as_deref()
                .ok_or_else(|| Trouble::new("kluis-geen-map"))?;
            store
                .note_for_table(AuditAct::Exported, "inzage", moment)
                .map_err(told)?;
            let text = format!("{}\n", lines.join("\n"));
            let stem = format!("balie-inzage-{}", now.date());
            let path = target::write_into(folder, &stem, "txt", text.as_bytes())
                .map_err(|error| super::trouble::of_export(&error))?;
            Ok(Kept::Printed(path.display().to_string()))
        }
        Custodial::Erase(whom) => {
            let found = store.about(&asked_of(whom)).map_err(told)?;
            store.erase_about(&found, moment).map_err(told)?;
            Ok(Kept::Erased(found.count()))
        }
        Custodial::Reread => opened(store, now, false).map(Kept::Reread),
        Custodial::DrawWords => generate_desk_secret()
            .map(|words| Kept::Words(Zeroizing::new(words.reveal().to_owned())))
            .map_err(told),
        Custodial::NewWords(words) => store
            .replace_desk_secret(&Secret::new(words), moment)
            .map(|()| Kept::Replaced)
            .map_err(told),
        Custodial::Signals => {
            let found = signals(store, labels).map_err(told)?;
            store
                .note_for_table(AuditAct::Read, "signalen", moment)
                .map_err(told)?;
            Ok(Kept::Signals(found))
        }
        Custodial::Copies => Ok(Kept::Copies(Copies {
            here: store.backups().map_err(told)?.last().copied(),
            on_stick: safekeeping::on_stick(&places.mounts, store.id())
                .map_err(|error| super::trouble::of_export(&error))?,
        })),
        Custodial::Sticks => Ok(Kept::Sticks(
            places
                .mounts
                .iter()
                .map(|root| stick_at(root, store.id()))
                .collect(),
        )),
        Custodial::NameStick(root) => {
            if !matches!(store.role(), Some(Role::Coordinator)) {
                return Err(Trouble::new("fout-op-slot"));
            }
            target::name_stick(root, store.id())
                .map_err(|error| super::trouble::of_export(&error))?;
            // Who names a stick wants to see that it works. When this fails, the menu says that the stick holds none.
            let stick = std::slice::from_ref(root);
            let _ = safekeeping::keep_on(stick, store, now.date(), moment);
            Ok(Kept::StickNamed(stick_at(root, store.id()).name))
        }
        Custodial::BackUp(folder) => {
            safekeeping::keep_in(folder, store, now.date(), moment).map(Kept::BackedUp)
        }
        Custodial::Longer(id) => store
            .keep_longer(*id, moment)
            .and_then(|_| signals(store, labels))
            .map(Kept::Signals)
            .map_err(told),
    }
}

fn stick_at(root: &Path, store: StoreId) -> Stick {
    let whose = match target::check_marker(root, store) {
        Ok(()) => Whose::Ours,
        Err(ExportError::OtherDesk { .. }) => Whose::Another,
        Err(_) => Whose::Nobody,
    };
    let name = root.file_name().map_or_else(
        || root.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    Stick {
        name,
        folder: root.to_owned(),
        whose,
    }
}

/// A phone number begins with a plus or a zero and has nothing but digits; all else is the code of a visit.
fn asked_of(whom: &str) -> store::Asked {
    let whom = whom.trim();
    if is_phone(whom) {
        store::Asked::Phone(whom.to_owned())
    } else {
        store::Asked::Visit(whom.to_owned())
    }
}

fn is_phone(whom: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_digit() || " +-()".contains(sign);
    let begins = whom.trim_start_matches('(');
    begins.starts_with(['+', '0']) && whom.chars().all(is_sign)
}

/// Whether this can be a whole phone number (a Dutch one has ten digits) or the beginning of a visitor code.
fn can_be_someone(whom: &str) -> bool {
    let whom = whom.trim();
    let count = whom.chars().filter(char::is_ascii_alphanumeric).count();
    if is_phone(whom) {
        let is_abroad = whom.starts_with('+') || whom.starts_with("00");
        return count == 10 || is_abroad && count > 10;
    }
    let is_code = |sign: char| sign.is_ascii_hexdigit() || " -".contains(sign);
    count >= store::SHORTEST_CODE && whom.chars().all(is_code)
}

fn trail(store: &mut Store, initials: &str, zone: &TimeZone) -> Result<Kept, StoreError> {
    let audit = store.audit()?;
    let wanted: Vec<&str> = initials
        .split(',')
        .filter(|one| !one.trim().is_empty())
        .collect();
    let is_wanted =
        |line: &&AuditLine| wanted.is_empty() || wanted.iter().any(|one| line.is_of(one));
    let broken = audit.broken_months.iter();
    let broken = broken.map(|month| Trace::Broken(month.clone()));
    let lines = audit.lines.iter().rev().filter(is_wanted);
    let lines = lines.map(|line| trace_of(line, zone));
    Ok(Kept::Trail(broken.chain(lines).collect()))
}

fn signals(store: &mut Store, labels: &Labels) -> Result<Vec<KeptSignal>, StoreError> {
    let found = store.signals()?.into_iter();
    Ok(found
        .map(|Signal { enquiry, ends_on }| KeptSignal {
            id: enquiry.id,
            day: enquiry.day,
            about: export::label(labels, "thema", enquiry.theme.code()).to_owned(),
            ends_on,
        })
        .collect())
}

fn trace_of(line: &AuditLine, zone: &TimeZone) -> Trace {
    let at = line.at.to_zoned(zone.clone()).strftime("%d-%m %H:%M");
    Trace::Did {
        at: at.to_string(),
        role: match line.role {
            Role::Desk => "dienst",
            Role::Coordinator => "coordinator",
        },
        initials: line.initials.clone(),
        act: match line.act {
            AuditAct::Unlocked => "ontgrendeld",
            AuditAct::Read => "gelezen",
            AuditAct::Corrected => "verbeterd",
            AuditAct::Exported => "meegenomen",
            AuditAct::Purged => "gewist",
            AuditAct::BackedUp => "reservekopie",
            AuditAct::WordsReplaced => "nieuwe-woorden",
            AuditAct::KeptLonger => "langer-bewaard",
        },
        about: line.about.clone(),
    }
}

fn about(store: &mut Store, whom: &str, labels: &Labels, now: &Zoned) -> Result<About, StoreError> {
    let found = store.about(&asked_of(whom))?;
    store.note_for_table(AuditAct::Read, "inzage", now.timestamp())?;
    let said = |day: Date| day.strftime("%d-%m-%Y").to_string();
    let mut lines = Vec::new();
    for contact in &found.contacts {
        let record = Trouble::new("inzage-contact")
            .with("sinds", said(contact.consent.given_on))
            .with("tot", said(contact.ends_on));
        lines.push(AboutLine::Record(record));
        lines.extend(answers(None, &contact.answers));
    }
    for row in &found.enquiries {
        let record = Trouble::new("inzage-vraag")
            .with("dag", said(row.day))
            .with("thema", export::label(labels, "thema", row.theme.code()))
            .with(
                "uitkomst",
                export::label(labels, "uitkomst", row.outcome.code()),
            );
        lines.push(AboutLine::Record(record));
        lines.extend(answers(Some(&row.route), &row.answers));
    }
    for draft in &found.drafts {
        lines.push(AboutLine::Record(Trouble::new("inzage-gesprek")));
        lines.extend(answers(Some(&draft.route), &draft.answers));
    }
    for follow_up in &found.follow_ups {
        let record = Trouble::new("inzage-terugkijken")
            .with("dag", said(follow_up.due))
            .with("afspraak", follow_up.agreed.as_str());
        lines.push(AboutLine::Record(record));
    }
    Ok(About {
        lines,
        count: found.count(),
    })
}

fn answers(
    route: Option<&RouteId>,
    answers: &BTreeMap<FieldName, Answer>,
) -> impl Iterator<Item = AboutLine> {
    answers.iter().map(move |(field, answer)| {
        AboutLine::Answer(route.cloned(), field.clone(), answer.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::can_be_someone;

    #[test]
    fn half_a_number_and_a_name_are_nobody() {
        for whole in [
            "06 12345678",
            "(072) 511 73 11",
            "+31 6 12345678",
            "0031612345678",
            "9f86-d081",
        ] {
            assert!(can_be_someone(whole), "{whole}");
        }
        for half in ["Jansen", "xx", "06-1234567", "072 511", "+31 6 12", "9f86"] {
            assert!(!can_be_someone(half), "{half}");
        }
    }
}
