//! Everything a desk can look up or walk through, loaded once: cards, local data, routes, red-flag cards and the index
//! over the cards.
//!
//! The shipped files come first, then the pack in use, then the desk's own files: a file with the same id replaces, a new
//! id adds. A broken file is a [`Problem`] and is skipped, so a mistake of an editor never keeps the desk closed, and a
//! broken replacement leaves the shipped one standing. Begin reading at [`Library::load`].

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::index_file;
use crate::{
    assets::{self, AssetFile, Folder, Layer},
    domain::{ArticleId, Problem, RouteId},
    export::Labels,
    knowledge::{self, Article, Local},
    privacy::Lexicon,
    route::{
        self, Choice, Purpose, Route, Source,
        urgent::{self, UrgentCard},
    },
    search::{CACHE_FROM, Fingerprint, Index, Synonyms},
    tui::{self, shared::Progress},
};

/// The file in `routes/` with the choice lists that routes share.
const SHARED_LISTS: &str = "keuzes";

/// The list of the places Max-Mobiel rides to; the shared lists hold the choice that stands behind them.
const RIDE_AREA: &str = "ritgebied";

/// What is known at this desk.
#[derive(Debug)]
pub struct Library {
    /// Every card, in the order of the ids; positions in an answer of [`Self::index`] are positions here.
    pub articles: Arc<Vec<Article>>,
    /// What residents call things.
    pub synonyms: Synonyms,
    /// Places, neighbourhoods, subthemes, partners and so on.
    pub local: Local,
    /// Every route.
    pub routes: BTreeMap<RouteId, Arc<Route>>,
    /// The choice lists that routes share.
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// The ids of cards that the overlay takes away.
    pub removed: Vec<ArticleId>,
    /// The red-flag cards, in the order of their ids.
    pub urgent: Vec<UrgentCard>,
    /// The words that hint at a person while someone types.
    pub guard: Lexicon,
    /// Lookup over the cards.
    pub index: Index,
    /// What was wrong in files, all of it; those files were skipped.
    pub problems: Vec<Problem>,
}

impl Library {
    /// Loads the shipped files and what `overlay` (the data folder) puts over them: the pack in use and the desk's own.
    #[must_use]
    pub fn load(overlay: Option<&Path>) -> Self {
        let mut library = Self::read(overlay);
        (library.index, _) = find_index(&library.articles, &library.synonyms, overlay);
        library
    }

    /// The same without the index over the cards: nothing can be looked up in it yet.
    #[must_use]
    pub fn read(overlay: Option<&Path>) -> Self {
        let (files, problems) = assets::load(overlay);
        Self::assemble(&files, problems)
    }

    /// What these files come to, without the index; `problems` are those found while they were read.
    #[must_use]
    pub fn assemble(files: &[AssetFile], mut problems: Vec<Problem>) -> Self {
        let (mut articles, removed) = load_articles(files, &mut problems);
        // Cards that point to one the desk took away are as sound as before; they only point to one fewer.
        if !removed.is_empty() {
            for article in &mut articles {
                article.related.retain(|id| !removed.contains(id));
            }
        }
        let synonyms = load_synonyms(files, &articles, &removed, &mut problems);
        let local = load_local(files, &mut problems);
        let mut lists = load_lists(files, &mut problems);
        let elsewhere = lists.remove(RIDE_AREA).unwrap_or_default();
        lists.extend(local_lists(&local));
        lists
            .entry(RIDE_AREA.to_owned())
            .or_default()
            .extend(elsewhere);
        let routes = load_routes(files, &lists, &mut problems);
        let urgent = load_urgent(files, &articles, &mut problems);
        let guard = load_guard(files, &mut problems);
        problems.extend(knowledge::check(&articles, &local));
        Self {
            articles: Arc::new(articles),
            synonyms,
            local,
            routes,
            lists,
            removed,
            urgent,
            guard,
            index: Index::build(&[], &Synonyms::default()),
            problems,
        }
    }

    /// The card with this id.
    #[must_use]
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.articles
            .binary_search_by(|article| article.id.cmp(id))
            .ok()
            .and_then(|position| self.articles.get(position))
    }

    /// What codes are called on the page of the day's log: the words of the choice lists, the places, the subthemes
    /// and the routes.
    #[must_use]
    pub fn labels(&self) -> Labels {
        let mut labels = Labels::new();
        for (list, choices) in &self.lists {
            for Choice { name, label, .. } in choices {
                labels.insert(format!("{list}-{name}"), label.clone());
            }
        }
        for place in &self.local.places {
            labels.insert(format!("plaats-{}", place.id), place.name.clone());
        }
        for route in self.routes.values() {
            labels.insert(format!("route-{}", route.id), route.title.clone());
        }
        labels
    }
}

