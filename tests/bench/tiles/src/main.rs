//! `bench-tiles index N`: builds the index of N points; prints seconds, bytes a point and tiles drawn a second.
//! `bench-tiles paths N`: N tile addresses (`z/x/y`) of zoom 10 to 15 over the points' ground, in one random order.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tiles::grid::{Tile, place};
use tiles::index::{Index, Traits};

/// West, south, east, north: where `points.sql` puts its points.
const GROUND: [f64; 4] = [-0.02, 51.49, 0.10, 51.57];

struct Counting;
static HELD: AtomicUsize = AtomicUsize::new(0);

// Every call goes on to the system's allocator as it came; the count beside it owns nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// SplitMix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn on_the_ground(&mut self) -> (f64, f64) {
        let [west, south, east, north] = GROUND;
        (west + self.unit() * (east - west), south + self.unit() * (north - south))
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let many = arguments.get(1).and_then(|n| n.parse().ok());
    match (arguments.first().map(String::as_str), many) {
        (Some("index"), Some(many)) => index(many),
        (Some("paths"), Some(many)) => paths(many),
        _ => {
            eprintln!("bench-tiles index N | bench-tiles paths N");
            std::process::exit(2);
        }
    }
}

fn index(many: usize) {
    let mut random = Random(1);
    let points: Vec<_> = (0..many as u128)
        .map(|id| {
            let (lon, lat) = random.on_the_ground();
            let traits = Traits { theme: (random.next() % 16) as u8, stage: (random.next() % 8) as u8, area: 0 };
            (lon, lat, id.to_be_bytes(), traits)
        })
        .collect();
    let (before, start) = (HELD.load(Ordering::Relaxed), Instant::now());
    let mut index = Index::build(points.iter().map(|(lon, lat, id, traits)| (place(*lon, *lat), *id, *traits)));
    let built = start.elapsed();
    let held = HELD.load(Ordering::Relaxed) - before;
    // As it is after a long life: every point taken out and put in again, in another order.
    for (lon, lat, id, traits) in points.iter().rev() {
        index.remove(place(*lon, *lat), *id);
        index.put(place(*lon, *lat), *id, *traits);
    }
    let worn = HELD.load(Ordering::Relaxed) - before;
    println!(
        "index of {many}: built in {:.2} s; {:.0} bytes a proposal, {:.0} after each has changed once",
        built.as_secs_f64(),
        held as f64 / many as f64,
        worn as f64 / many as f64
    );
    for z in [10, 13, 15] {
        let (mut drawn, start) = (0_u32, Instant::now());
        while start.elapsed().as_secs_f64() < 1.0 {
            let (lon, lat) = random.on_the_ground();
            std::hint::black_box(index.marks(Tile::of(z, place(lon, lat)), |_| true));
            drawn += 1;
        }
        println!("zoom {z}: {:.2} ms a tile, drawn anew", 1_000.0 / f64::from(drawn));
    }
}

fn paths(many: usize) {
    let mut random = Random(2);
    for _ in 0..many {
        let z = 10 + (random.next() % 6) as u8;
        let (lon, lat) = random.on_the_ground();
        let tile = Tile::of(z, place(lon, lat));
        println!("{z}/{}/{}", tile.x(), tile.y());
    }
}
