//! Saying data: labels of the taxonomy, problems, reasons, times and money, all from the catalogue.

use crate::messages as m;
use crate::web::state::{Basemap, Settings};
use domain::Time;
use domain::field::{FieldError, Problem};
use domain::proposals::{AnswerLine, Sort};
use domain::reason::{Condition, Reason};
use domain::taxonomy::{InstitutionKind, LeverKind, ResponseKind, Role, Skill, Stage, Strand, Theme};
use domain::time::parse_day;
use service::places::{PlaceMap, Spot, Whereabouts};
use service::vocabulary::ConceptKind;

macro_rules! labels {
    ($($(#[$meta:meta])* $name:ident($kind:ident) { $($variant:ident => $message:ident),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[must_use]
        pub fn $name(value: $kind) -> &'static str {
            match value { $($kind::$variant => m::$message()),+ }
        }
    )+};
}

labels! {
    theme(Theme) {
        Green => theme_green, PlaySport => theme_play_sport, Streets => theme_streets,
        Transport => theme_transport, Safety => theme_safety, LearningDigital => theme_learning_digital,
        ArtsCulture => theme_arts_culture, HealthWellbeing => theme_health_wellbeing, Food => theme_food,
        OlderPeople => theme_older_people, YoungPeople => theme_young_people, HomesEstates => theme_homes_estates,
        JobsEnterprise => theme_jobs_enterprise, AccessInclusion => theme_access_inclusion,
        AdviceMoney => theme_advice_money, ReuseRepair => theme_reuse_repair,
    }
    stage(Stage) {
        Draft => stage_draft, Open => stage_open, Shaping => stage_shaping, Costed => stage_costed,
        OnBallot => stage_on_ballot, Funded => stage_funded, Delivering => stage_delivering, Done => stage_done,
        Declined => stage_declined,
    }
    lever_kind(LeverKind) {
        Employment => lever_kind_employment, Procurement => lever_kind_procurement, Land => lever_kind_land,
        Service => lever_kind_service, Environment => lever_kind_environment, Finance => lever_kind_finance,
        Convening => lever_kind_convening, DataResearch => lever_kind_data_research,
        Volunteering => lever_kind_volunteering, Ownership => lever_kind_ownership,
    }
    institution_kind(InstitutionKind) {
        Council => institution_kind_council, NhsAcute => institution_kind_nhs_acute,
        NhsCommunity => institution_kind_nhs_community, University => institution_kind_university,
        FeCollege => institution_kind_fe_college, HousingAssociation => institution_kind_housing_association,
        Transport => institution_kind_transport, CultureLeisure => institution_kind_culture_leisure,
        PoliceFire => institution_kind_police_fire, Developer => institution_kind_developer,
        CommunityFoundation => institution_kind_community_foundation, Charity => institution_kind_charity,
        Employer => institution_kind_employer, Other => institution_kind_other,
    }
    strand(Strand) {
        Participation => strand_participation, Equalities => strand_equalities, Research => strand_research,
        Funding => strand_funding, Delivery => strand_delivery,
    }
    role(Role) {
        Resident => role_resident, Moderator => role_moderator, Facilitator => role_facilitator, Admin => role_admin,
    }
    response_kind(ResponseKind) {
        Exploring => response_exploring, Committed => response_committed,
        NotPossible => response_not_possible, Done => response_done,
    }
    concept_kind(ConceptKind) {
        Thing => concept_kind_thing, Problem => concept_kind_problem, Who => concept_kind_who,
        Means => concept_kind_means, Body => concept_kind_body, Task => concept_kind_task, Void => concept_kind_void,
    }
    sort(Sort) { Newest => sort_newest, Supported => sort_supported, Nearest => sort_nearest }
    skill(Skill) {
        Facilitation => skill_facilitation, Outreach => skill_outreach, CoDesign => skill_co_design,
        Volunteers => skill_volunteers, DecisionMaking => skill_decision_making,
        AccessiblePlaces => skill_accessible_places, EqualityImpact => skill_equality_impact,
        Safeguarding => skill_safeguarding, Ageing => skill_ageing, Disability => skill_disability,
        MigrationAntiracism => skill_migration_antiracism, SurveysInterviews => skill_surveys_interviews,
        CitizenCounting => skill_citizen_counting, MapsOpenData => skill_maps_open_data,
        Evaluation => skill_evaluation, SafetyAudit => skill_safety_audit, CapitalCosting => skill_capital_costing,
        GrantWriting => skill_grant_writing, Crowdfunding => skill_crowdfunding,
        GroupGovernance => skill_group_governance, SocialEnterprise => skill_social_enterprise,
        InKind => skill_in_kind, Events => skill_events, BuildingCare => skill_building_care,
        Growing => skill_growing, DigitalTeaching => skill_digital_teaching, FoodHygiene => skill_food_hygiene,
        RepairReuse => skill_repair_reuse,
    }
}

/// The place's name, or words for one that is not loaded yet.
#[must_use]
pub fn place_name(place: &PlaceMap) -> String {
    if place.is_loaded() { place.head.name.clone() } else { m::not_loaded_place().to_owned() }
}

