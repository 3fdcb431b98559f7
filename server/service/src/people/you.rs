//! One's own page: what changed since one last looked, one's ideas, and where one is in the academy.

use super::Resident;
use crate::{Missing, Result, Service, ServiceError};
use domain::Time;
use domain::academy::{LessonHead, ModuleCard};
use domain::notices::Notice;
use domain::people;
use domain::proposals::ProposalCard;
use serde_json::json;
use std::collections::HashMap;
use store::audit::Event;

/// Everything one's own page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct YouPage {
    pub email: String,
    pub since: Time,
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Ideas one wrote, newest first.
    pub own: Vec<ProposalCard>,
    /// Ideas of others that one backs or follows, the latest first.
    pub others: Vec<ProposalCard>,
    /// Modules one has begun, unfinished ones first.
    pub learning: Vec<Learning>,
    pub now: Time,
}

/// A module one has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learning {
    pub card: ModuleCard,
    pub finished: bool,
    /// The lesson to go on with.
    pub next: Option<LessonHead>,
}

const NOTICES: u32 = 50;
const IDEAS: u32 = 30;

impl Service {
    /// One's own page: nine queries however much there is.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn you(&self, who: &Resident) -> Result<YouPage> {
        // Taken first: a notice that comes while the page is made is not read with it.
        let now = self.now();
        let details = store::people::own_details(self.store(), who.id).await?;
        let (email, since) = details.ok_or(ServiceError::NotFound(Missing::Account))?;
        let notices = store::notices::of(self.store(), who.id, NOTICES).await?;
        let (own, others) = store::proposals::of_account(self.store(), who.id, IDEAS).await?;
        let both: Vec<_> = own.iter().chain(&others).copied().collect();
        let cards = self.cards(&who.viewer(), &both).await?;
        let mut cards: HashMap<_, _> = cards.into_iter().map(|card| (card.id, card)).collect();
        let own = own.iter().filter_map(|id| cards.remove(id)).collect();
        let others = others.iter().filter_map(|id| cards.remove(id)).collect();
        let begun = store::learning::begun(self.store(), who.id).await?.into_iter();
        let learning = begun.map(|begun| Learning {
            card: begun.card,
            finished: begun.finished_at.is_some(),
            next: begun.next,
        });
        Ok(YouPage { email, since, notices, own, others, learning: learning.collect(), now })
    }

    /// Marks one's notices up to `seen` as read. Not an event: what a person has looked at is theirs.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_notices(&self, who: &Resident, seen: Time) -> Result<()> {
        if who.unread > 0 {
            store::notices::mark_read(self.store(), who.id, seen).await?;
        }
        Ok(())
    }

    /// Changes the name that neighbours see, on everything one wrote.
    ///
    /// # Errors
    /// `Invalid` on `display_name`.
    pub async fn change_display_name(&self, who: &Resident, name: &str) -> Result<()> {
        let name =
            people::display_name(name).map_err(|problem| ServiceError::field("display_name", problem))?;
        if name == who.display_name {
            return Ok(());
        }
        let tx = self.store().begin().await?;
        store::people::set_display_name(&tx, who.id, &name).await?;
        let event = Event {
            at: self.now(),
            actor: Some(who.id),
            action: "renamed",
            subject: "account",
            subject_id: Some(who.id.0),
            before: Some(json!({ "display_name": who.display_name })),
            after: Some(json!({ "display_name": name })),
        };
        store::audit::write(&tx, event).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(())
    }
}