/// The index over the cards. From [`CACHE_FROM`] cards on the one that was kept in the data folder serves, as long as it
/// is of exactly these cards; otherwise it is built, and the bytes to keep come with it.
pub(super) fn find_index(
    articles: &[Article],
    synonyms: &Synonyms,
    data: Option<&Path>,
) -> (Index, Option<Vec<u8>>) {
    if articles.len() < CACHE_FROM {
        return (Index::build(articles, synonyms), None);
    }
    let fingerprint = Fingerprint::of(articles, synonyms);
    let kept = data.and_then(index_file::read);
    if let Some(index) = kept.and_then(|bytes| Index::from_cache(&bytes, articles, fingerprint)) {
        return (index, None);
    }
    let index = Index::build(articles, synonyms);
    let bytes = index.to_cache(fingerprint);
    (index, Some(bytes))
}

impl From<Library> for tui::Library {
    fn from(library: Library) -> Self {
        Self {
            articles: library.articles,
            local: library.local,
            routes: library.routes,
            lists: library.lists,
            urgent: library.urgent,
            removed: library.removed,
            guard: library.guard,
            index: library.index,
            problems: library.problems.len(),
            progress: Progress::Whole,
        }
    }
}

fn in_folder(files: &[AssetFile], folder: Folder) -> impl Iterator<Item = &AssetFile> {
    files.iter().filter(move |file| file.folder == folder)
}

fn load_local(files: &[AssetFile], problems: &mut Vec<Problem>) -> Local {
    let mut local = Local::default();
    for file in in_folder(files, Folder::Local) {
        if let Err(found) = knowledge::parse_local(&file.name, &file.text, &mut local) {
            problems.extend(found);
        }
    }
    local
}

fn load_lists(files: &[AssetFile], problems: &mut Vec<Problem>) -> BTreeMap<String, Vec<Choice>> {
    let mut lists = BTreeMap::new();
    for file in in_folder(files, Folder::Routes).filter(|file| file.stem == SHARED_LISTS) {
        match route::parse_lists(&file.name, &file.text) {
            Ok(found) => lists.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    lists
}

/// The choice lists that are local data: subthemes by theme, neighbourhoods, places to ride to and roles on standby. A desk changes them
/// in one place and every route follows.
fn local_lists(local: &Local) -> BTreeMap<String, Vec<Choice>> {
    let choice = |name: &str, label: &str| Choice {
        name: name.to_owned(),
        label: label.to_owned(),
        exclusive: false,
        columns: BTreeMap::new(),
    };
    let subthemes = local.subthemes.iter().map(|subtheme| Choice {
        columns: [("thema".to_owned(), subtheme.theme.code().to_owned())].into(),
        ..choice(&subtheme.id, &subtheme.label)
    });
    let neighbourhoods = local.neighbourhoods.iter();
    let standby = local.standby.iter();
    [
        ("subthema", subthemes.collect::<Vec<_>>()),
        (
            "buurt",
            neighbourhoods
                .map(|one| choice(&one.id, &one.name))
                .collect(),
        ),
        (
            "achterwacht",
            standby.map(|role| choice(&role.id, &role.label)).collect(),
        ),
        (
            RIDE_AREA,
            local
                .ride_area
                .iter()
                .map(|name| choice(&name.to_lowercase().replace(' ', "-"), name))
                .collect(),
        ),
    ]
    .into_iter()
    .filter(|(_, choices)| !choices.is_empty())
    .map(|(name, choices)| (name.to_owned(), choices))
    .collect()
}

fn load_routes(
    files: &[AssetFile],
    lists: &BTreeMap<String, Vec<Choice>>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<RouteId, Arc<Route>> {
    let mut routes = Shelf::default();
    for file in in_folder(files, Folder::Routes).filter(|file| file.stem != SHARED_LISTS) {
        match route::read(&file.name, source_of(file), lists, Purpose::Desk) {
            Ok(route) => routes.put(route.id.clone(), Arc::new(route), file, problems),
            Err(found) => problems.extend(found),
        }
    }
    routes.into_values()
}

/// What a route file is written in.
#[must_use]
pub fn source_of(file: &AssetFile) -> Source<'_> {
    match &file.workbook {
        Some(sheets) => Source::Workbook(sheets),
        None => Source::Toml(&file.text),
    }
}

/// From how many files on cards are read on all cores: with fewer a second thread costs more memory than it saves time.
const READ_TOGETHER_FROM: usize = 1_000;

/// How many cards a core takes at a time.
const PART: usize = 50;

/// The cards in the order of their ids, and the ids of those that the overlay takes away. What is wrong in a file is
/// added to `problems`, and the file is skipped.
pub fn load_articles(
    files: &[AssetFile],
    problems: &mut Vec<Problem>,
) -> (Vec<Article>, Vec<ArticleId>) {
    let files: Vec<_> = in_folder(files, Folder::Knowledge).collect();
    let mut articles: Shelf<'_, ArticleId, Box<Article>> = Shelf::default();
    let mut removed = Vec::new();
    for (file, found) in files.iter().zip(read_cards(&files)) {
        match found {
            Found::Removal(id) => {
                articles.0.remove(&id);
                removed.push(id);
            }
            Found::Card(article) => {
                // A card of a later layer stands, whatever an earlier one took away.
                removed.retain(|id| *id != article.id);
                articles.put(article.id.clone(), article, file, problems);
            }
            Found::Wrong(found) => problems.extend(found),
        }
    }
    let articles: Vec<_> = articles.into_values();
    let articles = articles.into_iter().map(|(_, article)| *article);
    (articles.collect(), removed)
}

/// What a file among the cards turned out to be.
enum Found {
    Card(Box<Article>),
    Removal(ArticleId),
    Wrong(Vec<Problem>),
}

fn read_card(file: &AssetFile) -> Found {
    match knowledge::parse_article(&file.name, &file.text) {
        Ok(article) => Found::Card(Box::new(article)),
        // What takes a card away is no card itself.
        Err(found) => knowledge::removed(&file.text).map_or(Found::Wrong(found), Found::Removal),
    }
}

/// What each file is, in the order of the files.
fn read_cards(files: &[&AssetFile]) -> Vec<Found> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if files.len() < READ_TOGETHER_FROM || cores == 1 {
        return files.iter().map(|file| read_card(file)).collect();
    }
    // Each takes the next few when it is free: other work on one core does not hold up the whole.
    let parts: Vec<_> = files.chunks(PART).collect();
    let next = AtomicUsize::new(0);
    let read_part =
        |part: &[&AssetFile]| -> Vec<Found> { part.iter().map(|file| read_card(file)).collect() };
    let read = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = parts.get(number) else {
                return done;
            };
            done.push((number, read_part(part)));
        }
    };
    let mut found: BTreeMap<usize, Vec<Found>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(read)).collect();
        let here = read();
        let elsewhere = others.into_iter().filter_map(|other| other.join().ok());
        here.into_iter().chain(elsewhere.flatten()).collect()
    });
    // What a thread had done that came to grief is read here.
    let all = parts.iter().enumerate();
    all.flat_map(|(number, part)| found.remove(&number).unwrap_or_else(|| read_part(part)))
        .collect()
}

