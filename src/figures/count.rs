//! Counts the tables of a report, each in one pass.
//!
//! Begin reading at [`Count::lines`].

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{
    Counted, Period, Totals, code_of, is_closed,
    measure::{Key, Line, Measure, Share, Value},
    report::Material,
};
use crate::domain::{Answer, Enquiry, Outcome, Rung, SolvedBy, StoreId, Tempo, Theme};

/// Welzijn op recept begins within so many days of the referral (method 2.3).
const PRESCRIPTION_DAYS: i32 = 14;

/// What every table is counted from.
pub(super) struct Count<'a> {
    period: Period,
    material: &'a Material<'a>,
    /// Every enquiry that was not taken back, of any day.
    all: Vec<&'a Enquiry>,
    /// Those of the period.
    within: Vec<&'a Enquiry>,
    pub(super) totals: Totals,
}

impl<'a> Count<'a> {
    /// Everything that was not taken back, and of that what is of the period.
    pub(super) fn new(period: Period, material: &'a Material<'a>) -> Self {
        let desks = material.desks.iter().flat_map(|(_, enquiries)| enquiries);
        let all: Vec<&Enquiry> = desks.filter(|one| !one.withdrawn).collect();
        let within: Vec<&Enquiry> = all
            .iter()
            .copied()
            .filter(|one| period.has(one.day))
            .collect();
        Self {
            period,
            material,
            totals: Totals::count(within.iter().map(|one| Counted::of(one))),
            all,
            within,
        }
    }

    /// The lines of a table; none when there is nothing to say.
    pub(super) fn lines(&self, measure: Measure) -> Vec<Line> {
        match measure {
            Measure::Questions => self.questions(),
            Measure::Shares => self.shares(),
            Measure::Theme => self.coded(Theme::FIELD, Theme::ALL, |one| Some(one.theme)),
            Measure::Outcome => self.coded(Outcome::FIELD, Outcome::ALL, |one| Some(one.outcome)),
            Measure::SolvedBy => {
                self.coded(SolvedBy::FIELD, SolvedBy::ALL, |one| Some(one.solved_by))
            }
            Measure::Rung => self.coded(Rung::FIELD, Rung::ALL, |one| one.rung),
            Measure::Tempo => self.coded(Tempo::FIELD, Tempo::ALL, |one| Some(one.tempo)),
            Measure::Cells => self.tally(|one| {
                Some(vec![
                    (Theme::FIELD, one.theme.code().to_owned()),
                    (Outcome::FIELD, one.outcome.code().to_owned()),
                    (SolvedBy::FIELD, one.solved_by.code().to_owned()),
                ])
            }),
            Measure::Minutes => self.minutes(),
            Measure::FirstTime
            | Measure::Age
            | Measure::Neighbourhood
            | Measure::Channel
            | Measure::FoundVia
            | Measure::Reason => self.answered(measure.code()),
            Measure::Unmet => self.tally(|one| {
                let reason = code_of(one, Measure::Reason.code()).unwrap_or("niet-gevraagd");
                (one.outcome == Outcome::Unsolved).then(|| {
                    vec![
                        (Theme::FIELD, one.theme.code().to_owned()),
                        (Measure::Reason.code(), reason.to_owned()),
                    ]
                })
            }),
            Measure::FollowUps => self.follow_ups(),
            Measure::Rides => self.of_route("rit"),
            Measure::Matches => self.matches(),
            Measure::Prescription => self.prescription(),
            Measure::Concerns => self.concerns(),
            Measure::Interviews => counts([("gesprekken", self.route("sociale_kaart").count())]),
            Measure::Urgent => self.noted("kaart", self.material.urgent),
            Measure::Missed => self.noted("woord", self.material.missed),
            Measure::Today => self.today(),
            Measure::Place => self.tally(|one| Some(vec![("plaats", one.place.to_string())])),
            Measure::Store => self.stores(),
            Measure::Year => self.year(),
        }
    }

