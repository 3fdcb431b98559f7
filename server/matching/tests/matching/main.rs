//! What may be expected of matching, from outside: what every match promises, that its reasons are true, that a
//! change misses nobody whom it touches, what becomes
//! of texts nobody should write, and what the ranking is worth on judged collections.

mod change;
mod collection;
mod hostile;
mod judged;
mod made;
mod promises;
mod ranking;
mod reasons;
