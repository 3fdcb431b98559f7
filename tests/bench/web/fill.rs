//! Fills a database with people and what they do, in bulk and through the store: accounts, supports, comments, each
//! with its audit event, and a session for each account.
//!
//! usage: fill DATABASE_URL FOLDER. The folder gets `sessions` (a cookie a line) and `targets` (ideas that none of
//! the accounts backs, an id a line): what the load goes by. The same every time.

use app::web::who::ACCOUNT;
use domain::Time;
use domain::ids::{AccountId, CommentId, ProposalId};
use domain::taxonomy::Role;
use serde_json::json;
use server::shell::Machine;
use service::Shell;
use std::collections::HashMap;
use std::path::Path;
use store::audit::Event;
use store::people::NewAccount;
use store::proposals::NewComment;
use store::sessions::Session;
use store::{Store, StoreOptions, Tx};
use time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};

const ACCOUNTS: usize = 6_000;
const SUPPORTS: usize = 20_000;
const COMMENTS: usize = 5_000;
/// Ideas left for the load to back.
const TARGETS: usize = 40;
const SAYINGS: [&str; 5] = [
    "This would help my mother, who stopped going out when the bench went.",
    "Who would look after it in winter? I could take a Saturday in four.",
    "There is something like it near the station, and it is full every evening.",
    "Please ask the school first: their gate is locked from six o'clock.",
    "Count me in. I have tools, a van on Sundays and two strong nephews.",
];

type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Done {
    let mut args = std::env::args().skip(1);
    let (Some(url), Some(folder)) = (args.next(), args.next()) else {
        return Err("usage: fill DATABASE_URL FOLDER".into());
    };
    let (store, clock) = (Store::connect(&StoreOptions::new(url)).await?, Machine::default());
    let mut ideas: Vec<ProposalId> =
        store::proposals::board(&store).await?.into_iter().map(|row| row.id).collect();
    ideas.sort();
    let targets = ideas.split_off(ideas.len().checked_sub(TARGETS).ok_or("too few ideas")?);
    let tx = store.begin().await?;
    let people = people(&tx, &clock).await?;
    supports(&tx, &clock, &ideas, &people).await?;
    comments(&tx, &clock, &ideas, &people).await?;
    let sessions = sessions(&tx, &people).await?;
    tx.commit().await?;
    let lines = |ids: &[ProposalId]| ids.iter().map(|id| format!("{id}\n")).collect::<String>();
    std::fs::write(Path::new(&folder).join("targets"), lines(&targets))?;
    std::fs::write(Path::new(&folder).join("sessions"), sessions)?;
    store.close().await?;
    Ok(())
}

async fn people(tx: &Tx, clock: &Machine) -> Done<Vec<AccountId>> {
    let mut people = Vec::with_capacity(ACCOUNTS);
    for n in 0..ACCOUNTS {
        let id = AccountId(clock.fresh_id());
        let new = NewAccount {
            id,
            external_id: None,
            email: format!("neighbour-{n}@example.org"),
            password_hash: "!".to_owned(),
            display_name: format!("Neighbour {n}"),
            role: Role::Resident,
            demo: false,
            created_at: clock.now(),
        };
        store::people::create(tx, new).await?;
        people.push(id);
    }
    Ok(people)
}

/// A few ideas have hundreds, most have two or three.
async fn supports(tx: &Tx, clock: &Machine, ideas: &[ProposalId], people: &[AccountId]) -> Done {
    let (mut done, mut n) = (0, 0_u64);
    while done < SUPPORTS {
        n += 1;
        let chance = f64::from(u32::try_from(mix(n) >> 32)?) / f64::from(u32::MAX);
        let idea = ideas[((chance.powi(3) * ideas.len() as f64) as usize).min(ideas.len() - 1)];
        let person = people[(mix(n + 1_000_003) % people.len() as u64) as usize];
        if store::proposals::support(tx, idea, person, clock.now()).await?.is_some() {
            note(tx, clock, "supported", idea, person).await?;
            done += 1;
        }
    }
    Ok(())
}

async fn comments(tx: &Tx, clock: &Machine, ideas: &[ProposalId], people: &[AccountId]) -> Done {
    for n in 0..COMMENTS {
        let (proposal, author) = (ideas[n * 7 % ideas.len()], people[n * 11 % people.len()]);
        let new = NewComment {
            id: CommentId(clock.fresh_id()),
            proposal,
            author: Some(author),
            body: SAYINGS[n % SAYINGS.len()].to_owned(),
            created_at: clock.now(),
        };
        store::proposals::comment_on(tx, new).await?;
        note(tx, clock, "commented", proposal, author).await?;
    }
    Ok(())
}

async fn sessions(tx: &Tx, people: &[AccountId]) -> Done<String> {
    let mut cookies = String::new();
    for person in people {
        let expiry_date = OffsetDateTime::now_utc() + Duration::days(30);
        let data = HashMap::from([(ACCOUNT.to_owned(), json!(person))]);
        let record = Record { id: Id::default(), data, expiry_date };
        let session = Session {
            id: record.id.to_string(),
            account: Some(*person),
            data: serde_json::to_string(&record)?,
            expires_at: Time(expiry_date.unix_timestamp() * Time::SECOND),
        };
        store::sessions::create(tx, &session).await?;
        cookies += &format!("fulcrum={}\n", record.id);
    }
    Ok(cookies)
}

async fn note(tx: &Tx, clock: &Machine, action: &'static str, idea: ProposalId, actor: AccountId) -> Done {
    let (at, subject_id) = (clock.now(), Some(idea.0));
    let event =
        Event { at, actor: Some(actor), action, subject: "proposal", subject_id, before: None, after: None };
    Ok(store::audit::write(tx, event).await?)
}

/// Numbers without an order, the same every time (SplitMix64).
fn mix(n: u64) -> u64 {
    let z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