    fn route(&self, route: &'static str) -> impl Iterator<Item = &Enquiry> {
        self.within
            .iter()
            .copied()
            .filter(move |one| one.route.as_str() == route)
    }

    fn questions(&self) -> Vec<Line> {
        let visits: HashSet<_> = self.within.iter().map(|one| one.visit).collect();
        let is = |outcome| move |one: &&&Enquiry| one.outcome == outcome;
        let with = |outcome| self.within.iter().filter(is(outcome)).count();
        let stopped = with(Outcome::Stopped);
        let open = self.within.iter().filter(|one| !is_closed(one));
        let (open, excluded) = (open.count(), self.totals.excluded());
        counts([
            ("hulpvragen", self.totals.all),
            ("bezoeken", visits.len()),
            ("meegeteld", self.totals.counted),
            ("niet_meegeteld", excluded),
            ("nog_open", open),
            ("gestopt", stopped),
        ])
    }

    fn shares(&self) -> Vec<Line> {
        let Totals {
            counted,
            by_volunteers,
            by_volunteers_alone,
            ..
        } = self.totals;
        let mut own = Share::default();
        for one in &self.within {
            let is_solved =
                is_closed(one) && !matches!(one.outcome, Outcome::Unsolved | Outcome::Stopped);
            if let Some(rung) = one.rung.filter(|_| is_solved) {
                own.add(rung <= Rung::Neighbourhood);
            }
        }
        let of_counted = |part| Share {
            part,
            whole: counted,
        };
        let lines = [
            ("breed", of_counted(by_volunteers)),
            ("streng", of_counted(by_volunteers_alone)),
            ("eigen_kring_eerst", own),
        ];
        lines
            .map(|(name, share)| line(name, Value::Share(share)))
            .into()
    }

    /// How many have each code of a field, in the order of the codes.
    fn coded<T: Copy + PartialEq + std::fmt::Display>(
        &self,
        field: &'static str,
        codes: &[T],
        code_of: impl Fn(&Enquiry) -> Option<T>,
    ) -> Vec<Line> {
        let count = |code: T| {
            let having = self.within.iter().filter(|one| code_of(one) == Some(code));
            (code, having.count())
        };
        let counted = codes.iter().map(|code| count(*code));
        counted
            .filter(|(_, count)| *count > 0)
            .map(|(code, count)| Line {
                key: Key::code(field, code.to_string()),
                value: Value::Count(count),
            })
            .collect()
    }

    /// How many have each code of an answer, or why there is none. Words are never counted.
    fn answered(&self, field: &'static str) -> Vec<Line> {
        let mut found = BTreeMap::<&str, usize>::new();
        for answer in self.within.iter().filter_map(|one| one.answers.get(field)) {
            match answer {
                Answer::One(code) => *found.entry(code).or_default() += 1,
                Answer::Many(codes) => {
                    for code in codes {
                        *found.entry(code).or_default() += 1;
                    }
                }
                Answer::None(why) => *found.entry(why.code()).or_default() += 1,
                Answer::Text(_)
                | Answer::Whole(_)
                | Answer::Decimal(_)
                | Answer::Date(_)
                | Answer::Time(_) => {}
            }
        }
        let lines = found.into_iter().map(|(code, count)| Line {
            key: Key::code(field, code),
            value: Value::Count(count),
        });
        lines.collect()
    }

