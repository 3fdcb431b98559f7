//! Where on the front page's map the button stands that opens it: where it hides the fewest ideas.

use super::front::{HEIGHT, SHEET, WIDTH};
use service::map::Mark;

/// The button with the room around it, in units of the picture.
const BUTTON: (f64, f64) = (190.0, 62.0);

/// A corner of the picture, as the class that puts the button there.
pub fn freest(marks: &[Mark]) -> &'static str {
    let (low, right) = (HEIGHT - SHEET - BUTTON.1, WIDTH - BUTTON.0);
    // Of those that hide as few, the one nearest to a thumb comes first.
    let corners = [("", right, low), ("above", right, 0.0), ("left", 0.0, low), ("above left", 0.0, 0.0)];
    let hidden = |(_, west, north): &(&str, f64, f64)| {
        let over = |mark: &&Mark| {
            let ((x, y), reach) = (mark.at(), mark.reach());
            let apart = |at: f64, from: f64, long: f64| at + reach < from || at - reach > from + long;
            !apart(x, *west, BUTTON.0) && !apart(y, *north, BUTTON.1)
        };
        marks.iter().filter(over).count()
    };
    corners.iter().min_by_key(|corner| hidden(corner)).map_or("", |(class, ..)| class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::places::Position;

    fn at(x: f64, y: f64) -> Mark {
        Mark::Cluster { x, y, count: 2, centre: Position { lon: 0.0, lat: 0.0 } }
    }

    #[test]
    fn the_button_stands_where_it_hides_fewest() {
        let (below, above) = (at(300.0, 250.0), at(300.0, 30.0));
        assert_eq!(freest(&[]), "");
        assert_eq!(freest(&[at(200.0, 150.0)]), "", "what is in the middle is never hidden");
        assert_eq!(freest(std::slice::from_ref(&below)), "above");
        assert_eq!(freest(&[below.clone(), above.clone()]), "left");
        assert_eq!(freest(&[below.clone(), above.clone(), at(90.0, 240.0)]), "above left");
        assert_eq!(freest(&[below.clone(), below, above, at(90.0, 30.0), at(90.0, 240.0)]), "above");
    }
}
