//! The change feed: indexes in memory follow the audit events, whoever wrote them and however late they commit.

use domain::ids::ProposalId;
use domain::taxonomy::{Stage, Theme};
use service::board::Board;
use std::time::Duration;
use store::Tx;
use store::audit::Event;
use store::proposals::NewProposal;
use tests::{Database, Place, on_both};
use tokio::task::JoinSet;

on_both![
    another_servers_write_is_seen,
    an_own_write_is_seen_at_once_while_another_writes_on,
    what_was_seen_is_not_followed_again_while_another_writes_on,
    no_event_is_lost_while_writers_race_the_reader,
];

async fn another_servers_write_is_seen(place: Place) {
    let other = place.another_server(None).await;
    let idea = place.idea("Benches on Mill Lane").create().await;
    assert!(!other.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
    other.service().catch_up().await.expect("caught up");
    assert!(other.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
    let fay = other.facilitator("Fay").await;
    let form = [("reason", "It insults people")];
    let _ = fay.post_form(&format!("/proposals/{idea}/hide"), &form).await.expect(303);
    place.service().catch_up().await.expect("caught up");
    assert!(place.service().board(Board::is_empty));
}

fn event(place: &Place, action: &'static str, idea: ProposalId) -> Event {
    Event {
        at: place.now(),
        actor: None,
        action,
        subject: "proposal",
        subject_id: Some(idea.0),
        before: None,
        after: None,
    }
}

/// Writes an idea and its event in a transaction that is left open.
async fn begin(place: &Place, n: u64) -> (ProposalId, Tx) {
    let id = ProposalId(place.fresh_id());
    let tx = place.store().begin().await.expect("a transaction");
    let new = NewProposal {
        id,
        external_id: None,
        author: None,
        title: format!("Idea {n}"),
        body: "Written while others write.".into(),
        theme: Theme::Green,
        stage: Stage::Open,
        point: None,
        neighbourhood: None,
        created_at: place.now(),
    };
    store::proposals::create(&tx, new).await.expect("an idea");
    store::audit::write(&tx, event(place, "created", id)).await.expect("an event");
    (id, tx)
}

/// As [`begin`], and commits after a while.
async fn write_slowly(place: &Place, n: u64, open_for: Duration) -> ProposalId {
    let (id, tx) = begin(place, n).await;
    tokio::time::sleep(open_for).await;
    tx.commit().await.expect("committed");
    id
}

async fn an_own_write_is_seen_at_once_while_another_writes_on(place: Place) {
    // SQLite has one writer at a time: there the other has done before ours begins.
    let other = place.another_server(None).await;
    let writing = tokio::spawn(async move { write_slowly(&other, 1, Duration::from_millis(400)).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    place.idea("Benches on Mill Lane").create().await;
    assert!(place.anonymous().get("/").await.expect(200).shows("Benches on Mill Lane"));
    let late = writing.await.expect("written");
    place.service().catch_up().await.expect("caught up");
    assert!(place.service().board(|board| board.get(late).is_some()));
}

async fn what_was_seen_is_not_followed_again_while_another_writes_on(place: Place) {
    let other = place.another_server(None).await;
    let (late, writing) = begin(&other, 0).await;
    let mut writing = Some(writing);
    // SQLite has one writer at a time: there the other has done before the rest begins.
    if place.database() == Database::Sqlite {
        commit(&mut writing).await;
    }
    // More than are read at a time, and one after them.
    let (busy, tx) = begin(&other, 1).await;
    let talk = (0..1_100).map(|_| event(&other, "commented", busy)).collect();
    store::audit::write_all(&tx, talk).await.expect("events");
    tx.commit().await.expect("committed");
    let (last, tx) = begin(&other, 2).await;
    tx.commit().await.expect("committed");
    let seen = |id: ProposalId| place.service().board(|board| board.get(id).is_some());
    place.service().catch_up().await.expect("caught up");
    assert!(seen(busy) && seen(last));
    assert_eq!(seen(late), writing.is_none());
    let revision = place.service().board(Board::revision);
    place.service().catch_up().await.expect("caught up");
    assert_eq!(place.service().board(Board::revision), revision, "nothing is new");
    commit(&mut writing).await;
    place.service().catch_up().await.expect("caught up");
    assert!(seen(late) && seen(busy) && seen(last));
}

async fn commit(open: &mut Option<Tx>) {
    if let Some(tx) = open.take() {
        tx.commit().await.expect("committed");
    }
}

async fn no_event_is_lost_while_writers_race_the_reader(place: Place) {
    // Building the index of words would take the reader all of the race.
    place.service().clone().warm_up().await;
    let writer = place.another_server(Some(Duration::from_secs(30))).await;
    let mut writers = JoinSet::new();
    for w in 0..6_u64 {
        let writer = writer.clone();
        writers.spawn(async move {
            let mut written = Vec::new();
            for n in 0..8 {
                // Short and long ones, so that later numbers commit before earlier ones.
                let open_for = Duration::from_millis((w * 7 + n * 13) % 23);
                written.push(write_slowly(&writer, w * 100 + n, open_for).await);
            }
            written
        });
    }
    let mut written = Vec::new();
    let mut reads = 0_u32;
    loop {
        tokio::select! {
            biased;
            done = writers.join_next() => match done {
                Some(ids) => written.extend(ids.expect("written")),
                None => break,
            },
            read = place.service().catch_up() => {
                read.expect("caught up");
                reads += 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    }
    place.service().catch_up().await.expect("caught up");
    assert!(reads > 5, "the reader raced the writers only {reads} times");
    let lost: Vec<_> =
        written.iter().filter(|id| place.service().board(|board| board.get(**id).is_none())).collect();
    assert!(lost.is_empty(), "{} of {} were lost: {lost:?}", lost.len(), written.len());
}
