//! Files as they should not be: the right answer, or an error that names the place; never a panic or a wrong winner.

use allocation::command::{Options, run, verify};
use allocation::completions::Completion;
use allocation::pabulib::{Keep, Problem, read_ballots, read_election};
use allocation::rule::Rule;
use serde_json::{Value, json};

/// A file of these sections.
fn file(meta: &str, projects: &str, votes: &str) -> String {
    format!("META\nkey;value\n{meta}PROJECTS\nproject_id;cost\n{projects}VOTES\nvoter_id;vote\n{votes}")
}

fn street() -> String {
    file("budget;100\nvote_type;approval\n", "1;60\n2;40\n", "a;1\nb;1,2\nc;2\n")
}

/// What the command says of a file, by the usual rule.
fn told(text: impl AsRef<[u8]>) -> Result<Value, String> {
    by(&Options::default(), text)
}

fn by(options: &Options, text: impl AsRef<[u8]>) -> Result<Value, String> {
    let printed = run(options, text.as_ref(), &mut |_, _| {}).map_err(|e| e.to_string())?;
    Ok(serde_json::from_str(&printed).expect("JSON"))
}

fn selected(text: impl AsRef<[u8]>) -> Result<Value, String> {
    told(text).map(|outcome| outcome["selected"].clone())
}

/// The error of a file must name this place and say these words.
fn refused(text: impl AsRef<[u8]>, place: (u64, u64), words: &str) {
    let error = told(text).expect_err("an error");
    assert!(error.starts_with(&format!("line {}, column {}: ", place.0, place.1)), "{error}");
    assert!(error.contains(words), "{error}");
}

#[test]
fn the_keys_of_an_outcome_are_those_agreed() {
    let outcome = told(street()).expect("an outcome");
    assert_eq!(outcome["selected"], json!(["2", "1"]));
    assert_eq!((&outcome["cost"], &outcome["budget"]), (&json!("100"), &json!("100")));
    assert_eq!(outcome["exhaustive"], json!(true));
}

#[test]
fn missing_sections_and_columns_are_named() {
    refused("", (1, 1), "META");
    refused("budget;100\n", (1, 1), "META");
    refused("META\nkey;value\nbudget;1\nvote_type;approval\n", (5, 1), "PROJECTS is missing");
    refused(street().split("VOTES").next().expect("text"), (9, 1), "VOTES is missing");
    refused(street().replace("PROJECTS\n", ""), (8, 1), "VOTES comes too early");
    refused(street().replace("budget;100\n", ""), (4, 1), "no budget");
    refused(street().replace("vote_type;approval\n", ""), (4, 1), "no vote_type");
    refused(street().replace("project_id;cost", "project_id;price"), (6, 1), "no column cost");
    refused(street().replace("voter_id;vote", "voter_id;choice"), (10, 1), "no column vote");
    refused(street().replace("approval", "quadratic"), (4, 11), "quadratic");
    refused(street() + "META\nkey;value\n", (14, 1), "second time");
}

#[test]
fn costs_that_are_no_costs_are_refused_where_they_stand() {
    for (cost, words) in
        [("-60", "negative"), ("sixty", "not a number"), ("", "missing"), ("1e40", "too many digits")]
    {
        refused(street().replace("1;60", &format!("1;{cost}")), (7, 3), words);
    }
    refused(street().replace("1;60", "1;9000000000000000000"), (7, 3), "too large");
    refused(street().replace("budget;100", "budget;-1"), (3, 8), "negative");
    refused(street().replace("budget;100", "budget;1e30"), (3, 8), "too large");
    // One by one they fit, together they do not.
    let most = "3000000000000000000";
    refused(
        street().replace("1;60", &format!("1;{most}")).replace("2;40", &format!("2;{most}")),
        (8, 3),
        "too large",
    );
}

#[test]
fn a_supported_project_that_costs_nothing_is_taken() {
    for rule in [Rule::Mes, Rule::Greedy, Rule::Phragmen, Rule::Maximin, Rule::Bos] {
        let options = Options { rule, ..Options::default() };
        let outcome = by(&options, street().replace("1;60", "1;0")).expect("an outcome");
        let mut ids: Vec<&str> =
            outcome["selected"].as_array().expect("ids").iter().filter_map(Value::as_str).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["1", "2"], "{rule:?}");
    }
}

#[test]
fn with_no_budget_nothing_is_bought() {
    assert_eq!(selected(street().replace("budget;100", "budget;0")), Ok(json!([])));
}

#[test]
fn what_does_not_exist_cannot_be_voted_for() {
    refused(street().replace("b;1,2", "b;1, 7"), (12, 6), "no project \"7\"");
    refused(street().replace("b;1,2", "b;1;2"), (12, 5), "3 cells");
}

