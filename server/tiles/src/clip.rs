//! Cutting shapes to a square.

use geo::Coord;

/// The square `from..=to` on both axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Square {
    pub from: f64,
    pub to: f64,
}

impl Square {
    fn holds(self, at: Coord) -> bool {
        (self.from..=self.to).contains(&at.x) && (self.from..=self.to).contains(&at.y)
    }
}

/// A ring (first point not repeated) cut to the square by the rule of Sutherland and Hodgman (1974). Where a hollow
/// ring leaves and comes back it runs along the square's edge. Empty where nothing is left.
#[must_use]
pub fn ring(ring: &[Coord], square: Square) -> Vec<Coord> {
    if ring.iter().all(|at| square.holds(*at)) {
        return ring.to_vec();
    }
    let mut out = ring.to_vec();
    for (axis, edge, above) in
        [(X, square.from, true), (X, square.to, false), (Y, square.from, true), (Y, square.to, false)]
    {
        let inside = |at: Coord| if above { axis(at) >= edge } else { axis(at) <= edge };
        let mut next = Vec::with_capacity(out.len() + 4);
        for n in 0..out.len() {
            let (before, at) = (out[(n + out.len() - 1) % out.len()], out[n]);
            if inside(before) != inside(at) {
                next.push(crossing(before, at, axis, edge));
            }
            if inside(at) {
                next.push(at);
            }
        }
        out = next;
    }
    out
}

/// A line cut to the square: the pieces that lie in it.
#[must_use]
pub fn line(line: &[Coord], square: Square) -> Vec<Vec<Coord>> {
    let mut pieces: Vec<Vec<Coord>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let Some((from, to)) = stretch(pair[0], pair[1], square) else {
            open = false;
            continue;
        };
        match pieces.last_mut().filter(|piece| open && piece.last() == Some(&from)) {
            Some(piece) => piece.push(to),
            None => pieces.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    pieces
}

type Axis = fn(Coord) -> f64;
const X: Axis = |at| at.x;
const Y: Axis = |at| at.y;

fn crossing(from: Coord, to: Coord, axis: Axis, edge: f64) -> Coord {
    let along = ((edge - axis(from)) / (axis(to) - axis(from))).clamp(0.0, 1.0);
    Coord { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along }
}

/// The part of a stretch that lies in the square (Liang and Barsky, 1984).
fn stretch(from: Coord, to: Coord, square: Square) -> Option<(Coord, Coord)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, from.x - square.from),
        (dx, square.to - from.x),
        (-dy, from.y - square.from),
        (dy, square.to - from.y),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    if enter > leave || enter.is_nan() || leave.is_nan() {
        return None;
    }
    let at = |along: f64| Coord { x: from.x + dx * along, y: from.y + dy * along };
    let start = if enter > 0.0 { at(enter) } else { from };
    let end = if leave < 1.0 { at(leave) } else { to };
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, BooleanOps, LineString, MultiPolygon, Polygon, coord};
    use proptest::prelude::*;

    const SQUARE: Square = Square { from: 0.0, to: 10.0 };

    fn at((x, y): (f64, f64)) -> Coord {
        coord! { x: x, y: y }
    }

    #[test]
    fn a_line_that_comes_and_goes_is_in_pieces() {
        let wave: Vec<_> = [(-5.0, 5.0), (5.0, 5.0), (5.0, 20.0), (8.0, 20.0), (8.0, -5.0)].map(at).to_vec();
        let pieces = line(&wave, SQUARE);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0], [(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)].map(at));
        assert_eq!(pieces[1], [(8.0, 10.0), (8.0, 0.0)].map(at));
        assert!(line(&[(-5.0, 1.0), (-1.0, 9.0)].map(at), SQUARE).is_empty());
        assert!(line(&[(f64::NAN, 1.0), (1.0, f64::NAN)].map(at), SQUARE).len() <= 1);
    }

    proptest! {
        #[test]
        fn a_triangle_keeps_what_lies_within(points in prop::array::uniform3((-20.0..30.0_f64, -20.0..30.0_f64))) {
            let corners = points.map(at);
            let cut = ring(&corners, SQUARE);
            prop_assert!(cut.iter().all(|c| (-1e-9..=10.0 + 1e-9).contains(&c.x) && (-1e-9..=10.0 + 1e-9).contains(&c.y)));
            let area = |points: &[Coord]| Polygon::new(LineString::new(points.to_vec()), vec![]);
            let exact = MultiPolygon::new(vec![area(&corners)])
                .intersection(&MultiPolygon::new(vec![area(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(at))]));
            prop_assert!((area(&cut).unsigned_area() - exact.unsigned_area()).abs() < 1e-4);
        }

        #[test]
        fn pieces_lie_within(points in prop::collection::vec((-20.0..30.0_f64, -20.0..30.0_f64), 0..12)) {
            let wave: Vec<_> = points.into_iter().map(at).collect();
            for piece in line(&wave, SQUARE) {
                prop_assert!(piece.len() > 1);
                prop_assert!(piece.iter().all(|c| (-1e-9..=10.0 + 1e-9).contains(&c.x) && (-1e-9..=10.0 + 1e-9).contains(&c.y)));
            }
        }
    }
}
