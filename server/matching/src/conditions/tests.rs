use super::*;
use domain::institutions::Remit;

fn lever(kind: LeverKind, text: &str) -> LeverText {
    LeverText {
        id: "l".into(),
        institution: "i".into(),
        kind,
        title: String::new(),
        text: text.into(),
        themes: vec![],
        remit: Remit::Everywhere,
        cost_ceiling: None,
        constituted_group: false,
        capacity_left: None,
        open: true,
    }
}

#[test]
fn conditions_are_read_from_the_text() {
    let grant = lever(
        LeverKind::Finance,
        "Small awards of £300 to £2,000. Groups must be constituted; four weeks' notice.",
    );
    assert_eq!(
        read(&grant),
        [
            Condition::CostCeiling { amount: 2_000 },
            Condition::ConstitutedGroup,
            Condition::Notice { weeks: 4 }
        ]
    );
    let class = lever(LeverKind::Service, "A minimum of ten participants; leaders need an enhanced DBS.");
    assert_eq!(read(&class), [Condition::Participants { at_least: 10 }, Condition::Safeguarding]);
    assert_eq!(read(&lever(LeverKind::Land, "Rooms to hire for £12 to £20 an hour.")), []);
}

#[test]
fn what_only_sounds_like_a_condition_is_none() {
    for text in [
        "For tenants' associations and informal groups on our estates.",
        "Constituted or informal groups alike.",
        "Hall hire: reduced rate for constituted groups.",
        "Groups need not be constituted.",
        "We help groups to become constituted.",
        "Unconstituted groups welcome.",
        "Food hygiene training for volunteers, free.",
        "Kitchens inspected yearly: hygiene rating five.",
        "Volunteers are insured by the trust.",
        "Occupational health, ID and DBS handled in-house.",
        "DBS-checked students read with pupils.",
        "Our safeguarding lead will visit.",
        "Helps informal groups find a fiscal sponsor.",
        "Sponsorship of local festivals.",
        "We give you a named contact.",
        "The licence may be terminated at four weeks' notice.",
        "Priority to our tenants; neighbours are welcome.",
    ] {
        assert_eq!(read(&lever(LeverKind::Service, text)), [], "{text}");
    }
}

#[test]
fn what_a_sentence_asks_is_a_condition() {
    use Condition::{ConstitutedGroup, FoodHygiene, Insurance, NamedPerson, OwnTenants, Safeguarding};
    for (text, asked) in [
        ("Bodies must be constituted.", ConstitutedGroup),
        ("Leases to incorporated bodies.", ConstitutedGroup),
        ("Groups need written rules.", ConstitutedGroup),
        ("Level 2 hygiene certificate needed for catering use.", FoodHygiene),
        ("Rooms for our tenants only.", OwnTenants),
        ("The tenant insures and fits out.", Insurance),
        ("Hirers show public liability cover.", Insurance),
        ("Users sign a safeguarding declaration.", Safeguarding),
        ("Applications need a clinical sponsor.", NamedPerson),
        ("The school supplies a named supervisor.", NamedPerson),
    ] {
        assert_eq!(read(&lever(LeverKind::Service, text)), [asked], "{text}");
    }
}

#[test]
fn the_ceiling_is_the_most_that_is_given() {
    let ceiling = |text: &str| match read(&lever(LeverKind::Finance, text))[..] {
        [Condition::CostCeiling { amount }] => Some(amount),
        [] => None,
        ref other => panic!("{text}: {other:?}"),
    };
    assert_eq!(ceiling("Up to £500 for a street, up to £5,000 for a group."), Some(5_000));
    assert_eq!(ceiling("Between £500 and £3,000 for a new thing."), Some(3_000));
    assert_eq!(
        ceiling("Grants of £5,000 to £30,000 a year to bodies with income up to £500,000."),
        Some(30_000)
    );
    assert_eq!(ceiling("Capital of up to £1.5 million."), Some(1_500_000));
    assert_eq!(ceiling("For households with savings up to £6,000."), None);
    assert_eq!(read(&lever(LeverKind::Land, "Rooms up to £20 an hour.")), []);
}
