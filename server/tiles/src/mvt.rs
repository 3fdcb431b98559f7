//! Writing Mapbox Vector Tiles, version 2.1 (<https://github.com/mapbox/vector-tile-spec/tree/master/2.1>).
//!
//! Protocol buffers by hand: a tile is layers, a layer is features with their tags, keys and values.

use crate::grid::EXTENT;
use std::collections::HashMap;

/// What a property can be here.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Text(String),
    Number(u64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// A geometry in whole units of the tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Geometry {
    Point((i32, i32)),
    /// Each of at least two points.
    Lines(Vec<Vec<(i32, i32)>>),
    /// Polygons, each an outer ring and its holes; a ring has at least three points and does not repeat the first.
    Areas(Vec<Vec<Vec<(i32, i32)>>>),
}

/// A layer being written.
#[derive(Debug)]
pub struct Layer {
    name: &'static str,
    features: Vec<u8>,
    count: usize,
    keys: Vec<&'static str>,
    values: HashMap<Value, u32>,
    written: Vec<u8>,
}

const VARINT: u32 = 0;
const BYTES: u32 = 2;

impl Layer {
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            features: Vec::new(),
            count: 0,
            keys: Vec::new(),
            values: HashMap::new(),
            written: Vec::new(),
        }
    }

    /// Adds a feature. A geometry without points adds nothing.
    pub fn add<V: Into<Value>>(
        &mut self,
        geometry: &Geometry,
        properties: impl IntoIterator<Item = (&'static str, V)>,
    ) {
        let (kind, commands) = commands(geometry);
        if commands.is_empty() {
            return;
        }
        let mut tags = Vec::new();
        for (key, value) in properties {
            let key = self.key(key);
            let value = self.value(value.into());
            varint(&mut tags, key.into());
            varint(&mut tags, value.into());
        }
        let mut feature = Vec::with_capacity(commands.len() + tags.len() + 8);
        bytes(&mut feature, 2, &tags);
        number(&mut feature, 3, kind);
        bytes(&mut feature, 4, &commands);
        bytes(&mut self.features, 2, &feature);
        self.count += 1;
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Writes the layer behind what is in `tile`; one without features is left out, as the standard wants.
    pub fn write(self, tile: &mut Vec<u8>) {
        if self.is_empty() {
            return;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.written.len() + 64);
        number(&mut layer, 15, 2);
        bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        for key in &self.keys {
            bytes(&mut layer, 3, key.as_bytes());
        }
        layer.extend_from_slice(&self.written);
        number(&mut layer, 5, EXTENT.into());
        bytes(tile, 3, &layer);
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let at = self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        u32::try_from(at).unwrap_or(0)
    }

    fn value(&mut self, value: Value) -> u32 {
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        if let Some(known) = self.values.get(&value) {
            return *known;
        }
        let mut inner = Vec::new();
        match &value {
            Value::Text(text) => bytes(&mut inner, 1, text.as_bytes()),
            Value::Number(n) => number(&mut inner, 5, *n),
        }
        bytes(&mut self.written, 4, &inner);
        self.values.insert(value, next);
        next
    }
}

/// The standard's kind of geometry and its commands, packed.
fn commands(geometry: &Geometry) -> (u64, Vec<u8>) {
    let mut pen = Pen::default();
    match geometry {
        Geometry::Point(at) => {
            pen.points(1, std::iter::once(*at));
            (1, pen.out)
        }
        Geometry::Lines(lines) => {
            for line in lines.iter().filter(|line| line.len() > 1) {
                pen.points(1, line.iter().copied().take(1));
                pen.points(2, line.iter().copied().skip(1));
            }
            (2, pen.out)
        }
        Geometry::Areas(areas) => {
            for area in areas {
                for (n, ring) in area.iter().filter(|ring| ring.len() > 2).enumerate() {
                    pen.ring(ring, n == 0);
                }
            }
            (3, pen.out)
        }
    }
}

#[derive(Default)]
struct Pen {
    at: (i32, i32),
    out: Vec<u8>,
}

impl Pen {
    /// A run of points by one command: 1 moves there, 2 draws a line there.
    fn points(&mut self, command: u64, points: impl ExactSizeIterator<Item = (i32, i32)>) {
        varint(&mut self.out, command | (u64::try_from(points.len()).unwrap_or(0) << 3));
        for (x, y) in points {
            varint(&mut self.out, zigzag(x.wrapping_sub(self.at.0)));
            varint(&mut self.out, zigzag(y.wrapping_sub(self.at.1)));
            self.at = (x, y);
        }
    }

    /// Outer rings have a positive area by the surveyor's formula, `y` downwards; holes a negative one.
    fn ring(&mut self, ring: &[(i32, i32)], outer: bool) {
        let mut ring = ring.to_vec();
        if (area(&ring) > 0) != outer {
            ring.reverse();
        }
        self.points(1, ring.iter().copied().take(1));
        self.points(2, ring.iter().copied().skip(1));
        varint(&mut self.out, 7 | (1 << 3));
    }
}

/// Twice the area by the surveyor's formula.
#[must_use]
pub fn area(ring: &[(i32, i32)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let part = |((x0, y0), (x1, y1)): (&(i32, i32), &(i32, i32))| {
        i64::from(*x0) * i64::from(*y1) - i64::from(*x1) * i64::from(*y0)
    };
    ring.iter().zip(next).map(part).sum()
}

fn zigzag(v: i32) -> u64 {
    u64::from(((v << 1) ^ (v >> 31)).cast_unsigned())
}

fn varint(out: &mut Vec<u8>, mut v: u64) {
    while v >= 0x80 {
        out.push((v & 0x7f) as u8 | 0x80);
        v >>= 7;
    }
    out.push(v as u8);
}

fn number(out: &mut Vec<u8>, field: u32, v: u64) {
    varint(out, u64::from(field << 3 | VARINT));
    varint(out, v);
}

fn bytes(out: &mut Vec<u8>, field: u32, inner: &[u8]) {
    varint(out, u64::from(field << 3 | BYTES));
    varint(out, u64::try_from(inner.len()).unwrap_or(0));
    out.extend_from_slice(inner);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_examples_come_out_to_the_byte() {
        // 4.3.5.1, a point; 4.3.5.3, a line; 4.3.5.5, a polygon.
        assert_eq!(commands(&Geometry::Point((25, 17))), (1, vec![9, 50, 34]));
        let line = Geometry::Lines(vec![vec![(2, 2), (2, 10), (10, 10)]]);
        assert_eq!(commands(&line), (2, vec![9, 4, 4, 18, 0, 16, 16, 0]));
        let area = Geometry::Areas(vec![vec![vec![(3, 6), (8, 12), (20, 34)]]]);
        assert_eq!(commands(&area), (3, vec![9, 6, 12, 18, 10, 12, 24, 44, 15]));
    }

    #[test]
    fn rings_are_turned_the_standards_way() {
        let square = vec![(0, 0), (0, 10), (10, 10), (10, 0)];
        let hole = vec![(2, 2), (8, 2), (8, 8), (2, 8)];
        assert!(area(&square) < 0 && area(&hole) > 0);
        let turned: Vec<_> = square.iter().rev().copied().collect();
        let back: Vec<_> = hole.iter().rev().copied().collect();
        assert_eq!(
            commands(&Geometry::Areas(vec![vec![square, hole]])),
            commands(&Geometry::Areas(vec![vec![turned, back]]))
        );
    }

    #[test]
    fn a_layer_without_features_is_left_out() {
        let mut tile = Vec::new();
        Layer::new("nothing").write(&mut tile);
        let mut empty = Layer::new("lines");
        empty.add(&Geometry::Lines(vec![vec![(1, 1)]]), [("name", "x")]);
        empty.write(&mut tile);
        assert!(tile.is_empty());
    }
}
