//! What screens do with cards beside reading them: report one, keep a mended one, note words that found nothing, count
//! what is opened.
//!
//! Counts live in memory while the desk is locked; after unlocking they are kept, without saying when a card was
//! opened or for whom. Begin reading at [`CardDesk`].

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

use crate::{
    domain::{ArticleId, Change, Interview, Left, Missed, NoticeId, Trail, TrailId},
    knowledge::{self, Article, Notice},
    search::Prior,
    tui::{
        message::{
            Effect, Saving, Trouble,
            cards::{CardReport, CardTask},
        },
        order,
    },
};

use super::Shared;

/// A card that is opened this soon after words found nothing is proposed for those words.
const SOON: SignedDuration = SignedDuration::from_mins(10);
/// Openings count for the order of cards for so many days.
const DAYS_COUNTED: i64 = 90;
/// More openings than this change nothing any more.
const MOST_COUNTED: u16 = 500;

/// What is known of cards beside the cards.
#[derive(Debug, Default)]
pub struct CardDesk {
    /// What volunteers said is wrong, settled ones too; oldest first.
    pub notices: Vec<Notice>,
    /// What breaks a near-tie in a lookup; none when that is switched off.
    pub prior: Option<Prior>,
    /// Local use does not change the order of cards.
    pub is_prior_off: bool,
    /// Cards that are being written.
    keeping: Vec<Article>,
    /// Trails that are being saved.
    saving: Vec<Trail>,
    /// How often each card was opened since the last lock, and the trail that keeps it.
    opened: BTreeMap<ArticleId, u16>,
    opened_id: Option<TrailId>,
    /// The last words that found nothing, and when: the card that is opened next belongs to them.
    missed: Option<(Trail, Timestamp)>,
}

impl Shared {
    /// Whether the coordinator's words opened the desk.
    #[must_use]
    pub fn is_coordinator(&self) -> bool {
        self.open().is_some_and(|open| open.is_coordinator)
    }

    /// Keeps what is wrong with a card. None in practice: then it stands on the screen only.
    pub fn report(&mut self, notice: Notice) -> Option<Effect> {
        if self.is_practice {
            self.cards.notices.push(notice);
            return None;
        }
        Some(Effect::Cards(CardTask::Report(notice)))
    }

    /// A notice was dealt with today, or stands again.
    #[must_use]
    pub fn settle_notice(&self, id: NoticeId, is_settled: bool) -> Effect {
        let today = self.stamp.now.date();
        Effect::Cards(CardTask::Settle(id, is_settled.then_some(today)))
    }

    /// Writes a card; the lists follow when it is on disk.
    pub fn keep_card(&mut self, article: Article) -> Effect {
        let text = knowledge::write_article(&article);
        let id = article.id.clone();
        self.cards.keeping.push(article);
        Effect::Cards(CardTask::Keep(id, text))
    }

    /// A person looked a card through today and found it right.
    pub fn still_right(&mut self, id: &ArticleId) -> Option<Effect> {
        let article = self.library.article(id.as_str())?.clone();
        let checked = Some(self.stamp.now.date());
        Some(self.keep_card(Article { checked, ..article }))
    }

    /// Keeps words that found nothing.
    pub fn miss(&mut self, query: String) -> Effect {
        let trail = Trail {
            id: TrailId(self.random()),
            day: self.stamp.now.date(),
            left: Left::Missed(Missed {
                query,
                opened: None,
                settled: None,
            }),
        };
        self.cards.missed = Some((trail.clone(), self.stamp.now.timestamp()));
        self.cards.saving.push(trail.clone());
        Effect::Save(Saving::Missed, vec![Change::Trail(trail)])
    }

    /// Keeps a trail as it is now.
    pub fn keep_trail(&mut self, trail: Trail) -> Effect {
        self.cards.saving.push(trail.clone());
        Effect::Save(Saving::Trail, vec![Change::Trail(trail)])
    }

    /// A card was opened to be read.
    pub fn count_opened(&mut self, id: &ArticleId) -> Option<Effect> {
        let count = self.cards.opened.entry(id.clone()).or_default();
        *count = count.saturating_add(1);
        let mut articles = self.library.articles.iter();
        let position = articles.position(|article| article.id == *id);
        if let (Some(prior), Some(position)) = (&mut self.cards.prior, position) {
            prior.count_use(position);
        }
        let (mut trail, since) = self.cards.missed.take()?;
        let is_soon = self.stamp.now.timestamp().duration_since(since) <= SOON;
        let Left::Missed(missed) = &mut trail.left else {
            return None;
        };
        missed.opened = Some(id.clone());
        is_soon.then(|| self.keep_trail(trail))
    }

