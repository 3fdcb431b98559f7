//! Matching all proposals anew, after a lever, an institution or a module changed: in the background, a few at a
//! time, writing only what is different.

use super::Suggestions;
use crate::{Result, Service};
use domain::ids::{LeverId, ModuleId, ProposalId};
use domain::places::NeighbourhoodName;
use matching::text::ProposalText;
use std::collections::BTreeSet;
use store::proposals::Text;

/// Proposals read and written at a time.
const AT_ONCE: usize = 100;

impl Service {
    /// Matches every visible proposal anew; gives how many matches changed. Requests go on meanwhile.
    ///
    /// # Errors
    /// Where the database fails; what was written until then stays.
    pub async fn rematch_all(&self) -> Result<usize> {
        let mut ids: Vec<_> = self.board(|board| board.rows().map(|row| row.id).collect());
        ids.sort_unstable();
        let mut changed = 0;
        for part in ids.chunks(AT_ONCE) {
            changed += self.rematch(part).await?;
            tokio::task::yield_now().await;
        }
        Ok(changed)
    }

    async fn rematch(&self, ids: &[ProposalId]) -> Result<usize> {
        let texts = store::proposals::texts(self.store(), Some(ids)).await?;
        let stored = store::matches::suggested(self.store(), ids).await?;
        let service = self.clone();
        let matched = tokio::task::spawn_blocking(move || {
            texts.into_iter().map(|text| (text.id, service.suggest_again(&text))).collect::<Vec<_>>()
        });
        let matched = matched.await.map_err(|e| crate::ServiceError::Internal(e.to_string()))?;
        let different = |(id, found): &(ProposalId, Suggestions)| {
            let had = stored.get(id);
            had.map(|(levers, modules)| (levers, modules)) != Some((&levers_of(found), &modules_of(found)))
                && !(had.is_none() && found.levers.is_empty() && found.modules.is_empty())
        };
        let matched: Vec<_> = matched.into_iter().filter(different).collect();
        if matched.is_empty() {
            return Ok(0);
        }
        let tx = self.store().begin().await?;
        for (id, found) in &matched {
            store::matches::replace(&tx, *id, &found.levers, &found.modules, self.now()).await?;
            store::audit::write(&tx, self.event(None, "rematched", *id, None, None)).await?;
        }
        tx.commit().await?;
        Ok(matched.len())
    }

    fn suggest_again(&self, text: &Text) -> Suggestions {
        let place = self.place();
        let neighbourhood = text.neighbourhood.and_then(|id| place.neighbourhood_by_id(id));
        self.inner.matcher.suggest(&ProposalText {
            id: text.id.to_string(),
            title: text.title.clone(),
            body: text.body.clone(),
            theme: Some(text.theme),
            stage: Some(text.stage),
            point: text.point,
            neighbourhood: neighbourhood
                .map(|n| NeighbourhoodName { slug: n.slug.clone(), name: n.name.clone() }),
        })
    }
}

fn levers_of(found: &Suggestions) -> BTreeSet<LeverId> {
    found.levers.iter().map(|(suggested, _)| suggested.id).collect()
}

fn modules_of(found: &Suggestions) -> BTreeSet<ModuleId> {
    found.modules.iter().map(|suggested| suggested.id).collect()
}
