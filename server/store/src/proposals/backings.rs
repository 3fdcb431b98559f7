//! Supports of several people, written together.

use crate::conn::Executor;
use crate::{Result, Tx, sql};
use domain::Time;
use domain::ids::{AccountId, ProposalId};
use sea_orm::{ConnectionTrait, DbBackend, Value};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use uuid::Uuid;

/// A support that an account gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backing {
    pub proposal: ProposalId,
    pub account: AccountId,
    pub at: Time,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backed {
    /// It is there now: the count with it, and with those before it in the same call.
    Added(u32),
    /// It was there already: the count.
    Already(u32),
    /// The proposal is not there, or is part of another.
    Merged,
}

/// Adds each support, as one after the other would be; in four statements where no proposal has more than another.
///
/// # Errors
/// `Missing` where one of the accounts is not there: none is added then.
pub async fn support_all(tx: &Tx, wanted: &[Backing]) -> Result<Vec<Backed>> {
    let mut counts = hold_all(tx, wanted).await?;
    let held: Vec<_> = wanted.iter().filter(|backing| counts.contains_key(&backing.proposal)).collect();
    let mut added = insert(tx, &held).await?;
    let mut more: BTreeMap<ProposalId, u32> = BTreeMap::new();
    let became = wanted
        .iter()
        .map(|backing| match counts.get_mut(&backing.proposal) {
            None => Backed::Merged,
            // Of one person's calls side by side the first added it.
            Some(count) if added.remove(&(backing.proposal, backing.account)) => {
                *count += 1;
                *more.entry(backing.proposal).or_default() += 1;
                Backed::Added(*count)
            }
            Some(count) => Backed::Already(*count),
        })
        .collect();
    let mut by_number: BTreeMap<u32, Vec<ProposalId>> = BTreeMap::new();
    more.into_iter().for_each(|(proposal, n)| by_number.entry(n).or_default().push(proposal));
    for (n, proposals) in by_number {
        let sql = format!(
            "UPDATE proposals SET support_count = support_count + ? WHERE id IN ({})",
            sql::marks(proposals.len())
        );
        let mut values = vec![sql::int(n).into()];
        values.extend(proposals.iter().map(|id| Value::from(id.0)));
        sql::run(tx, &sql, values).await?;
    }
    Ok(became)
}

/// Holds the proposals until the transaction ends, in the order of their ids as everyone does who holds several, and
/// gives the counts that stand. Those that are part of another are left out.
async fn hold_all(tx: &Tx, wanted: &[Backing]) -> Result<BTreeMap<ProposalId, u32>> {
    let ids: BTreeSet<_> = wanted.iter().map(|backing| backing.proposal).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    // SQLite's transaction has the one write lock already.
    let lock = match tx.exec().get_database_backend() {
        DbBackend::Postgres => " FOR NO KEY UPDATE",
        _ => "",
    };
    let sql = format!(
        "SELECT id, support_count FROM proposals WHERE id IN ({}) AND merged_into IS NULL ORDER BY id{lock}",
        sql::marks(ids.len())
    );
    let rows = sql::all(tx, &sql, ids.iter().map(|id| id.0.into()).collect()).await?;
    rows.iter()
        .map(|row| Ok((ProposalId(sql::get(row, "id")?), sql::count(sql::get(row, "support_count")?))))
        .collect()
}

/// Which rows were not there yet.
async fn insert(tx: &Tx, wanted: &[&Backing]) -> Result<HashSet<(ProposalId, AccountId)>> {
    if wanted.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = format!(
        "INSERT INTO supports (proposal_id, account_id, created_at) VALUES {} ON CONFLICT DO NOTHING \
         RETURNING proposal_id, account_id",
        vec!["(?, ?, ?)"; wanted.len()].join(", ")
    );
    let values = wanted
        .iter()
        .flat_map(|backing| [Value::from(backing.proposal.0), backing.account.0.into(), backing.at.0.into()]);
    let rows = sql::all(tx, &sql, values.collect()).await?;
    rows.iter()
        .map(|row| {
            let (proposal, account): (Uuid, Uuid) =
                (sql::get(row, "proposal_id")?, sql::get(row, "account_id")?);
            Ok((ProposalId(proposal), AccountId(account)))
        })
        .collect()
}