    /// What was opened since the last lock, to be kept; none while locked, and when nothing was opened.
    pub(in crate::tui) fn opened_to_keep(&mut self) -> Option<Effect> {
        if self.open().is_none() || self.is_practice || self.cards.opened.is_empty() {
            return None;
        }
        let fresh = TrailId(self.random());
        let id = *self.cards.opened_id.get_or_insert(fresh);
        let trail = Trail {
            id,
            day: self.stamp.now.date(),
            left: Left::Opened(self.cards.opened.clone()),
        };
        Some(Effect::Save(Saving::Trail, vec![Change::Trail(trail)]))
    }

    /// Forgets what must not be known while locked; what was opened has been kept.
    pub(in crate::tui) fn forget_trails(&mut self) {
        self.cards.opened.clear();
        self.cards.opened_id = None;
        self.cards.missed = None;
        self.cards.saving.clear();
    }

    /// Trails are on disk, or not: the list follows.
    pub(in crate::tui) fn trails_saved(&mut self, is_saved: bool) {
        let saved = std::mem::take(&mut self.cards.saving);
        if let Some(open) = self.open_mut().filter(|_| is_saved) {
            for trail in saved {
                match open.trails.iter_mut().find(|each| each.id == trail.id) {
                    Some(place) => *place = trail,
                    None => open.trails.push(trail),
                }
            }
        }
    }

    /// What came of work on cards.
    pub(in crate::tui) fn cards_reported(&mut self, report: &CardReport) -> Option<Trouble> {
        match report {
            CardReport::Notices(Ok(notices)) => {
                self.cards.notices.clone_from(notices);
                None
            }
            CardReport::Kept(id, outcome) => {
                let kept = self.cards.keeping.iter().position(|card| card.id == *id);
                let card = kept.map(|at| self.cards.keeping.remove(at));
                if let (Ok(()), Some(card)) = (outcome, card) {
                    let articles = Arc::make_mut(&mut self.library.articles);
                    // A new card comes with the index that knows it.
                    if let Some(place) = articles.iter_mut().find(|each| each.id == *id) {
                        *place = card;
                    }
                }
                outcome.as_ref().err().cloned()
            }
            CardReport::Notices(Err(trouble))
            | CardReport::Versions(_, Err(trouble))
            | CardReport::Pack(Err(trouble)) => Some(trouble.clone()),
            CardReport::Versions(_, Ok(_)) | CardReport::Pack(Ok(_)) => None,
        }
    }

    /// Weighs every card by its use at this desk, anew.
    pub(in crate::tui) fn weigh_cards(&mut self) {
        if self.cards.is_prior_off {
            self.cards.prior = None;
            return;
        }
        let mut counts = self.cards.opened.clone();
        let from = self.stamp.now.date().saturating_sub(DAYS_COUNTED.days());
        for trail in self.open().map_or(&[][..], |open| &open.trails) {
            if let (Left::Opened(opened), true) = (&trail.left, trail.day >= from) {
                for (id, times) in opened {
                    let count = counts.entry(id.clone()).or_default();
                    *count = count.saturating_add(*times);
                }
            }
        }
        let mut prior = Prior::new(self.library.articles.len());
        for (position, article) in self.library.articles.iter().enumerate() {
            let count = counts.get(&article.id).copied().unwrap_or_default();
            for _ in 0..count.min(MOST_COUNTED) {
                prior.count_use(position);
            }
        }
        self.cards.prior = Some(prior);
    }

    /// The words that found nothing and wait for the coordinator, oldest first.
    #[must_use]
    pub fn missed(&self) -> Vec<(&Trail, &Missed)> {
        let trails = self.open().map_or(&[][..], |open| &open.trails);
        let mut missed: Vec<_> = trails
            .iter()
            .filter_map(|trail| match &trail.left {
                Left::Missed(missed) if missed.settled.is_none() => Some((trail, missed)),
                Left::Missed(_) | Left::Opened(_) | Left::Interview(_) => None,
            })
            .collect();
        order::by_key(&mut missed, |(trail, _)| (trail.day, trail.id));
        missed
    }

    /// The interviews of which the coordinator can make a card, oldest first.
    #[must_use]
    pub fn interviews(&self) -> Vec<(&Trail, &Interview)> {
        let trails = self.open().map_or(&[][..], |open| &open.trails);
        let mut told: Vec<_> = trails
            .iter()
            .filter_map(|trail| match &trail.left {
                Left::Interview(told) if told.settled.is_none() => Some((trail, told)),
                Left::Interview(_) | Left::Missed(_) | Left::Opened(_) => None,
            })
            .collect();
        order::by_key(&mut told, |(trail, _)| (trail.day, trail.id));
        told
    }

    /// The last day on which amounts end that end soon, and how many do.
    #[must_use]
    pub fn amounts_ending(&self) -> Option<(Date, usize)> {
        let ending = knowledge::amounts_ending(&self.library.articles, self.stamp.now.date());
        let last = ending
            .iter()
            .filter_map(|(_, amount)| amount.valid_to)
            .max()?;
        Some((last, ending.len()))
    }
}
