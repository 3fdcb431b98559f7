//! What one run found out about prices, for a run with a little more money.
//!
//! Let every voter start with Δ more than in an earlier run, and let the first r projects bought be the same. Then
//! ([`slack`](super::slack) has the proof) the supporters of a project c have at that point together at most Δ·g more,
//! g being the voters who support c or, in the earlier run, ever fell short: `F_c` rose by no more than that. So a tangent
//! of the earlier `F̂_c` raised by Δ·g, and by the drifts of both runs, lies above `F̂_c` now, and what it says of the
//! price is a lower bound; likewise of what a project's supporters lack. With Δ small these bounds are nearly prices: a
//! run with a memory looks at the voters of hardly any project but those it buys.

/// Lower bounds of prices by project and round, valid while the same is bought in the same order.
#[derive(Debug, Default)]
pub struct Memory {
    /// The order in which projects were bought.
    bought: Vec<u32>,
    /// For each project what was seen of it, by round.
    seen: Vec<Vec<Seen>>,
    shift: u32,
}

/// What was seen of a project when as many as `round` had been bought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) round: usize,
    /// The endowment then, in fixed point, rounded down.
    pub(super) fixed: u64,
    /// The drift then.
    pub(super) drift: u128,
    /// The voters who supported the project or ever fell short.
    pub(super) gaining: u64,
    pub(super) said: Said,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Said {
    /// A tangent of `F̂` with this slope reaches the cost at x, or beyond.
    Tangent { x: u64, slope: u64 },
    /// The supporters' budgets together lack this much to the cost.
    Missing(u128),
}

impl Memory {
    /// Makes it ready for a run that counts `2^shift` to a unit of money. What was seen in other units is forgotten.
    pub(super) fn ready(&mut self, projects: usize, shift: u32) {
        if self.shift != shift || self.seen.len() != projects {
            self.bought.clear();
            self.seen.clear();
            self.seen.resize(projects, Vec::new());
            self.shift = shift;
        }
    }

    /// What was last seen of a project up to a round.
    pub(super) fn of(&self, project: usize, round: usize) -> Option<&Seen> {
        let seen = &self.seen[project];
        seen[..seen.partition_point(|seen| seen.round <= round)].last()
    }

    /// Keeps what is seen of a project, in the place of what was seen of it in the same round.
    pub(super) fn keep(&mut self, project: usize, new: Seen) {
        let seen = &mut self.seen[project];
        let at = seen.partition_point(|seen| seen.round < new.round);
        match seen.get_mut(at) {
            Some(old) if old.round == new.round => *old = new,
            _ => seen.insert(at, new),
        }
    }

    /// Notes which project is bought after `round` others. If it was another before, what was seen later is forgotten.
    pub(super) fn bought(&mut self, round: usize, project: usize) {
        if self.bought.get(round) == Some(&(project as u32)) {
            return;
        }
        if self.bought.len() > round {
            self.bought.truncate(round);
            for seen in &mut self.seen {
                let keep = seen.partition_point(|seen| seen.round <= round);
                seen.truncate(keep);
            }
        }
        self.bought.push(project as u32);
    }
}
