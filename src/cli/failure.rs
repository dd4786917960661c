//! What a command tells when it cannot do what was asked: one sentence, what to do about it, and the exit code.

use std::{fmt, io, path::Path, process::ExitCode};

use crate::{export::target::ExportError, kiosk::papers::ClosingError, store::StoreError};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, or sound: 0.
    Done,
    /// Content or usage at fault; a person can mend it: 1.
    Mend,
    /// The machine at fault, or data lost: 2.
    Machine,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Mend => Self::from(1),
            Exit::Machine => Self::from(2),
        }
    }
}

/// Why a command stopped. Shown as the sentence, and below it what to do.
#[derive(Debug)]
pub struct Failure {
    /// Whose turn it is.
    pub exit: Exit,
    /// What is wrong and where, in one sentence.
    pub what: String,
    /// What to do about it; empty when the sentence says it.
    pub remedy: String,
}

impl Failure {
    /// Something a person can mend.
    #[must_use]
    pub fn mend(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Mend,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// Something the machine did.
    #[must_use]
    pub fn machine(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            exit: Exit::Machine,
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A file that could not be read or written; a wrong name or missing permission is for a person to mend.
    #[must_use]
    pub fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        let exit = blame(error);
        let remedy = match exit {
            Exit::Mend => "check the name, and whether this account may use the file",
            Exit::Done | Exit::Machine => "check the disk",
        };
        Self {
            exit,
            what: format!("cannot {doing} {}: {error}", path.display()),
            remedy: remedy.to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.remedy.is_empty() {
            Ok(())
        } else {
            write!(f, "\n  {}", self.remedy)
        }
    }
}

impl std::error::Error for Failure {}

/// The output went wrong. Whoever read it and stopped, as `head` does, has what they wanted: that is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self {
                exit: Exit::Done,
                what: String::new(),
                remedy: String::new(),
            }
        } else {
            Self::machine(format!("cannot write the output: {error}"), "")
        }
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        let exit = match &error {
            ExportError::Io { source, .. } => blame(source),
            ExportError::Full(_)
            | ExportError::ReadOnly(_)
            | ExportError::Vanished(_)
            | ExportError::NotNamed(_)
            | ExportError::OtherDesk { .. }
            | ExportError::Malformed { .. }
            | ExportError::NoFreeName(_)
            | ExportError::Stopped(_) => Exit::Mend,
        };
        Self {
            exit,
            what: error.to_string(),
            remedy: String::new(),
        }
    }
}

impl From<ClosingError> for Failure {
    fn from(error: ClosingError) -> Self {
        match error {
            ClosingError::Store(error) => error.into(),
            ClosingError::Export(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (exit, remedy) = match &error {
            StoreError::WrongSecret => (
                Exit::Mend,
                "check the words in the file: one blank or hyphen between them, nothing else",
            ),
            StoreError::InUse(_) => (Exit::Mend, "close the other Balie first"),
            StoreError::Locked => (Exit::Mend, "give --passphrase-file FILE"),
            StoreError::Closed | StoreError::CoordinatorOnly => {
                (Exit::Mend, "give a file with the coordinator's words")
            }
            StoreError::NotAStore(_) => (Exit::Mend, "name the right folder with --data DIR"),
            StoreError::AlreadyExists(_) => (
                Exit::Mend,
                "name another folder with --data DIR; nothing was changed",
            ),
            StoreError::NewerFormat { .. } => {
                (Exit::Mend, "install the newer Balie on this machine")
            }
            StoreError::Foreign(_) => (
                Exit::Mend,
                "use the account that owns it, or another folder",
            ),
            StoreError::Symlink(_) => (Exit::Mend, "give the real folder with --data DIR"),
            StoreError::ReadOnly { .. } => (
                Exit::Mend,
                "make it writable for this account; nothing was lost",
            ),
            StoreError::Full(_) => (Exit::Mend, "make room and try again; nothing was lost"),
            StoreError::Broken(_) | StoreError::NoRandomness(_) => {
                (Exit::Machine, "check the disk and start again")
            }
            StoreError::Terms { .. } => (
                Exit::Mend,
                "mend that file, or remove it: then the shipped terms count",
            ),
            StoreError::Corrupt { .. } => {
                (Exit::Machine, "run `balie check`, then restore a backup")
            }
            StoreError::Io { source, .. } => (
                blame(source),
                "check the disk, and whether this account may use the folder",
            ),
        };
        Self {
            exit,
            what: error.to_string(),
            remedy: remedy.to_owned(),
        }
    }
}

/// Whether a person can mend what the system complained of.
fn blame(error: &io::Error) -> Exit {
    use io::ErrorKind as Kind;
    if matches!(
        error.kind(),
        Kind::NotFound
            | Kind::PermissionDenied
            | Kind::AlreadyExists
            | Kind::NotADirectory
            | Kind::IsADirectory
            | Kind::ReadOnlyFilesystem
            | Kind::StorageFull
            | Kind::QuotaExceeded
            | Kind::InvalidData
            | Kind::InvalidFilename
    ) {
        Exit::Mend
    } else {
        Exit::Machine
    }
}
