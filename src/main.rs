//! The thin program: parse the command line, run one command, turn the result into an exit code.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use balie::{
    cli::{self, Cli, Exit, Failure, Streams},
    kiosk,
};
use clap::Parser;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            let is_wrong = error.use_stderr();
            return if is_wrong { Exit::Mend } else { Exit::Done }.into();
        }
    };
    match run(&cli) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            if failure.exit != Exit::Done {
                let _ = writeln!(io::stderr(), "balie: {failure}");
            }
            failure.exit.into()
        }
    }
}

fn run(cli: &Cli) -> Result<Exit, Failure> {
    let data = cli::data_folder(cli.data.as_deref())?;
    let Some(command) = &cli.command else {
        let wishes = kiosk::Wishes {
            look: cli.look,
            is_prior_off: cli.no_prior,
        };
        let ran = if cli.plain || kiosk::plain::is_wanted() {
            kiosk::plain::run(&data, wishes)
        } else {
            kiosk::run(&data, wishes)
        };
        return ran
            .map(|()| Exit::Done)
            .map_err(|error| Failure::machine(format!("{error:#}"), ""));
    };
    #[cfg(unix)]
    kiosk::forbid_core_dumps()
        .map_err(|error| Failure::machine(format!("forbidding core dumps: {error}"), ""))?;
    let mut streams = Streams {
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
        warnings: &mut io::stderr(),
    };
    command.run(&data, &cli::now()?, &mut streams)
}