/// Whose map it is: those the place names, and those an operator's basemap is owed to.
#[must_use]
pub fn credit(place: &PlaceMap, settings: &Settings) -> Option<String> {
    let given = settings.basemap_attribution.as_deref().filter(|text| !text.trim().is_empty());
    let other = given.or((settings.basemap != Basemap::Own).then(m::map_credit_osm));
    let owed: Vec<&str> =
        Some(place.attribution.as_str()).filter(|text| !text.is_empty()).into_iter().chain(other).collect();
    (!owed.is_empty()).then(|| m::map_credit(owed.join(" · ")))
}

/// What is wrong with a field, for the person who typed it.
#[must_use]
pub fn problem(error: &FieldError) -> String {
    match error.problem {
        Problem::Required if error.field == "where" => m::problem_where_required().into(),
        Problem::Required if error.field == "theme" => m::problem_theme_required().into(),
        Problem::Required => m::problem_required().into(),
        Problem::TooShort { least } => m::problem_too_short(least),
        Problem::TooLong { most } => m::problem_too_long(most),
        Problem::NotAnEmail => m::problem_not_an_email().into(),
        Problem::Taken if error.field == "email" => m::problem_email_taken().into(),
        Problem::Taken => m::problem_taken().into(),
        Problem::Unknown => m::problem_unknown().into(),
        Problem::NotANumber => m::problem_not_a_number().into(),
        Problem::OutOfRange => m::problem_out_of_range().into(),
        Problem::NotADay => m::problem_not_a_day().into(),
        Problem::InThePast => m::problem_in_the_past().into(),
        Problem::OutsidePlace => m::problem_outside_place(m::not_loaded_place()),
        Problem::NoSuchPlace => m::problem_no_such_place().into(),
        Problem::Ambiguous => m::problem_ambiguous().into(),
        Problem::WrongCredentials => m::problem_wrong_credentials().into(),
        Problem::WrongPassword => m::problem_wrong_password().into(),
        Problem::Unreadable => m::problem_unreadable().into(),
        Problem::NoForm => m::problem_no_form().into(),
        Problem::Full => m::problem_full().into(),
        Problem::InUse => m::problem_in_use().into(),
        Problem::Itself => m::problem_itself().into(),
    }
}

/// A reason, in a neighbour's sentence. `institution` holds the lever.
#[must_use]
pub fn reason(reason: &Reason, institution: &str, currency: &str) -> String {
    match reason {
        Reason::Need { want, offer } if want == offer => m::reason_need_same(institution, want.as_str()),
        Reason::Need { want, offer } => m::reason_need(want.as_str(), institution, offer.as_str()),
        Reason::Topic { topic } => m::reason_topic(topic.as_str()),
        Reason::Words { words } => m::reason_words(words.join(", ")),
        Reason::Theme { theme: about } => m::reason_theme(theme(*about).to_lowercase()),
        Reason::Near { metres, site } => m::reason_near(distance(*metres), site.as_str()),
        Reason::Remit { area } => m::reason_remit(area.as_str()),
        Reason::Condition { condition: asks } => condition(asks, currency),
        Reason::Record { yes, of } => m::reason_record(institution, *yes, *of),
        Reason::Mission { title } => m::reason_mission(title.as_str()),
        Reason::Skill { skill: taught, task } => m::reason_skill(skill(*taught), task.as_str()),
        Reason::Asked { lever, condition } => m::reason_asked(lever.as_str(), asked_for(condition)),
        Reason::Stage { stage: now } => m::reason_stage(stage(*now)),
    }
}

/// How much of what is asked for a link meets, by its word.
#[must_use]
pub fn strength(word: &str) -> &'static str {
    match word {
        "whole" => m::vocabulary_strength_whole(),
        "little" => m::vocabulary_strength_little(),
        _ => m::vocabulary_strength_part(),
    }
}

/// What a lever asks of a group.
#[must_use]
pub fn condition(condition: &Condition, currency: &str) -> String {
    match condition {
        Condition::CostCeiling { amount } => m::condition_cost_ceiling(money(*amount, currency)),
        Condition::ConstitutedGroup => m::condition_constituted_group().into(),
        Condition::Insurance => m::condition_insurance().into(),
        Condition::Safeguarding => m::condition_safeguarding().into(),
        Condition::FoodHygiene => m::condition_food_hygiene().into(),
        Condition::Participants { at_least } => m::condition_participants(*at_least),
        Condition::Notice { weeks } => m::condition_notice(*weeks),
        Condition::OwnTenants => m::condition_own_tenants().into(),
        Condition::NamedPerson => m::condition_named_person().into(),
        Condition::Other { text } => m::condition_other(text.as_str()),
    }
}

