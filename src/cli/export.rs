//! `balie export`: write the log of a day, the same bytes as the screen does, or the other things that leave the desk.

mod register;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use jiff::{ToSpan, Zoned, civil::Date};

use super::{Exit, Failure, Streams, open_store, passphrase};
use crate::{
    domain::StoreId,
    export::{
        self, Format, calendar, contacts, pdf, rides, sheet,
        target::{self, ExportError},
        template::Templates,
    },
    kiosk::{library::Library, papers, signals::StopSignal},
    store::{AuditAct, Store},
};

/// How many days ahead rides and days to look back go into a calendar.
const DAYS_AHEAD: i32 = 92;

/// What, how and where to.
#[derive(Debug, Args)]
pub struct Arguments {
    /// What to write
    #[arg(long, default_value = "day")]
    pub what: What,
    /// The day, as 2026-11-25; for the register the last day
    #[arg(long, value_name = "DAY")]
    pub day: Option<Date>,
    /// How to write it
    #[arg(long)]
    pub format: Option<Format>,
    /// A folder or a new file; `-` writes to standard output
    #[arg(long, value_name = "PATH")]
    pub to: PathBuf,
    /// File with the team's words; the register wants the coordinator's
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
    /// The whole register, every field, encrypted: with --recipient or --with-words
    #[arg(long)]
    pub register: bool,
    /// Who can open the register: an age recipient, `age1...`
    #[arg(
        long,
        value_name = "AGE",
        requires = "register",
        conflicts_with = "with_words"
    )]
    pub recipient: Option<String>,
    /// File with words that open the register, at least ten letters
    #[arg(long, value_name = "FILE", requires = "register")]
    pub with_words: Option<PathBuf>,
}

/// What leaves the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The log of a day
    Day,
    /// The rides of a day, as pdf or text
    Rides,
    /// Days to look back and rides, as iCalendar
    Calendar,
    /// Organisations and places, as vCard
    Contacts,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.code()))
    }
}

/// Something to deliver: the name of its file without extension, the extension, and its bytes.
struct Parcel {
    stem: String,
    extension: &'static str,
    bytes: Vec<u8>,
    /// What it holds, for the line that says where it is.
    holds: String,
}

/// Writes and tells where it is and what it holds.
///
/// # Errors
/// No desk in the data folder, wrong words, a day closed to the team, or a place that cannot be written to.
pub fn run(
    arguments: &Arguments,
    data: &Path,
    library: &Library,
    now: &Zoned,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    check_target(&arguments.to, arguments.format)?;
    let mut store = open_store(data, now)?;
    let secret = passphrase::read(&arguments.passphrase_file, streams)?;
    let role = store.unlock(&secret, now.timestamp())?;
    let templates = templates(data, streams)?;
    let stop = StopSignal::listen();
    let parcel = if arguments.register {
        register::parcel(arguments, &mut store, (role, &stop), now, streams)?
    } else {
        match arguments.what {
            What::Day => day(arguments, &mut store, data, library, &templates)?,
            What::Rides => day_of_rides(arguments, &mut store, library, &templates)?,
            What::Calendar => calendar(&mut store, library, now)?,
            What::Contacts => contact_points(&store, library, now)?,
        }
    };
    let about = format!("{}.{}", parcel.stem, parcel.extension);
    if arguments.to == Path::new("-") {
        streams.out.write_all(&parcel.bytes)?;
    } else {
        let path = deliver(&arguments.to, store.id(), &parcel, &mut |_| stop.goes_on())?;
        writeln!(streams.out, "{} ({})", path.display(), parcel.holds)?;
    }
    store.note_for_table(AuditAct::Exported, &about, now.timestamp())?;
    Ok(Exit::Done)
}

/// The templates of the desk; a bad one is warned about, with its line.
pub(super) fn templates(data: &Path, streams: &mut Streams<'_>) -> Result<Templates, Failure> {
    let (templates, problems) = papers::templates(Some(data));
    for problem in &problems {
        let line = problem
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        writeln!(
            streams.warnings,
            "warning: {}{line}: {} ({}); the shipped one is used",
            problem.file, problem.what, problem.remedy
        )?;
    }
    templates
        .ok_or_else(|| Failure::machine("the templates inside the program", "install Balie anew"))
}

fn asked<T: Copy>(value: Option<T>, name: &str) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::mend(format!("{name} is missing"), format!("give {name}")))
}

fn day(
    arguments: &Arguments,
    store: &mut Store,
    data: &Path,
    library: &Library,
    templates: &Templates,
) -> Result<Parcel, Failure> {
    let day = asked(arguments.day, "--day")?;
    let format = asked(arguments.format, "--format")?;
    let log = papers::closed_log(store, data, day)?;
    let mut bytes = Vec::new();
    export::write(&log, format, &library.labels(), &templates.day, &mut bytes)?;
    Ok(Parcel {
        stem: log.file_stem(),
        extension: format.extension(),
        bytes,
        holds: format!("{} rows", log.rows.len()),
    })
}

