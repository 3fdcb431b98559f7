//! What may be supposed where words fail: what a lever of a kind gives, and what ideas of a theme take. Keys that a
//! vocabulary lacks are left out.

use domain::taxonomy::{LeverKind, Theme};

/// Concepts that levers of a kind are about in any town.
pub(super) fn gives(kind: LeverKind) -> &'static [(&'static str, f32)] {
    match kind {
        LeverKind::Employment => &[("jobs", 1.0), ("apprenticeships", 0.5), ("training", 0.3)],
        LeverKind::Procurement => &[("suppliers", 1.0), ("local_buying", 0.5), ("inkind", 0.5)],
        LeverKind::Land => &[("room", 0.7), ("premises", 0.7), ("land_plot", 0.4)],
        LeverKind::Service => &[],
        LeverKind::Environment => &[("greening", 1.0), ("climate", 0.5), ("park_care", 0.3)],
        LeverKind::Finance => &[("small_grant", 1.0), ("capital_grant", 0.5), ("core_grant", 0.5)],
        LeverKind::Convening => &[("convening", 1.0)],
        LeverKind::DataResearch => &[("data", 0.8), ("student_work", 0.6)],
        LeverKind::Volunteering => &[("volunteers", 1.0), ("mentoring", 0.3)],
        LeverKind::Ownership => &[("asset_transfer", 1.0), ("shares", 0.7)],
    }
}

/// What the kind itself states: an institution that calls a lever "finance" says that it gives money. Land may be a field
/// or a hall, the environment trees or boilers: there only the text tells.
pub(super) fn states(kind: LeverKind) -> &'static [&'static str] {
    match kind {
        LeverKind::Employment => &["jobs"],
        LeverKind::Finance => &["small_grant"],
        LeverKind::Convening => &["convening"],
        LeverKind::Volunteering => &["volunteers"],
        LeverKind::Ownership => &["asset_transfer"],
        _ => &[],
    }
}

/// Tasks that ideas of a theme take more often than others.
pub(super) fn tasks(theme: Theme) -> &'static [(&'static str, f32)] {
    match theme {
        Theme::Green => &[("growing", 1.0), ("volunteers_task", 0.4)],
        Theme::PlaySport => &[("costing", 0.7), ("bidding", 0.6), ("safeguarding", 0.4)],
        Theme::Streets | Theme::Transport => &[("counting", 1.0), ("power", 1.0)],
        Theme::Safety => &[("audit", 1.0), ("power", 0.6)],
        Theme::LearningDigital => &[("digital_task", 0.6), ("session", 0.6), ("volunteers_task", 0.5)],
        Theme::ArtsCulture => &[("events_task", 0.7), ("bidding", 0.7), ("session", 0.4)],
        Theme::HealthWellbeing => &[("session", 0.6), ("outreach", 0.5), ("bidding", 0.4)],
        Theme::Food => &[("hygiene", 1.0), ("volunteers_task", 0.5)],
        Theme::OlderPeople => &[("ageing", 1.0), ("session", 0.4), ("volunteers_task", 0.4)],
        Theme::YoungPeople => &[("safeguarding", 1.0), ("volunteers_task", 0.4)],
        Theme::HomesEstates => &[("power", 0.9), ("facilitation", 0.3)],
        Theme::JobsEnterprise => &[("trading", 0.8), ("outreach", 0.3)],
        Theme::AccessInclusion => &[("access", 0.8), ("disability_task", 0.7), ("equality", 0.4)],
        Theme::AdviceMoney => &[("power", 0.6), ("outreach", 0.4)],
        Theme::ReuseRepair => &[("repair", 1.0), ("volunteers_task", 0.4)],
    }
}
