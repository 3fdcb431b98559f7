//! Plain ballots are taken straight from the bytes; where voters are kept, each row is read with all care. Both must say
//! the same of any line.

use allocation::Election;
use allocation::pabulib::{Keep, ReadError, read_election};

/// What a ballot may be in: a kind, its projects' ids, the columns, and lines.
const FILES: [(&str, &[&str], &str, &[&str]); 5] = [
    (
        "approval",
        &["1", "10", "2", "none", "a,b", "12345678", "1234567890123456", "é"],
        "voter_id;vote;age;sex",
        &[
            "1;1,10;5;F",
            "2;10,1,10;5;F",
            "3;;5;F",
            "4;none;5;F",
            "x;2;;",
            ";2;;",
            ";;;",
            "VOTES;2;;",
            "5;2",
            "6;é,1;5;ż",
            "7;12345678,1234567890123456;5;F",
            "8;\"1,2\";5;F",
            "9; 1 , 2;5;F",
            "10;1,;5;F",
            "11;,1;5;F",
            "12;1;5;F;;",
            "13;1;5;F\r",
            "14;a,b;5;F",
            "15;3;5;F",
            "16;1;5;F;more",
            "17;1\0;5;F",
            "18;1;5;\"",
            "19;1;\"5\";F",
            "meta;;;",
            "20;123456789;5;F",
            "votes;;;",
        ],
    ),
    (
        "cumulative",
        &["10", "11", "12"],
        "voter_id;age;vote;sex;points",
        &[
            "1;5;10,12;F;3,1",
            "2;5;12,10;F;1,3",
            "3;5;10;F;",
            "4;5;;F;",
            "5;5;10;F;1.5",
            "6;5;10,11;F;3",
            "7;5;10,10;F;1,2",
            "8;5;11;F;1234567890",
            "9;5;11;F;none",
            "10;5;11;F;0",
            "11;5;11;F;2;",
            "12;5;11;F;2;x",
            "13;5;11;F;2 ",
            "14;5;11",
            "15;5;11;F;-1",
            "16;5;11;F;1,,2",
        ],
    ),
    (
        "ordinal",
        &["L1", "L2", "L3"],
        "vote",
        &["L2,L1", "L3", "", "L1,L2,L1", "L4", "L1;", "VOTES", "L3,L2,L1"],
    ),
    ("choose-1", &["VOTES", "1"], "vote;voter_id", &["VOTES;", "VOTES;1", "1;VOTES", "1", "1;2;3", ";"]),
    ("approval", &["1", "2"], "points;vote;voters", &["5;1;3", "5;2;0", "5;1,2;1"]),
];

fn file(kind: &str, ids: &[&str], columns: &str, lines: &[&str]) -> String {
    let projects: String = ids.iter().map(|id| format!("\"{id}\";7\n")).collect();
    format!(
        "META\nkey;value\nbudget;9\nvote_type;{kind}\nPROJECTS\nproject_id;cost\n{projects}VOTES\n{columns}\n{}\n",
        lines.join("\n")
    )
}

/// All that is read of the ballots, or what is wrong with them.
fn read(text: &str, voters: bool) -> Result<String, ReadError> {
    let said = |election: Election| {
        let ballots = &election.ballots;
        let classes =
            (0..ballots.len()).map(|c| (ballots.projects(c), ballots.points(c), ballots.weights()[c]));
        format!("{} {:?}", ballots.voters(), classes.collect::<Vec<_>>())
    };
    read_election(text.as_bytes(), Keep { voters }).map(said)
}

#[test]
fn any_line_is_read_as_with_all_care() {
    for (kind, ids, columns, lines) in FILES {
        for line in lines {
            for others in [&[*line][..], &[lines[0], line, lines[0]]] {
                let text = file(kind, ids, columns, others);
                for text in [text.replace('\n', "\r\n"), text] {
                    assert_eq!(read(&text, false), read(&text, true), "{text}");
                }
            }
        }
    }
}

#[test]
fn ballots_are_the_same_with_few_projects_and_with_many() {
    for count in [2_usize, 60, 64, 65, 128, 129, 500, 520, 2_000] {
        let ids: Vec<String> = (0..count).map(|id| id.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        for (kind, columns) in [("approval", "voter_id;vote"), ("ordinal", "voter_id;vote")] {
            let ballot = |from: usize, step: usize| {
                let mut ids: Vec<&str> =
                    ids.iter().copied().cycle().skip(from).step_by(step).take(9).collect();
                if kind == "ordinal" {
                    ids = ids
                        .iter()
                        .enumerate()
                        .filter(|(at, id)| !ids[..*at].contains(*id))
                        .map(|(_, id)| *id)
                        .collect();
                }
                format!("{from};{}", ids.join(","))
            };
            let lines: Vec<String> = (0..200).map(|at| ballot(at * 7, 1 + at % 11)).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let text = file(kind, &ids, columns, &lines);
            assert!(read(&text, false).is_ok());
            assert_eq!(read(&text, false), read(&text, true), "{kind}, {count} projects");
        }
    }
}

#[test]
fn lines_on_the_edges_of_the_buffer_are_read_whole() {
    for padding in 0..70 {
        let lines: Vec<String> =
            (0..5_000).map(|at| format!("{at};{};ż", ["1,10", "10", "1"][at % 3])).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let text = file("approval", &["1", "10"], "voter_id;vote;who", &lines);
        let text = text.replacen("budget", &format!("{};\nbudget", "x".repeat(padding)), 1);
        assert_eq!(read(&text, false), read(&text, true), "{padding}");
    }
}