fn day_of_rides(
    arguments: &Arguments,
    store: &mut Store,
    library: &Library,
    templates: &Templates,
) -> Result<Parcel, Failure> {
    let day = asked(arguments.day, "--day")?;
    let labels = library.labels();
    // A ride is asked for at most some weeks before.
    let enquiries = store.days(day.saturating_sub(DAYS_AHEAD.days()), day)?;
    let found = rides::rides_of(day, &enquiries);
    let place = store.place();
    let name = labels.get(&format!("plaats-{place}"));
    let name = name.map_or(place.as_str(), String::as_str);
    let paper = rides::rides_sheet(day, name, &found, &labels, &templates.day);
    let mut bytes = Vec::new();
    let extension = match asked(arguments.format, "--format")? {
        Format::Pdf => {
            pdf::write(&paper, day, &mut bytes)?;
            "pdf"
        }
        Format::Text => {
            sheet::write_text(&paper, &mut bytes)?;
            "txt"
        }
        Format::Csv | Format::Jsonl | Format::Xlsx => {
            return Err(Failure::mend(
                "rides come as pdf or text",
                "give --format pdf or --format text",
            ));
        }
    };
    Ok(Parcel {
        stem: format!("ritten-{}-{day}", export::file_part(place.as_str())),
        extension,
        bytes,
        holds: format!("{} rides", found.len()),
    })
}

fn calendar(store: &mut Store, library: &Library, now: &Zoned) -> Result<Parcel, Failure> {
    let today = now.date();
    let last = today.saturating_add(DAYS_AHEAD.days());
    let enquiries = store.days(today.saturating_sub(DAYS_AHEAD.days()), last)?;
    let rides: Vec<_> = enquiries
        .iter()
        .filter_map(rides::Ride::of)
        .filter(|ride| ride.day >= today)
        .collect();
    let labels = library.labels();
    let reminders = papers::reminders(store, &labels)?;
    let mut bytes = Vec::new();
    calendar::write(store.id(), &reminders, &rides, now.timestamp(), &mut bytes)?;
    Ok(Parcel {
        stem: format!(
            "agenda-{}-{today}",
            export::file_part(store.place().as_str())
        ),
        extension: "ics",
        bytes,
        holds: format!(
            "{} days to look back, {} rides",
            reminders.len(),
            rides.len()
        ),
    })
}

fn contact_points(store: &Store, library: &Library, now: &Zoned) -> Result<Parcel, Failure> {
    let mut bytes = Vec::new();
    contacts::write(library.articles.iter(), &mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let count = text.matches("BEGIN:VCARD").count();
    Ok(Parcel {
        stem: format!(
            "adressen-{}-{}",
            export::file_part(store.place().as_str()),
            now.date()
        ),
        extension: "vcf",
        holds: format!("{count} contact points"),
        bytes,
    })
}

/// Refuses a folder that is not there before anything is opened: a mistyped folder must not become a file.
fn check_target(to: &Path, format: Option<Format>) -> Result<(), Failure> {
    if to == Path::new("-") || to.is_dir() {
        return Ok(());
    }
    // A name without an extension is a mistyped folder, not a file.
    if to.extension().is_some() && !to.as_os_str().to_string_lossy().ends_with('/') {
        return Ok(());
    }
    let wanted = format.map_or("its extension", Format::extension);
    Err(Failure::mend(
        format!("there is no folder {}", to.display()),
        format!("name a folder that exists, or a new file that ends in .{wanted}"),
    ))
}

/// Brings a parcel to a folder, under its own name, or to a new file. Whoever types a path may choose any, but not a
/// stick of another desk.
fn deliver(
    to: &Path,
    store: StoreId,
    parcel: &Parcel,
    went: &mut dyn FnMut(usize) -> bool,
) -> Result<PathBuf, Failure> {
    let folder = if to.is_dir() { Some(to) } else { to.parent() };
    if let Some(Err(error @ ExportError::OtherDesk { .. })) =
        folder.map(|folder| target::check_marker(folder, store))
    {
        return Err(error.into());
    }
    if to.is_dir() {
        let (stem, extension) = (&parcel.stem, parcel.extension);
        let path = target::write_watched(to, stem, extension, &parcel.bytes, went)?;
        return Ok(path);
    }
    let text = |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let Some(stem) = text(to.file_stem()) else {
        return Err(Failure::mend(
            format!("{} is not the name of a file", to.display()),
            "give a folder, a new file or -",
        ));
    };
    let folder = match to.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    };
    let extension = text(to.extension()).unwrap_or_else(|| parcel.extension.to_owned());
    Ok(target::write_watched(
        folder,
        &stem,
        &extension,
        &parcel.bytes,
        went,
    )?)
}
