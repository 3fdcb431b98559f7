//! Sharing an idea: checked, placed, stored with its event and its matches in one transaction, and told.

use crate::matches::Suggestions;
use crate::people::Resident;
use crate::places::LookedUp;
use crate::{Result, Service, ServiceError};
use domain::Time;
use domain::field::Problem;
use domain::ids::{AccountId, NeighbourhoodId, NoticeId, ProposalId};
use domain::notices::NoticeKind;
use domain::places::Position;
use domain::proposals::{CheckedDraft, Draft};
use domain::taxonomy::Stage;
use serde_json::json;
use store::Tx;
use store::notices::NewNotice;
use store::proposals::NewProposal;

/// A proposal to be written, placed: from a form, the API or an import.
#[derive(Debug, Clone)]
pub struct NewIdea {
    pub external_id: Option<String>,
    pub author: Option<AccountId>,
    pub title: String,
    pub body: String,
    pub theme: domain::taxonomy::Theme,
    pub stage: Stage,
    pub point: Option<Position>,
    pub neighbourhood: Option<NeighbourhoodId>,
    pub created_at: Time,
}

impl Service {
    /// Shares an idea. Its author follows it; the staff of institutions it is matched to are told.
    ///
    /// # Errors
    /// `Invalid`: every field that cannot be taken; `where` is `OutsidePlace`, `NoSuchPlace`,
    /// `Ambiguous` (see [`crate::places::PlaceMap::spots`]) or `Required`.
    pub async fn create_proposal(&self, who: &Resident, draft: &Draft) -> Result<ProposalId> {
        let checked = draft.check()?;
        let (point, neighbourhood) = self.locate(&checked)?;
        let idea = NewIdea {
            external_id: None,
            author: Some(who.id),
            title: checked.title,
            body: checked.body,
            theme: checked.theme,
            stage: Stage::Open,
            point,
            neighbourhood,
            created_at: self.now(),
        };
        let skills = store::learning::skills_of(self.store(), who.id).await?;
        let suggestions = self.suggest_for(&idea, skills);
        let tx = self.store().begin().await?;
        let id = self.write_proposal(&tx, idea, &suggestions).await?;
        store::proposals::follow(&tx, id, who.id, self.now()).await?;
        self.tell_institutions(&tx, id, &suggestions).await?;
        tx.commit().await?;
        self.see_own_write().await;
        Ok(id)
    }

    /// Writes a proposal, its event and its matches. Tells nobody.
    pub(crate) async fn write_proposal(
        &self,
        tx: &Tx,
        idea: NewIdea,
        found: &Suggestions,
    ) -> Result<ProposalId> {
        let id = ProposalId(self.fresh_id());
        let (author, created_at) = (idea.author, idea.created_at);
        let after = json!({ "title": idea.title, "theme": idea.theme, "stage": idea.stage });
        let new = NewProposal {
            id,
            external_id: idea.external_id,
            author,
            title: idea.title,
            body: idea.body,
            theme: idea.theme,
            stage: idea.stage,
            point: idea.point,
            neighbourhood: idea.neighbourhood,
            created_at,
        };
        store::proposals::create(tx, new).await?;
        store::matches::replace(tx, id, &found.levers, &found.modules, created_at).await?;
        store::audit::write(tx, self.event(author, "created", id, None, Some(after))).await?;
        Ok(id)
    }

    async fn tell_institutions(&self, tx: &Tx, id: ProposalId, found: &Suggestions) -> Result<()> {
        let institutions = found.institutions();
        let staff = store::notices::staff_of(tx, &institutions).await?;
        self.tell(tx, staff, NoticeKind::Matched, id, None, None).await
    }

    /// Tells `people` of something about a proposal.
    pub(crate) async fn tell(
        &self,
        tx: &Tx,
        people: Vec<AccountId>,
        kind: NoticeKind,
        proposal: ProposalId,
        by: Option<&str>,
        detail: Option<&str>,
    ) -> Result<()> {
        let to: Vec<_> = people.into_iter().map(|account| (NoticeId(self.fresh_id()), account)).collect();
        let notice = NewNotice { kind, proposal: Some(proposal), by, detail, created_at: self.now() };
        Ok(store::notices::tell(tx, &to, &notice).await?)
    }

    /// Where a draft is: its point and neighbourhood. A named neighbourhood needs no point; a name from the
    /// gazetteer gives one.
    fn locate(&self, draft: &CheckedDraft) -> Result<(Option<Position>, Option<NeighbourhoodId>)> {
        let place = self.place();
        let invalid = |problem| Err(ServiceError::field("where", problem));
        if let Some(point) = draft.point {
            if !place.contains(point) {
                return invalid(Problem::OutsidePlace);
            }
            return Ok((Some(point), place.neighbourhood_at(point).map(|n| n.id)));
        }
        if let Some(near) = &draft.near {
            let found = match place.look_up(near) {
                LookedUp::One(found) => found,
                LookedUp::Several => return invalid(Problem::Ambiguous),
                LookedUp::Nothing => return invalid(Problem::NoSuchPlace),
            };
            if !found.inside {
                return invalid(Problem::OutsidePlace);
            }
            let neighbourhood = place.neighbourhood_at(found.position).map(|n| n.id);
            let point = (found.kind != "neighbourhood").then_some(found.position);
            return Ok((point, neighbourhood));
        }
        match draft.neighbourhood.as_deref().and_then(|slug| place.neighbourhood(slug)) {
            Some(neighbourhood) => Ok((None, Some(neighbourhood.id))),
            None => Err(ServiceError::field("neighbourhood", Problem::Unknown)),
        }
    }
}
