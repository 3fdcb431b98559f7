//! Finding a project by its id, millions of times.

use std::collections::HashMap;

/// Ids and their numbers. A small table in front catches what it can with a cheap hash; what two ids fight over there
/// is found in the map behind, whose hash a hostile file cannot play against.
pub(super) struct Ids {
    all: HashMap<String, u32>,
    front: Vec<(String, u32)>,
}

impl Ids {
    pub(super) fn new() -> Self {
        Self { all: HashMap::new(), front: Vec::new() }
    }

    /// Notes an id; false if it was there.
    pub(super) fn insert(&mut self, id: &str, number: u32) -> bool {
        self.all.insert(id.to_owned(), number).is_none()
    }

    /// Makes the table in front, when all ids are known.
    pub(super) fn seal(&mut self) {
        let slots = (self.all.len() * 4).next_power_of_two().min(1 << 16);
        self.front = vec![(String::new(), 0); slots];
        for (id, &number) in &self.all {
            self.front[slot(id, slots)] = (id.clone(), number);
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<u32> {
        if id.is_empty() {
            return None;
        }
        if let Some((known, number)) = self.front.get(slot(id, self.front.len()))
            && known == id
        {
            return Some(*number);
        }
        self.all.get(id).copied()
    }
}

fn slot(id: &str, slots: usize) -> usize {
    let mut hash = 0_u64;
    for chunk in id.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (hash >> 32) as usize & slots.wrapping_sub(1)
}
