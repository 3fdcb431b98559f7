//! The indexes in memory: levers and modules to match, proposals to search.
//!
//! Readers take a snapshot and never wait for a build: an index is built beside the one in use and then put in its
//! place. While a new index of proposals is built, what changes goes into the old one and is noted, to be put into the
//! new one before it counts.

use super::{Levers, Suggestions, off_threads};
use crate::Result;
use crate::vocabulary::Log;
use domain::ids::ProposalId;
use domain::places::Position;
use matching::similar::SimilarIndex;
use matching::text::ProposalText;
use matching::{Ready, Vocabulary};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use store::Store;
use store::proposals::Text;
use tokio::sync::{Mutex, OnceCell};
use uuid::Uuid;

/// Texts read at a time when an index is built.
const PART: u32 = 500;

/// See the module.
pub(crate) struct Matcher {
    levers: RwLock<Levers>,
    /// Built when it is first asked for: lists and the map need no words, and should not wait for thousands of texts.
    proposals: OnceCell<RwLock<Proposals>>,
    /// Held from reading the database until what was read is in place, so that nothing older takes a newer one's place.
    loading: Mutex<()>,
    building: Mutex<()>,
}

pub(crate) struct Proposals {
    index: SimilarIndex,
    /// What changed since another index began to be built.
    missed: Option<Vec<ProposalId>>,
}

impl Matcher {
    pub(crate) async fn load(store: &Store) -> Result<Self> {
        let vocabulary = Arc::new(Log::load(store).await?.vocabulary());
        let ready = ready(&vocabulary).await?;
        let levers = Levers::load(store, vocabulary, ready).await?;
        Ok(Self {
            levers: RwLock::new(levers),
            proposals: OnceCell::new(),
            loading: Mutex::new(()),
            building: Mutex::new(()),
        })
    }

