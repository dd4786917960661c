//! Someone who types lines, and what is said to them.

use balie::{plain, tui::message::Status};

use super::{MORNING, Pilot, WORDS};

impl Pilot {
    /// Types lines and gives what is said after the last one.
    pub(crate) fn says(&mut self, lines: &[&str]) -> String {
        for line in lines {
            self.hear(line);
        }
        plain::prompt(&self.model)
    }

    /// Types lines; what is said after the last one holds this text.
    #[track_caller]
    pub(crate) fn told(&mut self, lines: &[&str], text: &str) {
        let said = self.says(lines);
        assert!(said.contains(text), "`{text}` is not in\n{said}");
    }

    /// Everything that is said while lines are typed, with the lines in between.
    pub(crate) fn transcript(&mut self, lines: &[&str]) -> String {
        let mut all = plain::opening(&self.model);
        for line in lines {
            all += &plain::prompt(&self.model);
            all += line;
            all.push('\n');
            self.hear(line);
        }
        all + &plain::prompt(&self.model)
    }

    /// The desk unlocked with lines, with a shift of An and Bo.
    pub(crate) fn open_in_lines() -> Self {
        let mut desk = Self::locked();
        desk.told(&["5", WORDS], "Rondleiding");
        desk.told(&["<"], "Waar bent u vandaag?");
        desk.told(&["1", "An Bo", "2", ""], "Snelle vraag");
        assert!(MORNING.starts_with(&desk.clock.date().to_string()));
        desk
    }

    fn hear(&mut self, line: &str) {
        self.model.shared.status = Status::Quiet;
        self.model.shared.notice = None;
        match plain::hear(&self.model, line) {
            Ok(messages) => messages
                .into_iter()
                .for_each(|message| self.update(message)),
            Err(trouble) => self.model.shared.notice = Some(trouble),
        }
    }
}
