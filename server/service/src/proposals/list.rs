//! Lists: filters, orders and pages over the board; cards from the database for the few that are shown.

use crate::board::{Board, Filter, Order, Rank};
use crate::kept::Kept;
use crate::people::Viewer;
use crate::places::{LookedUp, PlaceMap};
use crate::{Result, Service};
use domain::Time;
use domain::field::{FieldErrors, Problem};
use domain::ids::ProposalId;
use domain::places::{Bounds, Position};
use domain::proposals::{AnswerLine, ProposalCard, Sort, key};
use domain::taxonomy::{Stage, Theme};
use domain::time::working_days;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::proposals::Card;

/// The furthest one may ask for, in metres.
const FURTHEST: u32 = 50_000;

/// A list's query, as in the URL of `/` and of `GET /api/v1/proposals`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// A neighbourhood's slug.
    pub neighbourhood: Option<String>,
    pub theme: Option<String>,
    pub stage: Option<String>,
    /// Words to search for.
    pub q: Option<String>,
    /// `west,south,east,north` in degrees.
    pub bbox: Option<String>,
    /// Where to measure from: `lon,lat`, or the name of a street, park, station or neighbourhood.
    pub near: Option<String>,
    /// Only what lies within so many metres of `near`.
    pub within: Option<String>,
    pub sort: Option<String>,
    /// A cursor from the page before.
    pub after: Option<String>,
    /// 1 to 100; 20 where it is left out.
    pub limit: Option<String>,
}

/// Proposals a search finds at most.
const MOST_FOUND: usize = 500;
/// Cards kept in memory.
const MOST_CARDS: usize = 1_000;

/// Cards that were read already.
pub(crate) type KnownCards = Kept<ProposalId, Arc<Card>>;

pub(crate) fn known_cards() -> KnownCards {
    Kept::new(MOST_CARDS)
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub items: Vec<ProposalCard>,
    /// How many pass the filter in all.
    pub total: usize,
    /// The cursor of the next page.
    pub next: Option<String>,
    pub filter: ShownFilter,
}

/// What a list was filtered by, checked, for headings and for the map beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShownFilter {
    pub neighbourhood: Option<(String, String)>,
    pub theme: Option<Theme>,
    pub stage: Option<Stage>,
    pub q: Option<String>,
    pub sort: Option<Sort>,
    pub near: Option<Position>,
    /// Metres.
    pub within: Option<u32>,
}

/// A checked query.
pub(crate) struct Checked {
    pub filter: Filter,
    pub order: Order,
    pub after: Option<Rank>,
    pub limit: usize,
    pub shown: ShownFilter,
}

impl Service {
    /// A page of proposals: two queries for the cards that were not read since the last change, one more for what a
    /// signed-in viewer backs.
    ///
    /// # Errors
    /// `Invalid` with the filter that does not read.
    pub async fn list_proposals(&self, viewer: &Viewer, query: &ListQuery) -> Result<List> {
        let asked = self.check_list(query).await?;
        let selection =
            self.board(|board| board.select(&asked.filter, asked.order, asked.after, asked.limit));
        let items = self.cards(viewer, &selection.ids).await?;
        Ok(List {
            items,
            total: selection.total,
            next: selection.next.map(|rank| rank.to_string()),
            filter: asked.shown,
        })
    }