#[test]
fn twice_in_one_ballot_is_once_or_refused() {
    assert_eq!(selected(street().replace("b;1,2", "b;1,2,1,1")), selected(street()));
    let ranked = street().replace("approval", "ordinal").replace("b;1,2", "b;1,2,1");
    refused(ranked, (12, 3), "\"1\" twice");
    refused(street().replace("2;40", "1;40"), (8, 1), "second time");
}

#[test]
fn a_million_columns_are_read() {
    let many: String = (0..1_000_000).map(|column| format!(";c{column}")).collect();
    let wide = street().replace("voter_id;vote", &format!("voter_id;vote{many}"));
    assert_eq!(selected(wide), selected(street()));
    refused(street().replace("a;1\n", &format!("a;1{}\n", ";x".repeat(1_000_000))), (11, 5), "1000002 cells");
}

#[test]
fn other_systems_files_say_the_same() {
    let as_usual = selected(street());
    assert_eq!(selected(street().replace('\n', "\r\n")), as_usual);
    assert_eq!(selected(street().replace('\n', "\r")), as_usual);
    assert_eq!(selected(format!("\u{feff}{}", street())), as_usual);
    assert_eq!(selected(street().replace("1;60", " 1 ; 60 ").replace("b;1,2", "b; 1 , 2 ")), as_usual);
    assert_eq!(selected(street().replace("1;60", "\"1\";\"60\"").replace("b;1,2", "b;\"1,2\"")), as_usual);
    assert_eq!(selected(street().replace("1;60", "1;60,00").replace("budget;100", "budget;100,0")), as_usual);
    assert_eq!(selected(street().replace('\n', "\n\n")), as_usual);
}

#[test]
fn another_encoding_is_refused_where_it_shows() {
    let latin: Vec<u8> = street().replace("c;2", "c\u{e9};2").chars().map(|c| c as u8).collect();
    refused(latin, (13, 2), "UTF-8");
    let wide: Vec<u8> = street().encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused([&[0xFF, 0xFE][..], &wide].concat(), (1, 1), "UTF-16");
    refused(street().replace("c;2", "\"c;2"), (13, 1), "quote");
}

#[test]
fn decimal_commas_count_exactly() {
    let text = street().replace("1;60", "1;60,01").replace("2;40", "2;39,99");
    let outcome = told(text).expect("an outcome");
    assert_eq!((&outcome["selected"], &outcome["cost"]), (&json!(["2", "1"]), &json!("100")));
    assert_eq!(selected(street().replace("1;60", "1;60,02").replace("2;40", "2;39,99")), Ok(json!(["2"])));
}

#[test]
fn without_votes_or_supporters_shares_buy_nothing() {
    assert_eq!(selected(street().split("a;1").next().expect("text")), Ok(json!([])));
    let unsupported = street().replace("a;1", "a;").replace("b;1,2", "b;").replace("c;2", "c;None");
    for completion in [Completion::None, Completion::Add1, Completion::Add1Integral, Completion::Increase] {
        let options = Options { completion, ..Options::default() };
        assert_eq!(
            by(&options, &unsupported).map(|o| o["selected"].clone()),
            Ok(json!([])),
            "{completion:?}"
        );
    }
}

#[test]
fn a_project_dearer_than_the_budget_is_never_bought() {
    let text = street().replace("1;60", "1;101");
    for rule in [Rule::Greedy, Rule::Mes, Rule::Phragmen, Rule::Maximin, Rule::Bos] {
        let outcome = by(&Options { rule, ..Options::default() }, &text).expect("an outcome");
        assert_eq!(outcome["selected"], json!(["2"]), "{rule:?}");
    }
    let stops =
        by(&Options { rule: Rule::GreedyNoSkip, ..Options::default() }, text.replace("a;1", "a;1\nd;1"));
    assert_eq!(stops.map(|o| o["selected"].clone()), Ok(json!([])));
}

#[test]
fn products_beyond_64_bits_are_right() {
    let large = |amount: u64| (amount * 20_000_000_000_000_000).to_string();
    let text = street()
        .replace("budget;100", &format!("budget;{}", large(100)))
        .replace("1;60", &format!("1;{}", large(60)))
        .replace("2;40", &format!("2;{}", large(40)));
    for rule in [Rule::Greedy, Rule::Mes, Rule::Phragmen, Rule::Maximin, Rule::Bos] {
        for utility in [None, Some(allocation::Utility::Cardinality)] {
            let options = Options { rule, utility, ..Options::default() };
            let small = by(&options, street()).map(|o| o["selected"].clone());
            assert_eq!(by(&options, &text).map(|o| o["selected"].clone()), small, "{rule:?} {utility:?}");
        }
    }
}

#[test]
fn ties_that_last_do_not_make_every_step_be_tried() {
    // Y1 and Y2 tie in every run; W can be paid for only when 200 million units have been added to every share.
    let projects = "X;2700000000\nY1;500000000\nY2;500000000\nW;300000000\n";
    let text = file("budget;4000000000\nvote_type;approval\n", projects, "1;X,Y1,Y2\n2;Y1,Y2\n3;X,W\n4;X\n");
    let mut tried = 0;
    let printed = run(&Options::default(), text.as_bytes(), &mut |runs, _| tried = runs).expect("an outcome");
    let outcome: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(outcome["selected"], json!(["X", "Y1", "Y2", "W"]));
    assert!(tried < 10_000, "{tried}");
}

