//! `/health` and `/ready`

use domain::Time;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoreOptions};
use tests::{Browser, Clock, Cluster, Place, on_both};

on_both![a_place_that_runs_is_live_and_ready];

async fn a_place_that_runs_is_live_and_ready(place: Place) {
    let watcher = place.anonymous();
    assert_eq!(watcher.get("/health").await.expect(200).text, "ok\n");
    assert_eq!(watcher.get("/ready").await.expect(200).text, "ready\n");
}

/// On a cluster of its own, since it is taken away under the server.
#[test]
fn a_database_that_is_away_is_said_plainly_and_comes_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let cluster = Cluster::start();
        cluster.create_empty("fulcrum");
        let mut options = StoreOptions::new(cluster.url("fulcrum"));
        options.patience = Duration::from_millis(500);
        let store = Store::connect(&options).await.expect("a store");
        let early = service::Service::start(store.clone(), Arc::new(Clock::default())).await;
        assert!(early.is_err(), "a place must be migrated before it is served");
        store.migrate().await.expect("migrated");
        let clock = Arc::new(Clock::default());
        let service = service::Service::start(store, Arc::<Clock>::clone(&clock)).await.expect("a service");
        let browser = Browser::visiting(service);
        let _ = browser.get("/ready").await.expect(200);

        cluster.stop();
        let _ = browser.get("/health").await.expect(200);
        let _ = browser.get("/ready").await.expect(503);
        browser.set_cookie("fulcrum", "AAAAAAAAAAAAAAAAAAAAAA");
        for (path, form) in [
            ("/sign-in", [("email", "a@example.org"), ("password", "three words together")]),
            ("/sign-up", [("email", "a@example.org"), ("display_name", "Ana")]),
            ("/proposals/01900000-0000-7000-8000-000000000000", [("body", "hello"), ("", "")]),
        ] {
            let answer = browser.post_form(path, &form).await.expect(503);
            assert_eq!(answer.header("retry-after"), "10", "{path}");
            assert!(answer.shows("We cannot reach our records just now"), "{path}: {}", answer.text);
        }
        let _ = browser.get("/proposals/01900000-0000-7000-8000-000000000000").await.expect(503);

        cluster.resume();
        clock.forward(Time::SECOND);
        let _ = browser.get("/ready").await.expect(200);
        let _ = browser.get("/").await.expect(200);
    });
}
