//! Ranking a judged collection, and what a ranking is worth.

use super::collection::Collection;
use matching::{Evidence, Index, Vocabulary, Weights};
use std::path::{Path, PathBuf};

/// For every proposal, in order: the ids of levers and of modules, best first.
pub type Ranking = Vec<(Vec<String>, Vec<String>)>;

impl Collection {
    /// The collection judged by others. None when it is not there.
    pub fn shared() -> Option<Self> {
        let data = std::env::var_os("FULCRUM_DATA").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
            PathBuf::from,
        );
        Self::load(&data.join("matching"))
    }

    /// Ranks every proposal.
    pub fn rank(&self, weights: Weights) -> Ranking {
        let vocabulary = Vocabulary::built_in();
        let index =
            Index::with_weights(&vocabulary, &self.institutions, &self.levers, &self.modules, weights);
        let ids = |found: Vec<matching::Match>| found.into_iter().map(|m| m.id).collect::<Vec<_>>();
        self.proposals
            .iter()
            .map(|proposal| {
                let levers = index.levers(proposal, &Evidence::default());
                let modules = index.modules(proposal, &levers);
                (ids(levers), ids(modules))
            })
            .collect()
    }
}

/// nDCG@5 with gain 2^grade - 1 (Järvelin & Kekäläinen 2002). None where nothing is relevant.
pub fn ndcg(ranked: &[String], relevant: &[(String, f64)]) -> Option<f64> {
    let discount = |(at, gain): (usize, f64)| gain / (at as f64 + 2.0).log2();
    let gain = |grade: f64| 2.0_f64.powf(grade) - 1.0;
    let mut ideal: Vec<f64> = relevant.iter().map(|(_, g)| gain(*g)).collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let best: f64 = ideal.into_iter().take(5).enumerate().map(discount).sum();
    let of = |id: &String| relevant.iter().find(|(t, _)| t == id).map_or(0.0, |(_, g)| gain(*g));
    let got: f64 = ranked.iter().take(5).map(of).enumerate().map(discount).sum();
    (best > 0.0).then(|| got / best)
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
