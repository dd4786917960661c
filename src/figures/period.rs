//! A stretch of days, and the one before it to hold it against.

use jiff::{ToSpan, civil::Date};

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// What sort of stretch it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// One day.
    Day,
    /// One or more whole calendar months that are no quarter or year.
    Months,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// Anything else.
    Days,
}

impl Period {
    /// The period from `first` to `last`; none when it ends before it begins.
    #[must_use]
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The day, calendar month, quarter or year that `day` is in.
    #[must_use]
    pub fn around(day: Date, sort: Sort) -> Self {
        let months = |first: Date, count: i32| Self {
            first,
            last: first
                .saturating_add(count.months())
                .yesterday()
                .unwrap_or(Date::MAX),
        };
        let month = day.first_of_month();
        match sort {
            Sort::Day | Sort::Days => Self {
                first: day,
                last: day,
            },
            Sort::Months => months(month, 1),
            Sort::Quarter => {
                let past = (day.month() - 1) % 3;
                months(month.saturating_sub(i32::from(past).months()), 3)
            }
            Sort::Year => months(day.first_of_year(), 12),
        }
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn has(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// How many calendar months it is, exactly.
    fn months(self) -> Option<i32> {
        let next = self.last.tomorrow().ok()?;
        if self.first.day() != 1 || next.day() != 1 {
            return None;
        }
        let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        Some(number(next) - number(self.first))
    }

    /// What sort of stretch it is.
    #[must_use]
    pub fn sort(self) -> Sort {
        match self.months() {
            _ if self.first == self.last => Sort::Day,
            Some(12) if self.first.month() == 1 => Sort::Year,
            Some(3) if self.first.month() % 3 == 1 => Sort::Quarter,
            Some(_) => Sort::Months,
            None => Sort::Days,
        }
    }

    /// The period right before it: as many calendar months where it is whole months, otherwise as many days. None at the
    /// beginning of the calendar.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let last = self.first.yesterday().ok()?;
        let first = match self.months() {
            Some(months) => self.first.checked_sub(months.months()).ok()?,
            None => last.checked_sub(self.last.since(self.first).ok()?).ok()?,
        };
        Some(Self { first, last })
    }

    /// The twelve calendar months that end with the month of the last day, oldest first.
    #[must_use]
    pub fn twelve_months(self) -> Vec<Self> {
        let month = self.last.first_of_month();
        (0..12)
            .rev()
            .filter_map(|back: i32| month.checked_sub(back.months()).ok())
            .map(|first| Self::around(first, Sort::Months))
            .collect()
    }
}