    /// Levers and modules as they stand.
    pub(crate) fn levers(&self) -> Levers {
        self.levers.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The words of every proposal: whoever asks first builds the index, whoever comes meanwhile waits for it.
    pub(crate) async fn words(&self, store: &Store) -> Result<&RwLock<Proposals>> {
        let build = async || {
            let index = similar(store, self.levers().ready).await?;
            Ok(RwLock::new(Proposals { index, missed: None }))
        };
        self.proposals.get_or_try_init(build).await
    }

    /// Reads institutions, levers, modules and the evidence of answers anew.
    pub(crate) async fn reload(&self, store: &Store) -> Result<()> {
        let _one = self.loading.lock().await;
        let Levers { vocabulary, ready, .. } = self.levers();
        self.put_levers(Levers::load(store, vocabulary, ready).await?);
        Ok(())
    }

    /// Reads only what became of earlier matches.
    pub(crate) async fn reload_evidence(&self, store: &Store) -> Result<()> {
        let _one = self.loading.lock().await;
        let levers = self.levers().with_evidence(store).await?;
        self.put_levers(levers);
        Ok(())
    }

    /// Reads what the place added to the vocabulary, and builds both indexes anew where it is different. Whoever asks
    /// meanwhile is answered from the old ones. `false` where nothing was different.
    pub(crate) async fn take_in_vocabulary(&self, store: &Store) -> Result<bool> {
        let _one = self.building.lock().await;
        let vocabulary = Arc::new(Log::load(store).await?.vocabulary());
        if *self.levers().vocabulary == *vocabulary {
            return Ok(false);
        }
        let ready = ready(&vocabulary).await?;
        self.rebuild_similar(store, ready.clone()).await?;
        // Last, because the comparison above tells by it whether everything was done.
        let _one = self.loading.lock().await;
        self.put_levers(Levers::load(store, vocabulary, ready).await?);
        Ok(true)
    }

    async fn rebuild_similar(&self, store: &Store, ready: Ready) -> Result<()> {
        let words = self.words(store).await?;
        write(words).missed = Some(Vec::new());
        let mut index = match similar(store, ready).await {
            Ok(index) => index,
            Err(error) => {
                write(words).missed = None;
                return Err(error);
            }
        };
        loop {
            let missed = {
                let mut proposals = write(words);
                match proposals.missed.take() {
                    Some(missed) if !missed.is_empty() => {
                        proposals.missed = Some(Vec::new());
                        missed
                    }
                    _ => {
                        proposals.index = index;
                        return Ok(());
                    }
                }
            };
            let texts = store::proposals::texts(store, &missed).await;
            let texts = texts.inspect_err(|_| write(words).missed = None)?;
            follow(&mut index, &missed, &texts);
        }
    }

    /// Takes in proposals that changed; those of `ids` without a text are gone.
    pub(crate) async fn follow(&self, store: &Store, ids: &[ProposalId]) -> Result<()> {
        // Had before the texts are read: an index that is being built may have read them before they changed.
        let words = self.words(store).await?;
        let texts = store::proposals::texts(store, ids).await?;
        let mut proposals = write(words);
        follow(&mut proposals.index, ids, &texts);
        if let Some(missed) = &mut proposals.missed {
            missed.extend(ids);
        }
        Ok(())
    }

    pub(crate) fn suggest(&self, proposal: &ProposalText) -> Suggestions {
        self.levers().suggest(proposal)
    }

    /// Proposals that the words find, best first.
    pub(crate) async fn search(&self, store: &Store, words: &str, limit: usize) -> Result<Vec<ProposalId>> {
        let proposals = self.words(store).await?.read().unwrap_or_else(PoisonError::into_inner);
        Ok(ids(proposals.index.search(words, limit)))
    }

    /// Proposals that ask for something like it, best first.
    pub(crate) async fn like(
        &self,
        store: &Store,
        title: &str,
        body: &str,
        near: Option<Position>,
        limit: usize,
    ) -> Result<Vec<ProposalId>> {
        let proposals = self.words(store).await?.read().unwrap_or_else(PoisonError::into_inner);
        Ok(ids(proposals.index.like(title, body, near, limit)))
    }

    fn put_levers(&self, levers: Levers) {
        *self.levers.write().unwrap_or_else(PoisonError::into_inner) = levers;
    }
}

fn write(proposals: &RwLock<Proposals>) -> RwLockWriteGuard<'_, Proposals> {
    proposals.write().unwrap_or_else(PoisonError::into_inner)
}

/// The vocabulary as indexes read by it, made off the async threads.
pub(crate) async fn ready(vocabulary: &Arc<Vocabulary>) -> Result<Ready> {
    let vocabulary = Arc::clone(vocabulary);
    off_threads(move || Ready::of(&vocabulary)).await
}

/// Every visible proposal, filed off the async threads, and read part by part: all texts at once would take more
/// memory than the index itself. What changes meanwhile is put in after it (see [`Matcher::follow`]).
async fn similar(store: &Store, ready: Ready) -> Result<SimilarIndex> {
    let mut index = SimilarIndex::of(ready);
    let mut after = None;
    loop {
        let texts = store::proposals::texts_after(store, after, PART).await?;
        let Some(last) = texts.last() else { return Ok(index) };
        after = Some(last.id);
        index = off_threads(move || {
            texts.iter().for_each(|text| put(&mut index, text));
            index
        })
        .await?;
    }
}

fn follow(index: &mut SimilarIndex, ids: &[ProposalId], texts: &[Text]) {
    for id in ids {
        match texts.iter().find(|text| text.id == *id) {
            Some(text) => put(index, text),
            None => {
                index.remove(&id.to_string());
            }
        }
    }
}

fn put(index: &mut SimilarIndex, text: &Text) {
    index.put(&text.id.to_string(), &text.title, &text.body, text.point);
}

fn ids(found: Vec<matching::similar::Found>) -> Vec<ProposalId> {
    found.into_iter().filter_map(|found| found.id.parse::<Uuid>().ok().map(ProposalId)).collect()
}
