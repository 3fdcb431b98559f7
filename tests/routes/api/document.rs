//! `/api/openapi.json`

use serde_json::Value;
use std::collections::BTreeSet;
use tests::{Place, on_both};

on_both![the_document_lists_every_call];

async fn the_document_lists_every_call(place: Place) {
    let answer = place.anonymous().get("/api/openapi.json").await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let document = answer.json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")));
    let paths = document["paths"].as_object().expect("paths");
    let mut calls = BTreeSet::new();
    for (path, methods) in paths {
        for (method, call) in methods.as_object().expect("methods") {
            calls.insert(format!("{} {path}", method.to_uppercase()));
            let problem =
                &call["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{method} {path}");
            let writes = method != "get" && !path.ends_with("/session") && !path.ends_with("/accounts");
            assert_eq!(call["security"][0]["session"].is_array(), writes, "{method} {path}");
        }
    }
    let expected = [
        "DELETE /api/v1/proposals/{id}/support",
        "DELETE /api/v1/session",
        "GET /api/v1/institutions",
        "GET /api/v1/institutions/{slug}",
        "GET /api/v1/modules",
        "GET /api/v1/modules/{slug}",
        "GET /api/v1/places",
        "GET /api/v1/places/at",
        "GET /api/v1/proposals",
        "GET /api/v1/proposals.geojson",
        "GET /api/v1/proposals/similar",
        "GET /api/v1/proposals/{id}",
        "GET /api/v1/proposals/{id}/comments",
        "GET /api/v1/proposals/{id}/matches",
        "POST /api/v1/accounts",
        "POST /api/v1/proposals",
        "POST /api/v1/proposals/{id}/comments",
        "POST /api/v1/proposals/{id}/responses",
        "POST /api/v1/session",
        "PUT /api/v1/proposals/{id}/support",
    ];
    assert_eq!(calls.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    let themes = &document["components"]["schemas"]["Theme"]["enum"];
    assert_eq!(themes.as_array().map(Vec::len), Some(16));
    assert_eq!(dangling(&document, &document), Vec::<String>::new());
}

/// References to schemas that are not there.
fn dangling(value: &Value, document: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value.as_str().and_then(|to| to.strip_prefix('#')) {
                Some(to) if name == "$ref" && document.pointer(to).is_none() => vec![to.to_owned()],
                _ => dangling(value, document),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| dangling(item, document)).collect(),
        _ => Vec::new(),
    }
}
