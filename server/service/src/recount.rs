//! Recounting what is counted twice.

use crate::{Result, Service};

/// How many stored counts were wrong, and are right now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recount {
    pub supports: u64,
    pub comments: u64,
}

impl Service {
    /// Recounts every stored count from its rows.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn recount(&self) -> Result<Recount> {
        let tx = self.store().begin().await?;
        let supports = store::proposals::recount_supports(&tx).await?;
        let comments = store::proposals::recount_comments(&tx).await?;
        tx.commit().await?;
        Ok(Recount { supports, comments })
    }
}
