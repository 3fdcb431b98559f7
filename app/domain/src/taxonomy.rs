//! The taxonomy: keys that never change, with labels in the message catalogue.

pub use crate::keyed::UnknownKey;
use crate::keyed::keyed;

keyed! {
    /// What a proposal is about.
    Theme {
        Green = "green", PlaySport = "play_sport", Streets = "streets", Transport = "transport",
        Safety = "safety", LearningDigital = "learning_digital", ArtsCulture = "arts_culture",
        HealthWellbeing = "health_wellbeing", Food = "food", OlderPeople = "older_people",
        YoungPeople = "young_people", HomesEstates = "homes_estates", JobsEnterprise = "jobs_enterprise",
        AccessInclusion = "access_inclusion", AdviceMoney = "advice_money", ReuseRepair = "reuse_repair",
    }
}

keyed! {
    /// What kind of power an institution can put behind a proposal.
    LeverKind {
        Employment = "employment", Procurement = "procurement", Land = "land", Service = "service",
        Environment = "environment", Finance = "finance", Convening = "convening",
        DataResearch = "data_research", Volunteering = "volunteering", Ownership = "ownership",
    }
}

keyed! {
    /// What kind of anchor an institution is.
    InstitutionKind {
        Council = "council", NhsAcute = "nhs_acute", NhsCommunity = "nhs_community", University = "university",
        FeCollege = "fe_college", HousingAssociation = "housing_association", Transport = "transport",
        CultureLeisure = "culture_leisure", PoliceFire = "police_fire", Developer = "developer",
        CommunityFoundation = "community_foundation", Charity = "charity", Employer = "employer", Other = "other",
    }
}

keyed! {
    /// Where a proposal stands.
    Stage {
        Draft = "draft", Open = "open", Shaping = "shaping", Costed = "costed", OnBallot = "on_ballot",
        Funded = "funded", Delivering = "delivering", Done = "done", Declined = "declined",
    }
}

keyed! {
    /// An institution's public answer to a proposal.
    ResponseKind {
        Exploring = "exploring", Committed = "committed", NotPossible = "not_possible", Done = "done",
    }
}

keyed! {
    /// What became of a suggested match.
    MatchStatus { Suggested = "suggested", Confirmed = "confirmed", Dismissed = "dismissed" }
}

keyed! {
    /// The strands of the participation academy.
    Strand {
        Participation = "participation", Equalities = "equalities", Research = "research",
        Funding = "funding", Delivery = "delivery",
    }
}

keyed! {
    /// The skills a module teaches.
    Skill {
        Facilitation = "facilitation", Outreach = "outreach", CoDesign = "co_design", Volunteers = "volunteers",
        DecisionMaking = "decision_making",
        AccessiblePlaces = "accessible_places", EqualityImpact = "equality_impact", Safeguarding = "safeguarding",
        Ageing = "ageing", Disability = "disability", MigrationAntiracism = "migration_antiracism",
        SurveysInterviews = "surveys_interviews", CitizenCounting = "citizen_counting",
        MapsOpenData = "maps_open_data", Evaluation = "evaluation", SafetyAudit = "safety_audit",
        CapitalCosting = "capital_costing", GrantWriting = "grant_writing", Crowdfunding = "crowdfunding",
        GroupGovernance = "group_governance", SocialEnterprise = "social_enterprise", InKind = "in_kind",
        Events = "events", BuildingCare = "building_care", Growing = "growing",
        DigitalTeaching = "digital_teaching", FoodHygiene = "food_hygiene", RepairReuse = "repair_reuse",
    }
}

keyed! {
    /// What an account may do beyond what every resident may. Staff rights come from a membership, not from here.
    Role { Resident = "resident", Moderator = "moderator", Facilitator = "facilitator", Admin = "admin" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_as_itself_and_is_the_json() {
        for theme in Theme::ALL {
            assert_eq!(theme.key().parse(), Ok(*theme));
            assert_eq!(serde_json::to_string(theme).unwrap(), format!("\"{theme}\""));
        }
        assert_eq!(Theme::ALL.len(), 16);
        assert_eq!(Skill::ALL.len(), 28);
    }

    #[test]
    fn an_unknown_key_says_what_was_given() {
        let err = "parks".parse::<Theme>().unwrap_err();
        assert_eq!(err, UnknownKey { what: "Theme", given: "parks".into() });
    }
}
