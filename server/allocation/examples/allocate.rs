//! `allocate FILE.pb [RULE [COMPLETION [text|json [explain [VOTER]]]]]`: the command's library without the program around it.

use std::fs::File;
use std::process::ExitCode;

use allocation::command::{CommandError, Options, run};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(file) = args.first() else { return ExitCode::from(2) };
    let word = |at: usize, usual: &str| serde_json::Value::from(args.get(at).map_or(usual, String::as_str));
    let options = || -> Result<Options, serde_json::Error> {
        Ok(Options {
            rule: serde_json::from_value(word(1, "mes"))?,
            completion: serde_json::from_value(word(2, "add1"))?,
            format: serde_json::from_value(word(3, "text"))?,
            explain: args.len() > 4,
            voter: args.get(5).cloned(),
            compare: Some(Default::default()),
            ..Options::default()
        })
    };
    let printed = options().map_err(|e| e.to_string()).and_then(|options| {
        let file = File::open(file).map_err(|e| e.to_string())?;
        run(&options, file, &mut |_, _| {}).map_err(|e: CommandError| e.to_string())
    });
    match printed {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
