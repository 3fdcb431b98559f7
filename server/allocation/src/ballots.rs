//! Ballots with weights: identical ballots are kept once, with how many voters cast them.
//!
//! Real files repeat ballots a great deal (131,778 votes can be 197 different ones), and every rule here treats
//! identical ballots alike, so it works on **classes** of voters. Splitting a class changes no outcome.

use serde::Serialize;

/// What voters could write on their ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallotKind {
    /// Any set of projects (also at most k, or within the budget as "knapsack").
    Approval,
    /// One project.
    Choose1,
    /// Points to share out among projects.
    Cumulative,
    /// Points for each project, freely.
    Scoring,
    /// A ranking, best first.
    Ordinal,
}

impl BallotKind {
    /// Whether a ballot is more than a set of projects: then it may name none twice.
    pub fn has_order(self) -> bool {
        !matches!(self, Self::Approval | Self::Choose1)
    }

    /// Whether ballots carry points.
    pub fn has_points(self) -> bool {
        matches!(self, Self::Cumulative | Self::Scoring)
    }
}

/// All ballots of an election, grouped into classes of identical ones.
#[derive(Clone, Debug)]
pub struct Ballots {
    kind: BallotKind,
    offsets: Vec<usize>,
    projects: Vec<u32>,
    points: Vec<u64>,
    weights: Vec<u32>,
    voters: u64,
    classes: Option<Vec<u32>>,
    /// Part of a hash, of which the lowest bits say where to look first, and the class with it.
    table: Vec<(u32, u32)>,
}

const EMPTY: (u32, u32) = (0, u32::MAX);

/// How far a ballot is looked for among those already seen. Merging is only there to save work, so a hostile file
/// whose ballots all fall on the same slots costs memory, never quadratic time.
const PROBES: usize = 32;

impl Ballots {
    /// No ballots yet. With `keep_voters` each voter's class is remembered in the order the ballots came.
    pub fn new(kind: BallotKind, keep_voters: bool) -> Self {
        Self {
            kind,
            offsets: vec![0],
            projects: Vec::new(),
            points: Vec::new(),
            weights: Vec::new(),
            voters: 0,
            classes: keep_voters.then(Vec::new),
            table: vec![EMPTY; 1 << 10],
        }
    }

    /// Adds one voter's ballot: the projects' indices, and the points for each where the kind has them.
    ///
    /// The order of an approval or points ballot carries no meaning and is forgotten; a project named twice on an
    /// approval ballot counts once. `projects` and `points` are used as scratch space.
    pub fn add(&mut self, projects: &mut Vec<u32>, points: &mut [u64]) {
        self.add_weighted(projects, points, 1);
    }

    /// Adds a ballot cast by `weight` voters: [`Self::add`] that many times.
    pub fn add_weighted(&mut self, projects: &mut Vec<u32>, points: &mut [u64], weight: u32) {
        match self.kind {
            BallotKind::Approval | BallotKind::Choose1 => {
                if !projects.is_sorted_by(|a, b| a < b) {
                    projects.sort_unstable();
                    projects.dedup();
                }
            }
            BallotKind::Cumulative | BallotKind::Scoring => sort_together(projects, points),
            BallotKind::Ordinal => {}
        }
        self.voters += u64::from(weight);
        let class = self.find_or_insert(projects, points);
        self.weights[class as usize] += weight;
        if let Some(classes) = &mut self.classes {
            classes.extend((0..weight).map(|_| class));
        }
    }

    /// What kind of ballots these are.
    pub fn kind(&self) -> BallotKind {
        self.kind
    }

    /// Number of voters, those with empty ballots included.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// Number of classes of identical ballots.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether nobody voted.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How many voters cast each class's ballot.
    pub fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// The projects on a class's ballot: ascending, or best first where the ballot is a ranking.
    pub fn projects(&self, class: usize) -> &[u32] {
        &self.projects[self.offsets[class]..self.offsets[class + 1]]
    }

    /// The points on a class's ballot, beside [`Self::projects`]; empty where the kind has none.
    pub fn points(&self, class: usize) -> &[u64] {
        if self.points.is_empty() { &[] } else { &self.points[self.offsets[class]..self.offsets[class + 1]] }
    }

    /// The class of each voter in the order of the file, if that was kept.
    pub fn classes(&self) -> Option<&[u32]> {
        self.classes.as_deref()
    }

    /// Where each class's projects start in [`Self::entries`]; one more than there are classes.
    pub fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// All classes' projects, one after the other.
    pub fn entries(&self) -> &[u32] {
        &self.projects
    }

    /// Multiplies all points by `factor`: points are whole numbers of the smallest unit seen so far.
    ///
    /// Returns false, and leaves the points unusable, if one is not below `limit` then.
    pub(crate) fn scale_points(&mut self, factor: u64, limit: u64) -> bool {
        let scaled = |p: &u64| p.checked_mul(factor).filter(|&scaled| scaled < limit);
        self.points.iter_mut().all(|p| scaled(p).map(|scaled| *p = scaled).is_some()) && self.rehash()
    }

