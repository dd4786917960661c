//! Vault and keys, on the thread of the store: who did what, what is kept about someone, new words for the team.
//!
//! What is shown and erased is written down in the audit log first. Begin reading at [`answer`].

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};
use zeroize::Zeroizing;

use super::{Kiosk, Labels, keeper::Waiting, opened, told};
use crate::{
    domain::{Answer, FieldName},
    export::{self, target},
    store::{
        self, AuditAct, AuditLine, Role, Secret, Signal, Store, StoreError, generate_desk_secret,
    },
    tui::{
        Report,
        message::{About, Custodial, Kept, KeptSignal, Trouble},
    },
};

impl Kiosk {
    /// Vault and keys; a page goes to the first folder or stick that was named.
    pub(super) fn ask_custody(&mut self, asked: Custodial, now: Zoned) -> Option<Waiting<Report>> {
        let labels = self.labels.clone();
        let folder = self.targets().into_iter().next();
        self.ask(move |store| {
            let folder = folder.as_ref().map(|target| target.folder.as_path());
            Report::Custody(answer(store, &asked, &labels, folder, &now))
        })
    }
}

/// That a day was read is written down before it is shown.
pub(super) fn read_day(store: &mut Store, day: Date, now: Timestamp) -> Report {
    let read = store.day(day).and_then(|rows| {
        store.note_for_table(AuditAct::Read, &day.to_string(), now)?;
        Ok(rows)
    });
    Report::Day(day, read.map_err(told))
}

/// Does what was asked. A page goes to `folder`, the first that was named for files.
///
/// # Errors
/// The sentence for what went wrong.
pub fn answer(
    store: &mut Store,
    asked: &Custodial,
    labels: &Labels,
    folder: Option<&std::path::Path>,
    now: &Zoned,
) -> Result<Kept, Trouble> {
    let moment = now.timestamp();
    match asked {
        Custodial::Trail(initials) => trail(store, initials, now.time_zone()).map_err(told),
        Custodial::About(whom) => about(store, whom, labels, now)
            .map(|found| Kept::About(Box::new(found)))
            .map_err(told),
        Custodial::Print(whom) => {
            let folder = folder.ok_or_else(|| Trouble::new("kluis-geen-map"))?;
            let found = about(store, whom, labels, now).map_err(told)?;
            store
                .note_for_table(AuditAct::Exported, "inzage", moment)
                .map_err(told)?;
            let text = format!("{}\n", found.lines.join("\n"));
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
        Custodial::Longer(id) => store
            .keep_longer(*id, moment)
            .and_then(|_| signals(store, labels))
            .map(Kept::Signals)
            .map_err(told),
    }
}

/// A phone number begins with a plus or a zero and has nothing but digits; all else is the code of a visit.
fn asked_of(whom: &str) -> store::Asked {
    let whom = whom.trim();
    let is_sign = |sign: char| sign.is_ascii_digit() || " +-()".contains(sign);
    if whom.starts_with(['+', '0']) && whom.chars().all(is_sign) {
        store::Asked::Phone(whom.to_owned())
    } else {
        store::Asked::Visit(whom.to_owned())
    }
}

fn trail(store: &mut Store, initials: &str, zone: &TimeZone) -> Result<Kept, StoreError> {
    let audit = store.audit()?;
    let wanted: Vec<&str> = initials
        .split(',')
        .filter(|one| !one.trim().is_empty())
        .collect();
    let is_wanted =
        |line: &&AuditLine| wanted.is_empty() || wanted.iter().any(|one| line.is_of(one));
    let mut lines: Vec<String> = audit
        .lines
        .iter()
        .rev()
        .filter(is_wanted)
        .map(|line| line_of(line, zone))
        .collect();
    let broken = audit.broken_months.iter();
    lines.splice(0..0, broken.map(|month| format!("! {month}")));
    Ok(Kept::Trail(lines))
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

fn line_of(line: &AuditLine, zone: &TimeZone) -> String {
    let at = line.at.to_zoned(zone.clone()).strftime("%d-%m %H:%M");
    let role = match line.role {
        Role::Desk => "dienst",
        Role::Coordinator => "coördinator",
    };
    let act = match line.act {
        AuditAct::Unlocked => "ontgrendeld",
        AuditAct::Read => "gelezen",
        AuditAct::Corrected => "verbeterd",
        AuditAct::Exported => "meegenomen",
        AuditAct::Purged => "gewist",
        AuditAct::BackedUp => "reservekopie",
        AuditAct::WordsReplaced => "nieuwe woorden",
        AuditAct::KeptLonger => "langer bewaard",
    };
    format!("{at}  {role:<11} {:<8} {act} {}", line.initials, line.about)
        .trim_end()
        .to_owned()
}

fn about(store: &mut Store, whom: &str, labels: &Labels, now: &Zoned) -> Result<About, StoreError> {
    let found = store.about(&asked_of(whom))?;
    store.note_for_table(AuditAct::Read, "inzage", now.timestamp())?;
    let mut lines = Vec::new();
    for contact in &found.contacts {
        let until = contact.ends_on.strftime("%d-%m-%Y");
        let since = contact.consent.given_on.strftime("%d-%m-%Y");
        lines.push(format!(
            "Gegevens om te bellen, akkoord op {since}, bewaard tot {until}"
        ));
        lines.extend(contact.answers.iter().map(said));
    }
    for row in &found.enquiries {
        let day = row.day.strftime("%d-%m-%Y");
        let theme = export::label(labels, "thema", row.theme.code());
        let outcome = export::label(labels, "uitkomst", row.outcome.code());
        lines.push(format!("Hulpvraag van {day}: {theme}, {outcome}"));
        lines.extend(row.answers.iter().map(said));
    }
    for draft in &found.drafts {
        lines.push("Gesprek dat nog niet klaar is".to_owned());
        lines.extend(draft.answers.iter().map(said));
    }
    for follow_up in &found.follow_ups {
        let day = follow_up.due.strftime("%d-%m-%Y");
        lines.push(format!("Terugkijken op {day}: {}", follow_up.agreed));
    }
    Ok(About {
        lines,
        count: found.count(),
    })
}

fn said((field, answer): (&FieldName, &Answer)) -> String {
    let said = match answer {
        Answer::None(why) => why.to_string(),
        Answer::One(said) | Answer::Text(said) => said.clone(),
        Answer::Many(said) => said.join(", "),
        Answer::Whole(number) => number.to_string(),
        Answer::Decimal(number) => number.to_string(),
        Answer::Date(day) => day.to_string(),
        Answer::Time(time) => time.to_string(),
    };
    format!("  {field}: {said}")
}