#[test]
fn huge_points_and_costs_do_not_make_every_step_be_tried() {
    let text = "META\nkey;value\nbudget;4000000000000000000\nvote_type;scoring\nPROJECTS\nproject_id;cost\n\
                1;1500000000000000000\n2;1500000000000000001\n3;1500000000000000000\nVOTES\nvoter_id;vote;points\n\
                a;;\nb;2,3;1,4294967295\n";
    let mut tried = 0;
    let printed = run(&Options::default(), text.as_bytes(), &mut |runs, _| tried = runs).expect("an outcome");
    let outcome: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(outcome["selected"], json!(["3", "2"]));
    assert_eq!(outcome["endowment"], json!("3000000000000000001"));
    assert!(tried < 100_000, "{tried}");
}

#[test]
fn points_have_their_own_troubles() {
    let points = |row: &str| {
        street()
            .replace("approval", "cumulative")
            .replace("voter_id;vote", "voter_id;vote;points")
            .replace("a;1\n", "a;1;3\n")
            .replace("b;1,2", row)
            .replace("c;2", "c;2;1")
    };
    assert!(told(points("b;1,2;2,0.5")).is_ok());
    refused(points("b;1,2;2"), (12, 7), "2 projects and gives 1 points");
    refused(points("b;1,2;2,-1"), (12, 9), "negative");
    refused(points("b;1,2;2,99999999999"), (12, 9), "too large");
    refused(points("b;1;0.0000000001"), (12, 5), "too large");
    refused(street().replace("approval", "cumulative"), (10, 1), "no column points");
}

#[test]
fn knapsack_ballots_stay_within_the_budget() {
    let knapsack = street().replace("approval", "knapsack");
    assert_eq!(selected(&knapsack), selected(street()));
    refused(knapsack.replace("budget;100", "budget;99"), (12, 3), "more than the budget");
}

#[test]
fn ballots_come_from_csv_too() {
    let none = street().split("a;1").next().expect("text").to_owned();
    let read = |csv: &str| {
        let election = read_election(none.as_bytes(), Keep::default()).expect("an election");
        read_ballots(csv.as_bytes(), election, Keep::default())
    };
    let own = read_election(street().as_bytes(), Keep::default()).expect("an election");
    for csv in
        ["vote\n1\n\"1,2\"\n2\n", "voter_id;vote\nb;1,2\nc;2\na;1\n", "vote\tvoters\n1\t1\n1,2\t1\n2\t1\n"]
    {
        let election = read(csv).expect("ballots");
        assert_eq!((election.votes(), election.ballots.voters()), (own.votes(), 3), "{csv}");
    }
    assert_eq!(read("vote,voters\n1,200\n2,100\n").expect("ballots").votes(), [200, 100]);
    let place = |csv: &str| read(csv).map(|_| ()).map_err(|e| (e.line, e.column, e.problem));
    assert_eq!(place("vote\n1\n9\n"), Err((3, 1, Problem::UnknownProject("9".into()))));
    assert_eq!(place("vote,voters\n1,0\n"), Err((2, 3, Problem::Weight)));
    assert!(matches!(place("1\n2\n"), Err((1, 1, Problem::MissingColumn { .. }))));
}

#[test]
fn an_outcome_to_check_must_be_one_of_this_election() {
    let check = |outcome: &str| {
        verify(street().as_bytes(), outcome.as_bytes(), None, Default::default()).map_err(|e| e.to_string())
    };
    assert!(check(r#"{"selected": ["1", "2"]}"#).expect("findings").contains("\"feasible\""));
    assert!(check(r#"{"selected": ["3"]}"#).expect_err("an error").contains("\"3\""));
    assert!(check(r#"{"selected": ["1", "1"]}"#).expect_err("an error").contains("\"1\""));
    assert!(
        check("{\"selected\":\n [1]}").expect_err("an error").starts_with("the outcome at line 2, column")
    );
}

#[test]
fn what_is_found_too_large_by_a_rule_is_named_where_it_stands() {
    // One voter of four would have to be given all the money, and so would the others.
    let huge = file(
        "budget;4000000000000000000\nvote_type;approval\n",
        "1;3900000000000000000\n2;1\n",
        "a;1\nb;2\nc;2\nd;\n",
    );
    refused(&huge, (3, 8), "too large to be computed exactly");
    let points = "META\nkey;value\nbudget;9\nvote_type;scoring\nPROJECTS\nproject_id;cost\n1;9\n\
                  VOTES\nvoter_id;vote;points;voters\na;1;4000000000;4000000000\n";
    refused(points, (9, 15), "points are too large");
}
