//! Makes a function of every message in `messages/en/*.ftl`, so that a missing key or argument does not compile.
//!
//! Another language is a folder beside `en`. What it lacks is said in English and listed as a warning; a key or
//! argument that English does not have stops the build.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A message: its text for the documentation, its arguments in order of appearance, its text where it has none.
struct Known {
    shown: String,
    args: Vec<String>,
    plain: Option<String>,
}

type Catalogue = BTreeMap<String, Known>;

fn main() {
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return;
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("messages");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut languages: Vec<String> = fs::read_dir(&root)
        .expect("app/messages is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != "en")
        .collect();
    languages.sort();
    languages.insert(0, "en".to_owned());
    let catalogues: Vec<(String, Catalogue, String)> = languages
        .iter()
        .map(|language| {
            let text = read(&root.join(language));
            (language.clone(), parse(language, &text), text)
        })
        .collect();
    check(&catalogues);
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    for (language, _, text) in &catalogues {
        fs::write(out.join(format!("{language}.ftl")), text).expect("OUT_DIR can be written");
    }
    fs::write(out.join("messages.rs"), generate(&catalogues)).expect("OUT_DIR can be written");
}

/// Every `.ftl` of a language, in order of name.
fn read(folder: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a language is a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "ftl"))
        .collect();
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).expect("a message file reads") + "\n").collect()
}

fn parse(language: &str, text: &str) -> Catalogue {
    let resource: Resource<&str> = match fluent_syntax::parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("messages/{language}: {errors:?}"),
    };
    let mut catalogue = Catalogue::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let known = known(message);
                let id = message.id.name.to_owned();
                assert!(
                    catalogue.insert(id, known).is_none(),
                    "messages/{language}: {} is there twice",
                    message.id.name
                );
            }
            Entry::Junk { content } => panic!("messages/{language} does not read:\n{content}"),
            _ => {}
        }
    }
    catalogue
}

fn known(message: &Message<&str>) -> Known {
    let pattern = message.value.as_ref().unwrap_or_else(|| panic!("{} has no text", message.id.name));
    let mut args = Vec::new();
    variables(pattern, &mut args);
    let plain = match pattern.elements.as_slice() {
        [] => Some(String::new()),
        elements => elements
            .iter()
            .map(|element| match element {
                PatternElement::TextElement { value } => Some((*value).to_owned()),
                PatternElement::Placeable { .. } => None,
            })
            .collect(),
    };
    let mut shown = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => shown.push_str(value),
            PatternElement::Placeable { .. } => shown.push('…'),
        }
    }
    Known { shown, args, plain }
}

fn variables(pattern: &Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut Vec<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                variables(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } if !found.iter().any(|name| name == id.name) => {
            found.push(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, found);
            }
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn check(catalogues: &[(String, Catalogue, String)]) {
    let (_, english, _) = &catalogues[0];
    for (language, catalogue, _) in &catalogues[1..] {
        for (id, known) in catalogue {
            let own =
                english.get(id).unwrap_or_else(|| panic!("messages/{language}: {id} is not in English"));
            let strange: Vec<_> = known.args.iter().filter(|arg| !own.args.contains(arg)).collect();
            assert!(
                strange.is_empty(),
                "messages/{language}: {id} uses {strange:?}, which English does not have"
            );
        }
        let missing = english.keys().filter(|id| !catalogue.contains_key(*id)).count();
        if missing > 0 {
            println!("cargo::warning=messages/{language}: {missing} messages are still said in English");
        }
    }
}

fn generate(catalogues: &[(String, Catalogue, String)]) -> String {
    let (_, english, _) = &catalogues[0];
    let mut code = String::from("// Made by build.rs from messages/*.ftl.\n\n");
    let _ = writeln!(
        code,
        "/// Languages there are messages in; English first.\npub const LANGUAGES: &[(&str, &str)] = &["
    );
    for (language, ..) in catalogues {
        let _ = writeln!(
            code,
            "    ({language:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{language}.ftl\"))),"
        );
    }
    code.push_str("];\n\n");
    for (id, known) in english {
        let name = id.replace('-', "_");
        let _ =
            writeln!(code, "/// {}", known.shown.replace('\n', " ").replace("[", "\\[").replace("]", "\\]"));
        if known.plain.is_some()
            && catalogues.iter().all(|(_, c, _)| c.get(id).is_none_or(|k| k.plain.is_some()))
        {
            let texts: Vec<_> = catalogues
                .iter()
                .map(|(_, c, _)| {
                    format!("{:?}", c.get(id).unwrap_or(known).plain.clone().unwrap_or_default())
                })
                .collect();
            let _ = writeln!(
                code,
                "#[must_use]\npub fn {name}() -> &'static str {{\n    plain(&[{}])\n}}\n",
                texts.join(", ")
            );
        } else {
            let lifetime = if known.args.is_empty() { "" } else { "<'a>" };
            let params: Vec<_> = known
                .args
                .iter()
                .map(|arg| format!("{}: impl Into<FluentValue<'a>>", arg.replace('-', "_")))
                .collect();
            let pairs: Vec<_> =
                known.args.iter().map(|arg| format!("({arg:?}, {}.into())", arg.replace('-', "_"))).collect();
            let _ = writeln!(
                code,
                "#[must_use]\npub fn {name}{lifetime}({}) -> String {{\n    said({id:?}, [{}])\n}}\n",
                params.join(", "),
                pairs.join(", ")
            );
        }
    }
    code
}