    /// Frees what only adding needs.
    pub fn finish(&mut self) {
        self.table = Vec::new();
        self.projects.shrink_to_fit();
        self.points.shrink_to_fit();
        self.offsets.shrink_to_fit();
        self.weights.shrink_to_fit();
    }

    fn find_or_insert(&mut self, projects: &[u32], points: &[u64]) -> u32 {
        if (self.weights.len() + 1) * 2 > self.table.len() {
            let larger = vec![EMPTY; self.table.len() * 4];
            let known = std::mem::replace(&mut self.table, larger);
            known.into_iter().filter(|&known| known != EMPTY).for_each(|known| self.enter(known));
        }
        let mask = self.table.len() - 1;
        let tag = hash(projects, points);
        for probe in 0..PROBES {
            let slot = (tag as usize + probe) & mask;
            let (known, class) = self.table[slot];
            if (known, class) == EMPTY {
                let class = self.push(projects, points);
                self.table[slot] = (tag, class);
                return class;
            }
            let same = || self.projects(class as usize) == projects && self.points(class as usize) == points;
            if known == tag && class != EMPTY.1 && same() {
                return class;
            }
        }
        self.push(projects, points)
    }

    fn push(&mut self, projects: &[u32], points: &[u64]) -> u32 {
        self.projects.extend_from_slice(projects);
        self.points.extend_from_slice(points);
        self.offsets.push(self.projects.len());
        self.weights.push(0);
        (self.weights.len() - 1) as u32
    }

    fn rehash(&mut self) -> bool {
        self.table.fill(EMPTY);
        for class in 0..self.weights.len() {
            self.enter((hash(self.projects(class), self.points(class)), class as u32));
        }
        true
    }

    fn enter(&mut self, (tag, class): (u32, u32)) {
        let mask = self.table.len() - 1;
        let mut slots = (0..PROBES).map(|probe| (tag as usize + probe) & mask);
        if let Some(slot) = slots.find(|&slot| self.table[slot] == EMPTY) {
            self.table[slot] = (tag, class);
        }
    }
}

/// Sorts by projects: a few in place, without new memory.
fn sort_together(projects: &mut [u32], points: &mut [u64]) {
    if projects.len() > 16 {
        let mut pairs: Vec<(u32, u64)> = projects.iter().copied().zip(points.iter().copied()).collect();
        pairs.sort_unstable();
        for (at, (project, point)) in pairs.into_iter().enumerate() {
            projects[at] = project;
            points[at] = point;
        }
        return;
    }
    for sorted in 1..projects.len() {
        let mut at = sorted;
        while at > 0 && projects[at - 1] > projects[at] {
            projects.swap(at - 1, at);
            points.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// A multiply-and-fold hash; its quality decides speed only.
fn hash(projects: &[u32], points: &[u64]) -> u32 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64 ^ projects.len() as u64;
    let mut mix = |word: u64| {
        let product = u128::from(state ^ word) * u128::from(0xA076_1D64_78BD_642F_u64);
        state = (product as u64) ^ ((product >> 64) as u64);
    };
    for pair in projects.chunks(2) {
        mix((u64::from(pair[0]) + 1) << 32 | pair.get(1).map_or(0, |&second| u64::from(second) + 1));
    }
    for &point in points {
        mix(point);
    }
    (state >> 32) as u32 ^ state as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn approvals(ballots: &[&[u32]]) -> Ballots {
        let mut all = Ballots::new(BallotKind::Approval, true);
        for ballot in ballots {
            all.add(&mut ballot.to_vec(), &mut []);
        }
        all
    }

    #[test]
    fn identical_ballots_are_kept_once_whatever_their_order() {
        let all = approvals(&[&[2, 1], &[3], &[1, 2], &[], &[1, 2, 2]]);
        assert_eq!(all.voters(), 5);
        assert_eq!(all.weights(), [3, 1, 1]);
        assert_eq!(all.projects(0), [1, 2]);
        assert_eq!(all.classes(), Some(&[0, 1, 0, 2, 0][..]));
    }

    #[test]
    fn rankings_that_differ_in_order_differ() {
        let mut all = Ballots::new(BallotKind::Ordinal, false);
        all.add(&mut vec![2, 1], &mut []);
        all.add(&mut vec![1, 2], &mut []);
        assert_eq!(all.weights(), [1, 1]);
    }

    #[test]
    fn points_are_rescaled_and_still_merged() {
        let mut all = Ballots::new(BallotKind::Cumulative, false);
        all.add(&mut vec![1, 0], &mut [3, 4]);
        assert!(all.scale_points(10, 1 << 32));
        all.add(&mut vec![0, 1], &mut [40, 30]);
        assert_eq!((all.weights(), all.points(0)), (&[2][..], &[40, 30][..]));
        assert!(!all.scale_points(1 << 30, 1 << 32));
    }

    #[test]
    fn many_different_ballots_stay_apart() {
        let mut all = Ballots::new(BallotKind::Approval, false);
        for i in 0..20_000_u32 {
            all.add(&mut vec![i % 100, 100 + i / 100], &mut []);
        }
        assert_eq!(all.len(), 20_000);
        assert_eq!(all.projects(12_345), [45, 223]);
    }
}
