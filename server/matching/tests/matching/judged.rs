//! What the ranking is worth on the judged collection, when it is there.

use crate::collection::Collection;
use crate::ranking::{mean, ndcg};
use matching::Weights;

#[test]
fn the_judged_collection_is_ranked_well_and_what_asks_for_nothing_is_left_alone() {
    let Some(all) = Collection::shared() else {
        eprintln!("skipped: no data");
        return;
    };
    let ranking = all.rank(Weights::default());
    let (mut levers, mut modules, mut quiet) = (Vec::new(), Vec::new(), Vec::new());
    for (proposal, (found_levers, found_modules)) in all.proposals.iter().zip(&ranking) {
        match all.lever_grades.get(&proposal.id) {
            Some(grades) => levers.extend(ndcg(found_levers, grades)),
            None => quiet.push(found_levers.is_empty()),
        }
        modules.extend(all.module_grades.get(&proposal.id).and_then(|g| ndcg(found_modules, g)));
    }
    let (levers, modules) = (mean(&levers), mean(&modules));
    let left = quiet.iter().filter(|q| **q).count();
    println!("nDCG@5 levers {levers:.3} modules {modules:.3}; left alone {left} of {}", quiet.len());
    assert!(levers >= FLOOR_LEVERS, "levers {levers:.3}");
    assert!(modules >= FLOOR_MODULES, "modules {modules:.3}");
    assert!(left * 5 >= quiet.len() * 4, "left alone {left} of {}", quiet.len());
}

/// A little below what is reached.
const FLOOR_LEVERS: f64 = 0.69;
const FLOOR_MODULES: f64 = 0.79;

#[test]
fn our_own_collections_are_ranked_no_worse_than_they_were() {
    for (half, least_levers, least_modules, most_met) in
        [("a", 0.86, 0.83, 0), ("b", 0.87, 0.78, 0), ("c", 0.39, 0.43, 1), ("d", 0.5, 0.53, 3)]
    {
        let all = Collection::own(half);
        let mut met = 0;
        let (mut levers, mut modules) = (Vec::new(), Vec::new());
        for (proposal, (found_levers, found_modules)) in
            all.proposals.iter().zip(&all.rank(Weights::default()))
        {
            match all.lever_grades.get(&proposal.id) {
                Some(grades) => levers.extend(ndcg(found_levers, grades)),
                None => met += usize::from(!found_levers.is_empty()),
            }
            modules.extend(all.module_grades.get(&proposal.id).and_then(|g| ndcg(found_modules, g)));
        }
        let (levers, modules) = (mean(&levers), mean(&modules));
        assert!(levers >= least_levers, "{half}: levers {levers:.3}");
        assert!(modules >= least_modules, "{half}: modules {modules:.3}");
        assert!(met <= most_met, "{half}: {met} that ask for nothing are met");
    }
}