    /// How many have each combination of codes.
    fn tally(
        &self,
        codes_of: impl Fn(&Enquiry) -> Option<Vec<(&'static str, String)>>,
    ) -> Vec<Line> {
        let mut found = BTreeMap::<Vec<(&'static str, String)>, usize>::new();
        for codes in self.within.iter().filter_map(|one| codes_of(one)) {
            *found.entry(codes).or_default() += 1;
        }
        let lines = found.into_iter().map(|(codes, count)| Line {
            key: Key::Codes(codes),
            value: Value::Count(count),
        });
        lines.collect()
    }

    fn minutes(&self) -> Vec<Line> {
        let of_tempo = |tempo: Tempo| {
            let seconds = self
                .within
                .iter()
                .filter(|one| one.tempo == tempo)
                .filter_map(|one| match one.answers.get(Enquiry::DURATION) {
                    Some(Answer::Whole(seconds)) => usize::try_from(*seconds).ok(),
                    _ => None,
                });
            // Tenths of a minute are six seconds.
            let tenths: Vec<usize> = seconds.map(|seconds| (seconds + 3) / 6).collect();
            (tempo, median(tenths))
        };
        let lines = Tempo::ALL.iter().map(|tempo| of_tempo(*tempo));
        lines
            .filter(|(_, value)| !matches!(value, Value::Median { n: 0, .. }))
            .map(|(tempo, value)| Line {
                key: Key::code(Tempo::FIELD, tempo.code()),
                value,
            })
            .collect()
    }

    fn follow_ups(&self) -> Vec<Line> {
        let due = self
            .material
            .look_backs
            .iter()
            .filter(|one| self.period.has(one.due));
        let mut on_time = Share::default();
        let mut at_all = Share::default();
        for one in due {
            on_time.add(one.kept_on.is_some_and(|day| day <= one.due));
            at_all.add(one.kept_on.is_some());
        }
        if at_all.whole == 0 {
            return Vec::new();
        }
        vec![
            line("op_tijd", Value::Share(on_time)),
            line("gedaan", Value::Share(at_all)),
        ]
    }

    fn of_route(&self, route: &'static str) -> Vec<Line> {
        let all = self.route(route).count();
        if all == 0 {
            return Vec::new();
        }
        let mut lines = counts([("aangevraagd", all)]);
        for &outcome in Outcome::ALL {
            let count = self.route(route).filter(|one| one.outcome == outcome);
            let count = count.count();
            if count > 0 {
                lines.push(Line {
                    key: Key::code(Outcome::FIELD, outcome.code()),
                    value: Value::Count(count),
                });
            }
        }
        lines
    }

    fn matches(&self) -> Vec<Line> {
        let asked = self.route("burenhulp_vraag");
        let matched = asked.filter(|one| one.outcome == Outcome::Matched);
        let (asked, matched) = (self.route("burenhulp_vraag").count(), matched.count());
        // What waits on the last day, also when it was asked long before.
        let open = self.all.iter().filter(|one| {
            one.route.as_str() == "burenhulp_vraag"
                && one.outcome == Outcome::Ongoing
                && one.day <= self.period.last
        });
        let waiting: Vec<usize> = open
            .map(|one| days_between(one.day, self.period.last))
            .collect();
        let offered = self.route("burenhulp_aanbod").count();
        if asked + waiting.len() + offered == 0 {
            return Vec::new();
        }
        let mut lines = counts([
            ("gevraagd", asked),
            ("gekoppeld", matched),
            ("aangeboden", offered),
            ("open", waiting.len()),
        ]);
        let tenths = waiting.into_iter().map(|days| days * 10).collect();
        lines.push(line("wachtdagen", median(tenths)));
        lines
    }

    fn prescription(&self) -> Vec<Line> {
        let mut share = Share::default();
        for one in self.route("wor") {
            if let Some(Answer::Date(referred)) = one.answers.get("verwijsdatum") {
                let first = match one.answers.get("eerste_contact") {
                    Some(Answer::Date(day)) => *day,
                    _ => one.day,
                };
                share.add((first - *referred).get_days() <= PRESCRIPTION_DAYS);
            }
        }
        let all = self.route("wor").count();
        if all == 0 {
            return Vec::new();
        }
        let mut lines = counts([("verwezen", all)]);
        lines.push(line("binnen_14_dagen", Value::Share(share)));
        lines
    }

    fn concerns(&self) -> Vec<Line> {
        let all = self.route("signaal").count();
        if all == 0 {
            return Vec::new();
        }
        let open = self.route("signaal").filter(|one| !is_closed(one)).count();
        counts([("gemeld", all), ("open", open)])
    }

    fn noted(&self, field: &'static str, noted: &[(Date, String)]) -> Vec<Line> {
        let mut found = BTreeMap::<&str, usize>::new();
        for (_, word) in noted.iter().filter(|(day, _)| self.period.has(*day)) {
            *found.entry(word).or_default() += 1;
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let lines = found.into_iter().map(|(word, count)| Line {
            key: Key::code(field, word),
            value: Value::Count(count),
        });
        lines.collect()
    }

    /// The figures of the last day of the period that call for something to be done.
    fn today(&self) -> Vec<Line> {
        let day = self.period.last;
        let to_standby = self
            .within
            .iter()
            .filter(|one| one.outcome == Outcome::Standby);
        let due = self
            .material
            .look_backs
            .iter()
            .filter(|one| one.due <= day && one.kept_on.is_none_or(|kept| kept > day));
        let tomorrow = day.tomorrow().ok();
        let rides = self.all.iter().filter(|one| {
            one.route.as_str() == "rit"
                && matches!(one.answers.get("datum"), Some(Answer::Date(on)) if Some(*on) == tomorrow)
                && matches!(one.outcome, Outcome::Ongoing | Outcome::Matched)
        });
        let talk = self
            .within
            .iter()
            .filter(|one| code_of(one, "hoe_was_het").is_some_and(|code| code != "prima"));
        let urgent = self.material.urgent.iter();
        counts([
            ("naar_achterwacht", to_standby.count()),
            ("terugkijken_open", due.count()),
            (
                "noodkaarten_gebruikt",
                urgent.filter(|(on, _)| self.period.has(*on)).count(),
            ),
            ("ritten_morgen", rides.count()),
            ("wil_praten", talk.count()),
        ])
    }

    fn stores(&self) -> Vec<Line> {
        if self.material.desks.len() < 2 {
            return Vec::new();
        }
        let mut found = BTreeMap::<StoreId, usize>::new();
        for (store, enquiries) in self.material.desks {
            let valid = enquiries
                .iter()
                .filter(|one| !one.withdrawn && self.period.has(one.day));
            *found.entry(*store).or_default() += valid.count();
        }
        let lines = found.into_iter().map(|(store, count)| Line {
            key: Key::code("store", store.to_string()),
            value: Value::Count(count),
        });
        lines.collect()
    }

    fn year(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for month in self.period.twelve_months() {
            let of_month = self.all.iter().filter(|one| month.has(one.day));
            let totals = Totals::count(of_month.map(|one| Counted::of(one)));
            let name = month.first.strftime("%Y-%m").to_string();
            let key =
                |what: &str| Key::Codes(vec![("maand", name.clone()), ("wat", what.to_owned())]);
            lines.push(Line {
                key: key("hulpvragen"),
                value: Value::Count(totals.all),
            });
            lines.push(Line {
                key: key("breed"),
                value: Value::Share(Share {
                    part: totals.by_volunteers,
                    whole: totals.counted,
                }),
            });
        }
        lines
    }
}

fn line(name: &'static str, value: Value) -> Line {
    Line {
        key: Key::Named(name),
        value,
    }
}

fn counts<const N: usize>(named: [(&'static str, usize); N]) -> Vec<Line> {
    named
        .map(|(name, count)| line(name, Value::Count(count)))
        .into()
}

fn days_between(first: Date, last: Date) -> usize {
    usize::try_from((last - first).get_days()).unwrap_or_default()
}

/// The middle one; of an even number the mean of the two in the middle, a half rounded up.
fn median(mut tenths: Vec<usize>) -> Value {
    tenths.sort_unstable();
    let n = tenths.len();
    let at = |position: usize| tenths.get(position).copied();
    let middle = match (at(n.saturating_sub(1) / 2), at(n / 2)) {
        (Some(low), Some(high)) => Some((low + high).div_ceil(2)),
        _ => None,
    };
    Value::Median { tenths: middle, n }
}
