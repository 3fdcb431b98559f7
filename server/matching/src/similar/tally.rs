//! How often each term is said in one text.

use super::dictionary::TermId;

/// Counts by term. Room for all terms is kept from text to text: a text then costs its own words, and no sorting.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    counts: Vec<f32>,
    /// Those that are not 0, in the order they were met.
    met: Vec<TermId>,
}

impl Tally {
    /// `weight` is over 0.
    pub(super) fn add(&mut self, term: TermId, weight: f32) {
        let at = term as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0.0);
        }
        if self.counts[at] == 0.0 {
            self.met.push(term);
        }
        self.counts[at] += weight;
    }

    /// The sum of all.
    pub(super) fn sum(&self) -> f32 {
        self.met.iter().map(|term| self.counts[*term as usize]).sum()
    }

    /// Gives each term met with its count, and forgets it.
    pub(super) fn take(&mut self, mut each: impl FnMut(TermId, f32)) {
        for term in self.met.drain(..) {
            each(term, std::mem::take(&mut self.counts[term as usize]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_together_and_the_next_text_begins_at_nothing() {
        let mut tally = Tally::default();
        for (term, weight) in [(7, 2.0), (1, 1.0), (7, 0.5)] {
            tally.add(term, weight);
        }
        let mut taken = Vec::new();
        assert!((tally.sum() - 3.5).abs() < f32::EPSILON);
        tally.take(|term, count| taken.push((term, count)));
        assert_eq!(taken, [(7, 2.5), (1, 1.0)]);
        tally.add(1, 1.0);
        assert!((tally.sum() - 1.0).abs() < f32::EPSILON);
    }
}
