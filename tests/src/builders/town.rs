//! Little Marsh: a made-up town of three square neighbourhoods in a row.
//!
//! ```text
//!  lat 51.51 +------+--------+------+
//!            | west | middle | east |
//!  lat 51.50 +------+--------+------+
//!      lon 0.00   0.01     0.02   0.03
//! ```

use domain::ids::NeighbourhoodId;
use domain::places::{PlaceHead, Position};
use service::Shell;
use store::Store;
use store::places::{GazetteerEntry, Neighbourhood, Place};

/// Slugs of the neighbourhoods, from west to east.
pub const NEIGHBOURHOODS: [&str; 3] = ["west", "middle", "east"];

/// Points well inside each neighbourhood.
pub const WEST: Position = Position { lon: 0.005, lat: 51.505 };
pub const MIDDLE: Position = Position { lon: 0.015, lat: 51.505 };
pub const EAST: Position = Position { lon: 0.025, lat: 51.505 };

/// A point in the next town.
pub const OUTSIDE: Position = Position { lon: 0.05, lat: 51.505 };

/// Names that can be looked up, with their kinds and where they are. Long Road runs through two neighbourhoods; the
/// last lies outside.
pub const NAMES: [(&str, &str, Position); 6] = [
    ("Mill Lane", "street", Position { lon: 0.004, lat: 51.503 }),
    ("Marsh Park", "park", Position { lon: 0.016, lat: 51.507 }),
    ("Little Marsh", "station", Position { lon: 0.022, lat: 51.502 }),
    ("Long Road", "street", Position { lon: 0.007, lat: 51.508 }),
    ("Long Road", "street", Position { lon: 0.013, lat: 51.508 }),
    ("Far Street", "street", OUTSIDE),
];

pub(crate) async fn build(store: &Store, shell: &dyn Shell) {
    let tx = store.begin().await.expect("a transaction");
    let place = Place {
        head: PlaceHead {
            slug: "little-marsh".into(),
            name: "Little Marsh".into(),
            languages: vec!["en".into()],
            time_zone: "Europe/London".into(),
            currency: "GBP".into(),
            centre: MIDDLE,
            zoom: 14.0,
        },
        boundary: square(0.0, 0.03),
        attribution: "Made up".into(),
        demo: false,
    };
    store::places::put_place(&tx, shell.fresh_id(), &place, shell.now()).await.expect("a place");
    for (n, slug) in (0_u32..).zip(NEIGHBOURHOODS) {
        let west = f64::from(n) / 100.0;
        let new = Neighbourhood {
            id: NeighbourhoodId(shell.fresh_id()),
            slug: slug.into(),
            name: format!("{} Marsh", capital(slug)),
            code: None,
            geometry: square(west, west + 0.01),
        };
        store::places::put_neighbourhood(&tx, &new, n).await.expect("a neighbourhood");
    }
    let names = NAMES.map(|(name, kind, position)| {
        let folded = service::places::fold(name);
        (shell.fresh_id(), GazetteerEntry { name: name.into(), folded, kind: kind.into(), position })
    });
    store::places::put_gazetteer(&tx, names.to_vec()).await.expect("a gazetteer");
    tx.commit().await.expect("committed");
}

fn square(west: f64, east: f64) -> String {
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{west},51.5],[{east},51.5],[{east},51.51],[{west},51.51],[{west},51.5]]]}}"#
    )
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