/// What residents call things: the words of the pack in use, or else the shipped ones, with those of the desk added.
fn load_synonyms(
    files: &[AssetFile],
    articles: &[Article],
    removed: &[ArticleId],
    problems: &mut Vec<Problem>,
) -> Synonyms {
    let mut all = Synonyms::shipped();
    let mut found_wrong = Synonyms::check_shipped(articles, removed);
    for file in in_folder(files, Folder::Synonyms) {
        match Synonyms::parse(&file.name, &file.text) {
            Ok(found) => {
                let wrong = found.check(&file.name, &file.text, articles, removed);
                if file.layer == Layer::Pack {
                    // The shipped ones are not used, so nothing is wrong with them.
                    (all, found_wrong) = (found, wrong);
                } else {
                    all.extend(found);
                    found_wrong.extend(wrong);
                }
            }
            Err(problem) => found_wrong.push(problem),
        }
    }
    problems.extend(found_wrong);
    all
}

fn load_urgent(
    files: &[AssetFile],
    articles: &[Article],
    problems: &mut Vec<Problem>,
) -> Vec<UrgentCard> {
    let has_phone = |id: &ArticleId| {
        articles
            .iter()
            .any(|article| article.id == *id && !article.phone.is_empty())
    };
    let mut cards = Shelf::default();
    for file in in_folder(files, Folder::Urgent) {
        match urgent::parse(&file.name, &file.text, &has_phone) {
            Ok(card) => cards.put(card.id, card, file, problems),
            Err(found) => problems.extend(found),
        }
    }
    cards
        .into_values::<BTreeMap<_, _>>()
        .into_values()
        .collect()
}

/// The words of all files: the data folder adds, and takes nothing away.
fn load_guard(files: &[AssetFile], problems: &mut Vec<Problem>) -> Lexicon {
    let mut guard = Lexicon::default();
    for file in in_folder(files, Folder::Guard) {
        if let Err(error) = guard.add(&file.text) {
            problems.push(Problem {
                file: file.name.clone(),
                line: None,
                field: String::new(),
                what: error.to_string(),
                remedy: "write gezondheid = [\"...\"], as in the shipped file".to_owned(),
            });
        }
    }
    guard
}

/// Values by id, each with the file it came from, so that two files of one id in one place are noticed.
struct Shelf<'a, K, V>(BTreeMap<K, (V, &'a AssetFile)>);

impl<K, V> Default for Shelf<'_, K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'a, K: Ord + std::fmt::Display, V> Shelf<'a, K, V> {
    /// Puts a value on the shelf: one of a later layer replaces an earlier; within a layer the first stays.
    fn put(&mut self, id: K, value: V, file: &'a AssetFile, problems: &mut Vec<Problem>) {
        if let Some((_, other)) = self.0.get(&id)
            && other.layer == file.layer
        {
            problems.push(Problem {
                file: file.name.clone(),
                line: None,
                field: "id".to_owned(),
                what: format!("the id `{id}` is that of {} too", other.name),
                remedy: "give one of the two another id, or delete it".to_owned(),
            });
            return;
        }
        self.0.insert(id, (value, file));
    }

    fn into_values<C: FromIterator<(K, V)>>(self) -> C {
        self.0
            .into_iter()
            .map(|(id, (value, _))| (id, value))
            .collect()
    }
}
