//! Whether linear equations have a solution without negative numbers, exactly.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Whether there is an x ≥ 0 with `rows · x = bounds`, where no bound is below 0.
///
/// The first phase of the simplex method with artificial variables, by Bland's rule, which cannot cycle.
pub(super) fn feasible(mut rows: Vec<Vec<BigRational>>, mut bounds: Vec<BigRational>) -> bool {
    let variables = rows.first().map_or(0, Vec::len);
    let constraints = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        row.extend(
            (0..constraints).map(|other| if other == at { BigRational::one() } else { BigRational::zero() }),
        );
    }
    let mut basis: Vec<usize> = (variables..variables + constraints).collect();
    loop {
        // The sum of artificial variables falls when a variable enters whose column, over rows with artificial basis,
        // sums to more than 0.
        let gain = |column: usize| -> BigRational {
            (0..constraints).filter(|&r| basis[r] >= variables).map(|r| &rows[r][column]).sum()
        };
        let Some(entering) = (0..variables).find(|&column| gain(column).is_positive()) else { break };
        let ratio = |r: usize| &bounds[r] / &rows[r][entering];
        let leaving = (0..constraints)
            .filter(|&r| rows[r][entering].is_positive())
            .min_by(|&a, &b| ratio(a).cmp(&ratio(b)).then(basis[a].cmp(&basis[b])));
        let Some(leaving) = leaving else { break };
        pivot(&mut rows, &mut bounds, leaving, entering);
        basis[leaving] = entering;
    }
    (0..constraints).all(|r| basis[r] < variables || bounds[r].is_zero())
}

fn pivot(rows: &mut [Vec<BigRational>], bounds: &mut [BigRational], row: usize, column: usize) {
    let by = rows[row][column].clone();
    for value in &mut rows[row] {
        *value /= &by;
    }
    bounds[row] /= &by;
    let (pivot, bound) = (rows[row].clone(), bounds[row].clone());
    for (other, values) in rows.iter_mut().enumerate() {
        if other == row || values[column].is_zero() {
            continue;
        }
        let factor = values[column].clone();
        for (value, from) in values.iter_mut().zip(&pivot) {
            if !from.is_zero() {
                *value -= &factor * from;
            }
        }
        bounds[other] -= &factor * &bound;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(rows: &[&[i64]], bounds: &[i64]) -> bool {
        let number = |&n: &i64| BigRational::from_integer(n.into());
        feasible(
            rows.iter().map(|r| r.iter().map(number).collect()).collect(),
            bounds.iter().map(number).collect(),
        )
    }

    #[test]
    fn equations_are_decided() {
        assert!(decide(&[&[1, 1], &[1, -1]], &[3, 1]));
        assert!(!decide(&[&[1, 1], &[1, 0]], &[3, 4]));
        assert!(decide(&[&[1, -1, 0], &[0, 1, 1]], &[0, 5]));
        assert!(!decide(&[&[-1, -1]], &[1]));
    }
}