    /// Cards in the order of `ids`; those hidden or gone are left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn proposal_cards(&self, viewer: &Viewer, ids: &[ProposalId]) -> Result<Vec<ProposalCard>> {
        self.cards(viewer, ids).await
    }

    /// Cards in the order of `ids`.
    pub(crate) async fn cards(&self, viewer: &Viewer, ids: &[ProposalId]) -> Result<Vec<ProposalCard>> {
        let cards = self.known_cards(ids).await?;
        let supported = match viewer.id() {
            Some(account) => store::proposals::supported_among(self.store(), account, ids).await?,
            None => HashSet::new(),
        };
        Ok(cards_of(&cards, &supported, self.now()))
    }

    /// Cards as stored, in the order of `ids`: from memory where nothing changed since they were read.
    pub(super) async fn known_cards(&self, ids: &[ProposalId]) -> Result<Vec<Arc<Card>>> {
        // Before they are read: what changes meanwhile makes them ones of an earlier revision.
        let (revision, now, known) = (self.board(Board::revision), self.now(), &self.inner.cards);
        let mut found: HashMap<_, _> =
            ids.iter().filter_map(|id| Some((*id, known.get(id, revision, now)?))).collect();
        let missing: Vec<_> = ids.iter().filter(|id| !found.contains_key(id)).copied().collect();
        for card in store::proposals::cards(self.store(), &missing).await? {
            let card = Arc::new(card);
            known.put(card.id, revision, now, Arc::clone(&card));
            found.insert(card.id, card);
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The proposals that pass a query, for the map: the same filter as the list's.
    ///
    /// # Errors
    /// `Invalid` with the filter that does not read.
    pub async fn board_filter(&self, query: &ListQuery) -> Result<Filter> {
        Ok(self.check_list(query).await?.filter)
    }

    pub(crate) async fn check_list(&self, query: &ListQuery) -> Result<Checked> {
        let mut errors = FieldErrors::new();
        let place = self.place();
        let given = |value: &Option<String>| {
            value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let theme: Option<Theme> = given(&query.theme).and_then(|v| errors.take("theme", key(&v)));
        let stage: Option<Stage> = given(&query.stage).and_then(|v| errors.take("stage", key(&v)));
        let sort: Option<Sort> = given(&query.sort).and_then(|v| errors.take("sort", key(&v)));
        let bounds = given(&query.bbox).and_then(|v| errors.take("bbox", bounds(&v)));
        let near = given(&query.near).and_then(|v| errors.take("near", spot(&place, &v)));
        let within = given(&query.within).and_then(|v| errors.take("within", metres(&v)));
        if within.is_some() && query.near.as_deref().is_none_or(|near| near.trim().is_empty()) {
            errors.add("near", Problem::Required);
        }
        let after = given(&query.after).and_then(|v| errors.take("after", v.parse::<Rank>()));
        let limit = given(&query.limit).and_then(|v| errors.take("limit", limit(&v))).unwrap_or(20);
        let neighbourhood = given(&query.neighbourhood).and_then(|slug| {
            errors.take("neighbourhood", place.neighbourhood(&slug).ok_or(Problem::Unknown))
        });
        let q = given(&query.q).and_then(|v| errors.take("q", domain::field::line(&v, 1, 200)));
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let among = match &q {
            Some(words) => Some(self.inner.matcher.search(self.store(), words, MOST_FOUND).await?),
            None => None,
        };
        Ok(Checked {
            order: Order::new(sort, near, among.is_some()),
            filter: Filter {
                neighbourhood: neighbourhood.map(|n| n.id),
                theme,
                stage,
                bounds,
                around: near.zip(within.map(f64::from)),
                among,
            },
            after,
            limit,
            shown: ShownFilter {
                neighbourhood: neighbourhood.map(|n| (n.slug.clone(), n.name.clone())),
                theme,
                stage,
                q,
                sort,
                near,
                within,
            },
        })
    }
}

/// Cards as they are shown now to someone who backs those of `supported`.
pub(super) fn cards_of(cards: &[Arc<Card>], supported: &HashSet<ProposalId>, now: Time) -> Vec<ProposalCard> {
    cards.iter().map(|card| shown(supported.contains(&card.id), Card::clone(card), now)).collect()
}

fn shown(supported: bool, card: Card, now: Time) -> ProposalCard {
    let answer = match (card.answer, card.waiting.first()) {
        (Some((institution, kind, text)), _) => AnswerLine::Answered { institution, kind, text },
        (None, Some((first, matched_at, promised))) => AnswerLine::Waiting {
            institutions: u32::try_from(card.waiting.len()).unwrap_or(u32::MAX),
            first: first.clone(),
            days_left: i64::from(*promised) - working_days(*matched_at, now),
        },
        (None, None) => AnswerLine::Nobody,
    };
    ProposalCard {
        id: card.id,
        title: card.title,
        theme: card.theme,
        stage: card.stage,
        point: card.point,
        neighbourhood: card.neighbourhood,
        support_count: card.support_count,
        comment_count: card.comment_count,
        created_at: card.created_at,
        answer,
        supported,
    }
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let parts: Vec<f64> = text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// A point in degrees, or the spot a name means.
fn spot(place: &PlaceMap, text: &str) -> std::result::Result<Position, Problem> {
    if let Some([lon, lat]) = numbers(text) {
        return Position::new(lon, lat);
    }
    match place.look_up(text) {
        LookedUp::One(spot) => Ok(spot.position),
        LookedUp::Several => Err(Problem::Ambiguous),
        LookedUp::Nothing => Err(Problem::NoSuchPlace),
    }
}

fn metres(text: &str) -> std::result::Result<u32, Problem> {
    let n: u32 = text.parse().map_err(|_| Problem::NotANumber)?;
    if (1..=FURTHEST).contains(&n) { Ok(n) } else { Err(Problem::OutOfRange) }
}

fn bounds(text: &str) -> std::result::Result<Bounds, Problem> {
    let [west, south, east, north] = numbers(text).ok_or(Problem::NotANumber)?;
    Position::new(west, south)?;
    Position::new(east, north)?;
    if west > east || south > north {
        Err(Problem::OutOfRange)
    } else {
        Ok(Bounds { west, south, east, north })
    }
}

fn limit(text: &str) -> std::result::Result<usize, Problem> {
    let n: usize = text.parse().map_err(|_| Problem::NotANumber)?;
    if (1..=100).contains(&n) { Ok(n) } else { Err(Problem::OutOfRange) }
}
