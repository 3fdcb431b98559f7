//! What a neighbour, an officer and an author may expect of every match.

use crate::made::{self, VOCABULARY, module, proposal};
use domain::reason::Reason;
use domain::taxonomy::{LeverKind, Skill, Theme};
use matching::text::{LeverText, ProposalText};
use matching::vocabulary::Edit;
use matching::{Evidence, Index, Match};

fn lever(id: &str, kind: LeverKind, title: &str, text: &str) -> LeverText {
    LeverText { kind, ..made::lever(id, title, text) }
}

fn town() -> Vec<LeverText> {
    use LeverKind::{Employment, Environment, Land, Service};
    vec![
        lever("english", Service, "ESOL provision", "Free accredited ESOL for speakers of other languages."),
        lever("kitchen", Land, "Training kitchen", "Production kitchen booked by groups on Saturdays."),
        lever(
            "damp",
            Service,
            "Damp and mould taskforce",
            "Moisture surveys and remedial works in our homes.",
        ),
        lever("jobs", Employment, "Ward-to-work routeway", "Guaranteed interviews for entry-level posts."),
        lever("waste", Service, "Street cleansing and refuse", "Refuse rounds, fly-tip removal, sweeping."),
        lever("lights", Service, "Highway lighting", "Failed lanterns and lamp columns repaired."),
        lever("trees", Environment, "Urban canopy programme", "Street trees planted in bare streets."),
        lever("play", Service, "Play area renewal", "Officers refurbish equipped play areas."),
    ]
}

fn ask(levers: &[LeverText], title: &str, body: &str) -> Vec<Match> {
    let index = made::index(&[], levers, &[]);
    index.levers(&proposal(title, body), &Evidence::default())
}

#[test]
fn the_commonest_needs_are_understood_in_the_languages_spoken_here() {
    let town = town();
    for (text, want) in [
        ("আমাদের একটা রান্নাঘর দরকার", "kitchen"),
        ("ইংরেজি শিখতে চাই", "english"),
        ("ہمیں انگریزی کی کلاس چاہیے", "english"),
        ("گلی میں کوڑا پڑا ہے", "waste"),
        ("ਸਾਨੂੰ ਰਸੋਈ ਚਾਹੀਦੀ ਹੈ", "kitchen"),
        ("અમને અંગ્રેજી શીખવું છે", "english"),
        ("हमारे इलाके में कचरा बहुत है", "waste"),
        ("எங்களுக்கு சமையலறை தேவை", "kitchen"),
        ("Avem nevoie de un loc de joaca pentru copii", "play"),
        ("Mam pleśń na ścianie i wilgoć w pokoju dziecka", "damp"),
        ("Queremos mais árvores na nossa rua", "trees"),
        ("Necesitamos trabajo para la gente del barrio", "jobs"),
        ("Mahallede çocuklar için oyun parkı istiyoruz", "play"),
        ("Sokak lambası yok, çok karanlık", "lights"),
        ("Waxaan rabnaa inaan barano ingiriisiga", "english"),
        ("الشارع مظلم ولا توجد إنارة", "lights"),
        ("Gatvėje tamsu, reikia apšvietimo", "lights"),
        ("Kemi nevojë për një kuzhinë", "kitchen"),
        ("amader moila onek, rasta nongra", "waste"),
        ("hamein naukri chahiye", "jobs"),
    ] {
        let found = ask(&town, text, "");
        assert_eq!(found.first().map(|m| m.id.as_str()), Some(want), "{text}: {found:?}");
    }
}

#[test]
fn a_lever_in_words_nobody_knows_is_found_by_its_kind() {
    let odd = lever("odd", LeverKind::Finance, "Zephyr scheme", "Quarterly disbursements, tranche two.");
    let found = ask(&[odd], "A small grant for our bingo club", "We need a bit of money for prizes.");
    assert_eq!(found.first().map(|m| m.id.as_str()), Some("odd"));
}

#[test]
fn one_wish_is_one_reason_and_the_finer_one_speaks() {
    let found = ask(&town(), "Damp and mould", "Black mould on the bedroom wall, who will come?");
    assert_eq!(found[0].id, "damp");
    let wants: Vec<&str> = found[0]
        .reasons
        .iter()
        .filter_map(|r| match r {
            Reason::Need { want, .. } => Some(want.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(wants.first(), Some(&"a dry home"), "{:?}", found[0].reasons);
    let mut once = wants.clone();
    once.dedup();
    assert_eq!(once, wants);
}

#[test]
fn what_only_shares_letters_with_a_word_is_not_that_word() {
    let grounds = lever("grounds", LeverKind::Service, "Grounds maintenance", "Mowing and hedge cutting.");
    let founds = ask(&[grounds], "A ground floor flat", "My mother wants a flat on the ground floor.");
    assert!(founds.is_empty(), "{founds:?}");
}

#[test]
fn a_form_of_several_words_is_not_read_across_the_end_of_a_sentence() {
    let form = |form: &str| Edit::AddForm { concept: "kitchen".into(), form: form.into() };
    let edits = [form("brindle pot"), form("glimmer _ house")];
    let index = Index::build(&VOCABULARY.with(&edits).expect("holds"), &[], &[], &[]);
    let said = |text: &str| index.understood(text).iter().any(|met| met.concept == "kitchen");
    for text in ["a brindle pot", "a brindle, pot", "Yes. Brindle pot!", "glimmer of the house"] {
        assert!(said(text), "{text}");
    }
    for text in ["We have a brindle. Pot it!", "a brindle\npot", "brindle? Pot", "glimmer. The house"] {
        assert!(!said(text), "{text}");
    }
}

#[test]
fn what_the_authors_can_do_already_is_taught_to_them_last() {
    let modules = [
        module("food", "Food hygiene and allergens", vec![Skill::FoodHygiene]),
        module("helpers", "Finding volunteers", vec![Skill::Volunteers]),
    ];
    let index = made::index(&[], &[], &modules);
    let best = |skills: Vec<Skill>| {
        let proposal = ProposalText {
            theme: Some(Theme::Food),
            skills,
            ..proposal("A lunch club", "We want to cook for the old people of our street.")
        };
        index.modules(&proposal, &[]).into_iter().next().map(|m| m.id)
    };
    let first = best(vec![]).expect("a module");
    let known = if first == "food" { Skill::FoodHygiene } else { Skill::Volunteers };
    assert_ne!(best(vec![known]), Some(first));
}

#[test]
fn levers_and_modules_are_the_same_asked_together_or_apart() {
    let modules = [module("food", "Food hygiene and allergens", vec![Skill::FoodHygiene])];
    let index = made::index(&[], &town(), &modules);
    let wish = proposal("A lunch club", "We need a kitchen to cook for old people, and light after dark.");
    let levers = index.levers(&wish, &Evidence::default());
    assert!(levers.len() > 1);
    let apart = (levers.clone(), index.modules(&wish, &levers));
    assert_eq!(index.matches(&wish, &Evidence::default()), apart);
}

#[test]
fn among_very_many_levers_the_best_are_the_best_of_all() {
    // Ten times the same town: the best ten are those that each part alone would put first.
    let many: Vec<LeverText> = (0..40)
        .flat_map(|i| town().into_iter().map(move |l| LeverText { id: format!("{}-{i:02}", l.id), ..l }))
        .collect();
    let found = ask(&many, "Damp and mould", "Black mould on the bedroom wall, who will come?");
    let ids: Vec<String> = found.into_iter().map(|m| m.id).collect();
    let first: Vec<String> = (0..10).map(|i| format!("damp-{i:02}")).collect();
    assert_eq!(ids, first);
}