/// What a lever asks for, where a module teaches how to come by it.
fn asked_for(condition: &Condition) -> &'static str {
    match condition {
        Condition::ConstitutedGroup => m::asked_constituted_group(),
        Condition::Safeguarding => m::asked_safeguarding(),
        Condition::FoodHygiene => m::asked_food_hygiene(),
        Condition::Participants { .. } => m::asked_participants(),
        Condition::CostCeiling { .. }
        | Condition::Insurance
        | Condition::Notice { .. }
        | Condition::OwnTenants
        | Condition::NamedPerson
        | Condition::Other { .. } => m::asked_other(),
    }
}

/// Whole units of a currency: "£5,000".
#[must_use]
pub fn money(amount: u64, currency: &str) -> String {
    let digits = amount.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if currency == "GBP" { m::money_gbp(grouped) } else { m::money_other(grouped, currency.to_owned()) }
}

/// "400 m", "1.1 km": rounded as one would say it.
#[must_use]
pub fn distance(metres: u32) -> String {
    if metres < 950 {
        m::reason_metres(((metres + 25) / 50 * 50).max(50))
    } else {
        m::reason_kilometres(format!("{}.{}", (metres + 50) / 1000, (metres + 50) % 1000 / 100))
    }
}

/// "2 days ago".
#[must_use]
pub fn ago(then: Time, now: Time) -> String {
    let passed = now.0.saturating_sub(then.0).max(0);
    let days = passed / Time::DAY;
    match passed {
        p if p < Time::MINUTE => m::ago_now().into(),
        p if p < Time::HOUR => m::ago_minutes(p / Time::MINUTE),
        p if p < Time::DAY => m::ago_hours(p / Time::HOUR),
        _ if days < 45 => m::ago_days(days),
        _ if days < 365 => m::ago_months((days + 15) / 30),
        _ => m::ago_years(days / 365),
    }
}

/// "12 January", with the year where it is not this one.
#[must_use]
pub fn day(date: time::Date, now: Time) -> String {
    let said = m::day_month(date.day(), u8::from(date.month()));
    if date.year() == now.day().year() { said } else { m::day_month_year(said, date.year()) }
}

/// "12 Jan", for a column of days.
#[must_use]
pub fn day_short(date: time::Date) -> String {
    m::day_month_short(date.day(), u8::from(date.month()))
}

/// A stored day (`YYYY-MM-DD`), as it is when it does not read.
#[must_use]
pub fn stored_day(text: &str, now: Time) -> String {
    parse_day(text).map_or_else(|| text.to_owned(), |date| day(date, now))
}

/// The line under a card.
#[must_use]
pub fn answer(line: &AnswerLine) -> String {
    match line {
        AnswerLine::Answered { institution, kind, text } => {
            let (institution, text) = (institution.as_str(), shorten(text, 90));
            match kind {
                ResponseKind::Committed => m::answer_committed(institution, text),
                ResponseKind::Exploring => m::answer_exploring(institution),
                ResponseKind::NotPossible => m::answer_not_possible(institution, text),
                ResponseKind::Done => m::answer_done(institution, text),
            }
        }
        AnswerLine::Waiting { institutions, first, days_left } => {
            m::answer_waiting(*institutions, first.as_str(), days_left_words(*days_left))
        }
        AnswerLine::Nobody => m::answer_nobody().to_owned(),
    }
}

/// "9 days left to answer", "2 days late".
#[must_use]
pub fn days_left_words(days: i64) -> String {
    if days < 0 { m::days_late(-days) } else { m::days_left(days) }
}

/// At most `most` characters, cut at a word.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// A spot's name, with what tells it apart from others of that name.
#[must_use]
pub fn spot(spot: &Spot, place: &PlaceMap) -> String {
    let name = spot.name.as_str();
    match (&spot.neighbourhood, spot.kind.as_str()) {
        _ if !spot.inside => m::spot_outside(name, place_name(place)),
        (_, "neighbourhood") => m::spot_neighbourhood(name),
        (Some(n), "station") => m::spot_station(name, n.name.as_str()),
        (Some(n), _) => m::spot_in(name, n.name.as_str()),
        (None, _) => name.to_owned(),
    }
}

/// Where a point is, in words.
#[must_use]
pub fn whereabouts(found: &Whereabouts, place: &PlaceMap) -> String {
    match (&found.near, &found.neighbourhood) {
        _ if !found.inside => m::whereabouts_outside(place_name(place)),
        (Some(near), Some(n)) => m::whereabouts_near_in(near.as_str(), n.name.as_str()),
        (Some(near), None) => m::whereabouts_near(near.as_str()),
        (None, Some(n)) => m::whereabouts_in(n.name.as_str()),
        (None, None) => m::whereabouts_somewhere(place_name(place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_money_are_said_as_people_say_them() {
        assert_eq!(distance(412), "400 m");
        assert_eq!(distance(3), "50 m");
        assert_eq!(distance(1_140), "1.1 km");
        assert_eq!(distance(1_990), "2.0 km");
        assert_eq!(money(1_234_567, "GBP"), "£1,234,567");
        assert_eq!(money(500, "RON"), "500 RON");
    }

    #[test]
    fn long_text_is_cut_at_a_word() {
        assert_eq!(shorten("one two  three", 40), "one two three");
        assert_eq!(shorten("one two three", 9), "one two…");
    }
}
