//! Whether voters can pay for projects when each pays at most so much: a maximum flow from projects to voters.

use std::collections::{HashMap, VecDeque};

use super::Load;
use crate::market::Market;

/// Projects, the voters who support them (those who support the same of them together), and who may pay what.
pub(super) struct Flow {
    costs: Vec<u64>,
    weights: Vec<u64>,
    /// For each project its groups of supporters, with the place of the payment.
    groups: Vec<Vec<(usize, usize)>>,
    /// For each group its projects, with the place of the payment.
    wishes: Vec<Vec<(usize, usize)>>,
    payments: Vec<u128>,
}

impl Flow {
    pub(super) fn new(market: &Market<'_>, projects: &[usize]) -> Self {
        let mut supported: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, &project) in projects.iter().enumerate() {
            for &class in market.supporters(project) {
                supported.entry(class).or_default().push(at);
            }
        }
        let mut together: HashMap<Vec<usize>, u64> = HashMap::new();
        for (class, wishes) in supported {
            *together.entry(wishes).or_default() += market.weight(class as usize);
        }
        let mut sorted: Vec<(Vec<usize>, u64)> = together.into_iter().collect();
        sorted.sort_unstable();
        let mut flow = Self {
            costs: projects.iter().map(|&p| market.cost(p)).collect(),
            weights: Vec::new(),
            groups: vec![Vec::new(); projects.len()],
            wishes: Vec::new(),
            payments: Vec::new(),
        };
        for (group, (wishes, weight)) in sorted.into_iter().enumerate() {
            flow.weights.push(weight);
            let mut places = Vec::with_capacity(wishes.len());
            for project in wishes {
                flow.groups[project].push((group, flow.payments.len()));
                places.push((project, flow.payments.len()));
                flow.payments.push(0);
            }
            flow.wishes.push(places);
        }
        flow
    }

    /// If the costs cannot be paid with at most `cost / voters` from each voter, the load of a set of projects that shows
    /// it, which is above that.
    pub(super) fn overloaded(&mut self, cost: u128, voters: u128) -> Option<Load> {
        self.payments.fill(0);
        let mut unpaid: Vec<u128> = self.costs.iter().map(|&c| u128::from(c) * voters).collect();
        let mut room: Vec<u128> = self.weights.iter().map(|&w| u128::from(w) * cost).collect();
        loop {
            let levels = self.levels(&unpaid, &room);
            if !levels.reaches {
                return self.cut(&unpaid, &levels);
            }
            self.augment(&mut unpaid, &mut room, &levels);
        }
    }

    /// Breadth first from unpaid projects: how far each project and group is.
    fn levels(&self, unpaid: &[u128], room: &[u128]) -> Levels {
        let mut levels = Levels {
            projects: vec![u32::MAX; unpaid.len()],
            groups: vec![u32::MAX; room.len()],
            reaches: false,
        };
        let mut queue: VecDeque<usize> = (0..unpaid.len()).filter(|&p| unpaid[p] > 0).collect();
        for &project in &queue {
            levels.projects[project] = 0;
        }
        while let Some(project) = queue.pop_front() {
            let level = levels.projects[project];
            for &(group, _) in &self.groups[project] {
                if levels.groups[group] != u32::MAX {
                    continue;
                }
                levels.groups[group] = level + 1;
                levels.reaches |= room[group] > 0;
                for &(other, place) in &self.wishes[group] {
                    if self.payments[place] > 0 && levels.projects[other] == u32::MAX {
                        levels.projects[other] = level + 2;
                        queue.push_back(other);
                    }
                }
            }
        }
        levels
    }

    /// A blocking flow along the levels (Dinic).
    fn augment(&mut self, unpaid: &mut [u128], room: &mut [u128], levels: &Levels) {
        let mut next = Next { projects: vec![0; unpaid.len()], groups: vec![0; room.len()] };
        for (project, unpaid) in unpaid.iter_mut().enumerate() {
            while *unpaid > 0 {
                let sent = self.push(project, *unpaid, room, levels, &mut next);
                if sent == 0 {
                    break;
                }
                *unpaid -= sent;
            }
        }
    }

    /// Sends up to `amount` from a project along one path. The depth is at most twice the number of projects; a path is
    /// walked with its own stack, so that no number of projects can exhaust the program's.
    fn push(
        &mut self,
        from: usize,
        amount: u128,
        room: &mut [u128],
        levels: &Levels,
        next: &mut Next,
    ) -> u128 {
        let mut path: Vec<Step> = Vec::new();
        let mut project = from;
        loop {
            let Some(&(group, place)) = self.groups[project].get(next.projects[project]) else {
                let Some((before, _, _)) = path.pop() else { return 0 };
                let (group, _) = self.groups[before][next.projects[before]];
                next.groups[group] += 1;
                project = before;
                continue;
            };
            if levels.groups[group] != levels.projects[project] + 1 {
                next.projects[project] += 1;
                continue;
            }
            if room[group] > 0 {
                path.push((project, place, None));
                return self.send(&path, amount.min(room[group]), room, group);
            }
            let back = self.wishes[group].get(next.groups[group]).copied();
            match back {
                None => next.projects[project] += 1,
                Some((other, taken))
                    if self.payments[taken] > 0 && levels.projects[other] == levels.groups[group] + 1 =>
                {
                    path.push((project, place, Some((other, taken))));
                    project = other;
                }
                Some(_) => next.groups[group] += 1,
            }
        }
    }

    fn send(&mut self, path: &[Step], amount: u128, room: &mut [u128], last: usize) -> u128 {
        let taken_back = path.iter().filter_map(|(_, _, back)| back.map(|(_, taken)| self.payments[taken]));
        let amount = taken_back.min().map_or(amount, |least| amount.min(least));
        for (_, place, back) in path {
            self.payments[*place] += amount;
            if let Some((_, taken)) = back {
                self.payments[*taken] -= amount;
            }
        }
        room[last] -= amount;
        amount
    }

    /// When no more can be paid: the projects from which voters with room cannot be reached are too heavy.
    fn cut(&self, unpaid: &[u128], levels: &Levels) -> Option<Load> {
        if unpaid.iter().all(|&u| u == 0) {
            return None;
        }
        let reached = |level: &u32| *level != u32::MAX;
        let cost = self.costs.iter().zip(&levels.projects).filter(|(_, l)| reached(l)).map(|(c, _)| c).sum();
        let voters =
            self.weights.iter().zip(&levels.groups).filter(|(_, l)| reached(l)).map(|(w, _)| w).sum();
        Some(Load { cost, voters })
    }
}

/// From a project to a group, with the place of the payment; and from there to a project whose payment is taken back.
type Step = (usize, usize, Option<(usize, usize)>);

struct Levels {
    projects: Vec<u32>,
    groups: Vec<u32>,
    reaches: bool,
}

/// Where the search goes on at each project and group.
struct Next {
    projects: Vec<usize>,
    groups: Vec<usize>,
}
