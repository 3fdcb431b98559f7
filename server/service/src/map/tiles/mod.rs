//! Vector tiles: the proposals in their clusters, and the place's own layers.
//!
//! A tile is drawn when it is asked for, kept compressed in a bounded cache, and dropped when what it shows changes:
//! tiles of proposals one by one as the board follows the database, the place's with the place. The same content has
//! the same bytes and the same tag on every server. Layers and properties are in `docs/map.md`.

mod base;
mod cache;
mod proposals;

pub use base::{BASE_CLOSEST, BaseTiles};
pub use cache::KeptTile;
pub use proposals::{ProposalTiles, TileFilter};

use crate::{Result, Service, ServiceError};
use domain::field::FieldErrors;
use domain::proposals::key;
use std::sync::Arc;
use tiles::grid::Tile;

impl Service {
    /// A tile of the proposals that pass `filter`; empty where none does.
    #[must_use]
    pub fn proposal_tile(&self, tile: Tile, filter: TileFilter) -> Arc<KeptTile> {
        self.board(|board| board.tile(tile, filter))
    }

    /// A tile of the place's own layers; empty outside of it, and closer than [`BASE_CLOSEST`].
    #[must_use]
    pub fn base_tile(&self, tile: Tile) -> Arc<KeptTile> {
        let place = self.place();
        place.tiles.tile(&place, tile)
    }

    /// The filter of a tile's address.
    ///
    /// # Errors
    /// `Invalid` with `theme`, `stage` or `neighbourhood`, as a list's query.
    pub fn tile_filter(
        &self,
        theme: Option<&str>,
        stage: Option<&str>,
        neighbourhood: Option<&str>,
    ) -> Result<TileFilter> {
        let mut errors = FieldErrors::new();
        let theme = given(theme).and_then(|v| errors.take("theme", key(v)));
        let stage = given(stage).and_then(|v| errors.take("stage", key(v)));
        let neighbourhood = given(neighbourhood).and_then(|slug| {
            let found = self.place().neighbourhood(slug).map(|n| n.id);
            errors.take("neighbourhood", found.ok_or(domain::Problem::Unknown))
        });
        if errors.is_empty() {
            Ok(TileFilter { theme, stage, neighbourhood })
        } else {
            Err(ServiceError::from(errors))
        }
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
