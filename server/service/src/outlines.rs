//! What modules there are and what their lessons are called, whoever asks.

use crate::{Missing, Result, Service, ServiceError};
use domain::academy::{LessonHead, ModuleCard};

impl Service {
    /// Every module, in the academy's order.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn module_cards(&self) -> Result<Vec<ModuleCard>> {
        Ok(store::academy::modules(self.store()).await?)
    }

    /// A module with its lessons' titles, in order.
    ///
    /// # Errors
    /// `NotFound` where there is none with this slug.
    pub async fn module_outline(&self, slug: &str) -> Result<(ModuleCard, Vec<LessonHead>)> {
        let card = store::academy::by_slug(self.store(), slug).await?;
        let card = card.ok_or(ServiceError::NotFound(Missing::Module))?;
        let lessons = store::academy::outline(self.store(), card.id).await?;
        Ok((card, lessons))
    }
}
