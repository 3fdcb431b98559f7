//! Ideas.

use super::town;
use crate::{Place, Resident};
use domain::ids::{AccountId, LeverId, ProposalId};
use domain::places::Position;
use domain::proposals::Draft;
use domain::reason::Reason;
use domain::taxonomy::Theme;
use store::matches::Suggested;

/// An idea to be shared.
#[must_use = "nothing is shared before `create`"]
pub struct Idea<'a> {
    place: &'a Place,
    author: Option<AccountId>,
    draft: Draft,
}

impl Place {
    /// An idea in the middle of the town, about green, by a neighbour of its own.
    pub fn idea(&self, title: &str) -> Idea<'_> {
        let draft = Draft {
            title: title.to_owned(),
            body: format!("{title}: it would make this a better street for all of us."),
            theme: Theme::Green.key().to_owned(),
            lon: Some(town::MIDDLE.lon),
            lat: Some(town::MIDDLE.lat),
            ..Draft::default()
        };
        Idea { place: self, author: None, draft }
    }

    /// So many ideas by one neighbour, a second apart, oldest first.
    pub async fn ideas(&self, count: usize) -> Vec<ProposalId> {
        let author = self.resident("Ida of many ideas").await;
        let mut ids = Vec::with_capacity(count);
        for n in 1..=count {
            self.clock().forward(1_000);
            ids.push(self.idea(&format!("Idea number {n}")).by(&author).create().await);
        }
        ids
    }

    /// Writes a match of an idea to a lever, in place of those the matcher found.
    ///
    /// # Panics
    /// Where either is not there.
    pub async fn matched(&self, idea: ProposalId, lever: LeverId, reasons: Vec<Reason>) {
        let store = self.store();
        let found = store::institutions::lever_by_id(store, lever).await.expect("the database");
        let institution = found.expect("a lever").institution;
        let tx = store.begin().await.expect("a transaction");
        let suggested = Suggested { id: lever, score: 1.0, reasons };
        let levers = [(suggested, institution)];
        store::matches::replace(&tx, idea, &levers, &[], self.now()).await.expect("a match");
        super::note(&tx, self, "proposal", idea.0).await;
        tx.commit().await.expect("committed");
        self.service().catch_up().await.expect("caught up");
    }
}

impl Idea<'_> {
    pub fn by(mut self, author: &Resident) -> Self {
        self.author = Some(author.id);
        self
    }

    pub fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.draft.body);
        self
    }

    pub fn about(mut self, theme: Theme) -> Self {
        theme.key().clone_into(&mut self.draft.theme);
        self
    }

    pub fn at(mut self, point: Position) -> Self {
        (self.draft.lon, self.draft.lat) = (Some(point.lon), Some(point.lat));
        self
    }

    /// Only a neighbourhood, without a point.
    pub fn somewhere_in(mut self, slug: &str) -> Self {
        (self.draft.lon, self.draft.lat) = (None, None);
        self.draft.neighbourhood = Some(slug.to_owned());
        self
    }

    /// # Panics
    /// Where it cannot be taken as it is.
    pub async fn create(self) -> ProposalId {
        let author = match self.author {
            Some(author) => author,
            None => self.place.resident("A neighbour").await.id,
        };
        let resident = self.place.viewer(author).await.resident().expect("signed in");
        self.place.service().create_proposal(&resident, &self.draft).await.expect("an idea")
    }
}
