//! Judged collections: texts and grades. Shared by tests and by `examples/judged.rs`.

use matching::lines;
use matching::text::{InstitutionText, LeverText, ModuleText, ProposalText};
use std::collections::HashMap;
use std::path::Path;

/// Grades by proposal: target and grade over 0.
pub type Grades = HashMap<String, Vec<(String, f64)>>;

/// Texts and grades.
pub struct Collection {
    pub institutions: Vec<InstitutionText>,
    pub levers: Vec<LeverText>,
    pub modules: Vec<ModuleText>,
    pub proposals: Vec<ProposalText>,
    pub lever_grades: Grades,
    pub module_grades: Grades,
}

impl Collection {
    /// One of our own, `a` or `b`: `tests/collection/README.md` says what they are.
    pub fn own(half: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/collection").join(half);
        Self::load(&folder).expect("our own collection is there")
    }

    pub fn load(folder: &Path) -> Option<Self> {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
        Some(Self {
            institutions: whole(lines::institutions(&read("institutions.jsonl")?)),
            levers: whole(lines::levers(&read("levers.jsonl")?)),
            modules: whole(lines::modules(&read("modules.jsonl")?)),
            proposals: whole(lines::proposals(&read("proposals.jsonl")?)),
            lever_grades: grades(&read("qrels_levers.tsv")?),
            module_grades: grades(&read("qrels_modules.tsv")?),
        })
    }
}

fn whole<T>((good, bad): lines::Read<T>) -> Vec<T> {
    assert!(bad.is_empty(), "{bad:?}");
    good
}

fn grades(tsv: &str) -> Grades {
    let mut grades = Grades::new();
    for line in tsv.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [proposal, target, grade] = fields[..] else { panic!("three fields: {line}") };
        let grade = grade.parse().expect("a number");
        grades.entry(proposal.into()).or_default().push((target.into(), grade));
    }
    grades
}
