//! Matches with their reasons: suggested by the matcher, confirmed or dismissed by people.

use crate::sql::{self, Row};
use crate::{Conn, Result, Tx};
use domain::Time;
use domain::ids::{AccountId, InstitutionId, LeverId, ModuleId, ProposalId};
use domain::institutions::{LeverMatch, ModuleMatch};
use domain::reason::Reason;
use domain::taxonomy::{MatchStatus, Theme};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A match as the matcher suggests it.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested<Id> {
    pub id: Id,
    pub score: f64,
    pub reasons: Vec<Reason>,
}

/// The levers matched to a proposal: confirmed first, then by score; dismissed ones last, with why.
///
/// # Errors
/// As the database fails.
pub async fn levers(c: &impl Conn, proposal: ProposalId) -> Result<Vec<LeverMatch>> {
    let sql = "SELECT m.*, l.title, l.kind, i.slug, i.name, i.answer_days FROM lever_matches m \
               JOIN levers l ON l.id = m.lever_id JOIN institutions i ON i.id = m.institution_id \
               WHERE m.proposal_id = ? ORDER BY CASE m.status WHEN 'confirmed' THEN 0 WHEN 'suggested' THEN 1 ELSE 2 \
               END, m.score DESC, l.title";
    sql::all(c, sql, vec![proposal.0.into()]).await?.iter().map(lever).collect()
}

/// The modules matched to a proposal, best first, without anyone's progress.
///
/// # Errors
/// As the database fails.
pub async fn modules(c: &impl Conn, proposal: ProposalId) -> Result<Vec<ModuleMatch>> {
    let sql = "SELECT m.module_id, m.score, m.reasons, d.slug, d.title, d.minutes, d.strand, d.skills \
               FROM module_matches m JOIN modules d ON d.id = m.module_id \
               WHERE m.proposal_id = ? ORDER BY m.score DESC, d.title";
    sql::all(c, sql, vec![proposal.0.into()]).await?.iter().map(module).collect()
}

/// The proposals a module was matched to that can be seen and are not over, those it helps most first, at most `limit`; and how many there are
/// in all.
///
/// # Errors
/// As the database fails.
pub async fn needing(c: &impl Conn, module: ModuleId, limit: u32) -> Result<(Vec<ProposalId>, u32)> {
    let sql = format!(
        "SELECT m.proposal_id, COUNT(*) OVER () AS total FROM module_matches m JOIN proposals p ON p.id = m.proposal_id \
         WHERE m.module_id = ? AND p.hidden_at IS NULL AND p.merged_into IS NULL AND p.stage NOT IN ('draft', 'done', 'declined') \
         ORDER BY m.score DESC, p.support_count DESC, p.created_at DESC LIMIT {limit}"
    );
    let rows = sql::all(c, &sql, vec![module.0.into()]).await?;
    let total = rows.first().map_or(Ok(0), |row| sql::get::<i64>(row, "total"))?;
    let ids = rows.iter().map(|row| Ok(ProposalId(sql::get(row, "proposal_id")?))).collect::<Result<_>>()?;
    Ok((ids, u32::try_from(total).unwrap_or(0)))
}

/// Why a module was matched to a proposal; `None` where it was not.
///
/// # Errors
/// As the database fails.
pub async fn why_module(
    c: &impl Conn,
    proposal: ProposalId,
    module: ModuleId,
) -> Result<Option<Vec<Reason>>> {
    let sql = "SELECT reasons FROM module_matches WHERE proposal_id = ? AND module_id = ?";
    let row = sql::one(c, sql, vec![proposal.0.into(), module.0.into()]).await?;
    row.map(|row| sql::from_json("reasons", &sql::get::<String>(&row, "reasons")?)).transpose()
}

/// Puts the matcher's suggestions in place of its earlier ones. What people confirmed or dismissed stays as it is,
/// with the reasons it had; a suggestion that is there already keeps the moment it was first made.
///
/// # Errors
/// `Missing` where a lever or module has gone in the meantime.
pub async fn replace(
    tx: &Tx,
    proposal: ProposalId,
    levers: &[(Suggested<LeverId>, InstitutionId)],
    modules: &[Suggested<ModuleId>],
    now: Time,
) -> Result<()> {
    let kept = levers.iter().map(|(s, _)| s.id.0);
    let sql = format!(
        "DELETE FROM lever_matches WHERE proposal_id = ? AND status = 'suggested'{}",
        if levers.is_empty() {
            String::new()
        } else {
            format!(" AND lever_id NOT IN ({})", sql::marks(levers.len()))
        }
    );
    let mut values = vec![proposal.0.into()];
    values.extend(kept.map(Into::into));
    sql::run(tx, &sql, values).await?;
    for (suggested, institution) in levers {
        let sql = "INSERT INTO lever_matches (proposal_id, lever_id, institution_id, score, reasons, status, created_at) \
                   VALUES (?, ?, ?, ?, ?, 'suggested', ?) ON CONFLICT (proposal_id, lever_id) DO UPDATE SET \
                   score = excluded.score, reasons = excluded.reasons WHERE lever_matches.status = 'suggested'";
        let values = vec![
            proposal.0.into(),
            suggested.id.0.into(),
            institution.0.into(),
            suggested.score.into(),
            sql::to_json(&suggested.reasons).into(),
            now.0.into(),
        ];
        sql::run(tx, sql, values).await?;
    }
    sql::run(tx, "DELETE FROM module_matches WHERE proposal_id = ?", vec![proposal.0.into()]).await?;
    for suggested in modules {
        let sql = "INSERT INTO module_matches (proposal_id, module_id, score, reasons) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (proposal_id, module_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons";
        let reasons = sql::to_json(&suggested.reasons);
        let values = vec![proposal.0.into(), suggested.id.0.into(), suggested.score.into(), reasons.into()];
        sql::run(tx, sql, values).await?;
    }
    Ok(())
}

/// An institution's own matches to `proposals`: confirmed first, then by score; dismissed ones last.
///
/// # Errors
/// As the database fails.
pub async fn of_institution(
    c: &impl Conn,
    institution: InstitutionId,
    proposals: &[ProposalId],
) -> Result<HashMap<ProposalId, Vec<LeverMatch>>> {
    let mut found: HashMap<ProposalId, Vec<LeverMatch>> = HashMap::new();
    if proposals.is_empty() {
        return Ok(found);
    }
    let marks = sql::marks(proposals.len());
    let sql = format!(
        "SELECT m.*, l.title, l.kind, i.slug, i.name, i.answer_days FROM lever_matches m \
         JOIN levers l ON l.id = m.lever_id JOIN institutions i ON i.id = m.institution_id \
         WHERE m.institution_id = ? AND m.proposal_id IN ({marks}) ORDER BY CASE m.status WHEN 'confirmed' THEN 0 \
         WHEN 'suggested' THEN 1 ELSE 2 END, m.score DESC, l.title"
    );
    let mut values = vec![institution.0.into()];
    values.extend(proposals.iter().map(|id| id.0.into()));
    for row in &sql::all(c, &sql, values).await? {
        found.entry(ProposalId(sql::get(row, "proposal_id")?)).or_default().push(lever(row)?);
    }
    Ok(found)
}

/// Confirms the match of a lever to a proposal, and makes it where the matcher did not see it.
///
/// # Errors
/// `Missing` where either is not there.
pub async fn confirm(
    c: &impl Conn,
    proposal: ProposalId,
    lever: LeverId,
    institution: InstitutionId,
    by: AccountId,
    now: Time,
) -> Result<()> {
    ensure(c, proposal, lever, institution, now).await?;
    decide(c, proposal, lever, MatchStatus::Confirmed, None, by, now).await?;
    Ok(())
}

/// Makes sure that a lever stands matched to a proposal, by a person where the matcher did not see it.
///
/// # Errors
/// `Missing` where either is not there.
pub async fn ensure(
    c: &impl Conn,
    proposal: ProposalId,
    lever: LeverId,
    institution: InstitutionId,
    at: Time,
) -> Result<()> {
    let sql = "INSERT INTO lever_matches (proposal_id, lever_id, institution_id, score, reasons, status, created_at) \
               VALUES (?, ?, ?, 0.5, '[]', 'suggested', ?) ON CONFLICT (proposal_id, lever_id) DO NOTHING";
    let values = vec![proposal.0.into(), lever.0.into(), institution.0.into(), at.0.into()];
    sql::run(c, sql, values).await?;
    Ok(())
}

/// Confirms or dismisses a match; `false` where there is no such match.
///
/// # Errors
/// As the database fails.
pub async fn decide(
    c: &impl Conn,
    proposal: ProposalId,
    lever: LeverId,
    status: MatchStatus,
    because: Option<&str>,
    by: AccountId,
    now: Time,
) -> Result<bool> {
    let sql = "UPDATE lever_matches SET status = ?, dismissed_because = ?, decided_by = ?, decided_at = ? \
               WHERE proposal_id = ? AND lever_id = ?";
    let values = vec![
        status.key().into(),
        because.map(ToOwned::to_owned).into(),
        by.0.into(),
        now.0.into(),
        proposal.0.into(),
        lever.0.into(),
    ];
    Ok(sql::run(c, sql, values).await? > 0)
}

/// What stands matched to a proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// With what became of each.
    pub levers: Vec<(Suggested<LeverId>, MatchStatus)>,
    pub modules: Vec<Suggested<ModuleId>>,
}

/// What stands matched to each of `proposals`, whatever became of it; in no order.
///
/// # Errors
/// As the database fails.
pub async fn standing(c: &impl Conn, proposals: &[ProposalId]) -> Result<HashMap<ProposalId, Standing>> {
    let mut found: HashMap<ProposalId, Standing> = HashMap::new();
    if proposals.is_empty() {
        return Ok(found);
    }
    let marks = sql::marks(proposals.len());
    let values = || proposals.iter().map(|id| id.0.into()).collect::<Vec<_>>();
    let sql = format!(
        "SELECT proposal_id, lever_id AS id, score, reasons, status FROM lever_matches WHERE proposal_id IN ({marks})"
    );
    for row in &sql::all(c, &sql, values()).await? {
        let status = sql::key("match status", &sql::get::<String>(row, "status")?)?;
        let standing = found.entry(ProposalId(sql::get(row, "proposal_id")?)).or_default();
        standing.levers.push((suggested(row)?, status));
    }
    let sql = format!(
        "SELECT proposal_id, module_id AS id, score, reasons FROM module_matches WHERE proposal_id IN ({marks})"
    );
    for row in &sql::all(c, &sql, values()).await? {
        found.entry(ProposalId(sql::get(row, "proposal_id")?)).or_default().modules.push(suggested(row)?);
    }
    Ok(found)
}

fn suggested<Id: From<Uuid>>(row: &Row) -> Result<Suggested<Id>> {
    Ok(Suggested {
        id: Id::from(sql::get(row, "id")?),
        score: sql::get(row, "score")?,
        reasons: sql::from_json("reasons", &sql::get::<String>(row, "reasons")?)?,
    })
}

/// Proposals that a lever is suggested to which was decided on, or answered with, for one of `settled`.
///
/// # Errors
/// As the database fails.
pub async fn beside(c: &impl Conn, settled: &[ProposalId]) -> Result<Vec<ProposalId>> {
    let mut found = BTreeSet::new();
    for part in settled.chunks(200) {
        let marks = sql::marks(part.len());
        let sql = format!(
            "SELECT DISTINCT m.proposal_id FROM lever_matches m WHERE m.status = 'suggested' AND m.lever_id IN (\
             SELECT d.lever_id FROM lever_matches d WHERE d.decided_at IS NOT NULL AND d.proposal_id IN ({marks}) \
             UNION SELECT r.lever_id FROM responses r WHERE r.proposal_id IN ({marks}))"
        );
        let values = part.iter().chain(part).map(|id| id.0.into()).collect();
        for row in &sql::all(c, &sql, values).await? {
            found.insert(ProposalId(sql::get(row, "proposal_id")?));
        }
    }
    Ok(found.into_iter().collect())
}

/// The levers that are suggested to each of `proposals`, in no order.
///
/// # Errors
/// As the database fails.
pub async fn suggested_to(
    c: &impl Conn,
    proposals: &[ProposalId],
) -> Result<HashMap<ProposalId, Vec<LeverId>>> {
    let mut found: HashMap<ProposalId, Vec<LeverId>> = HashMap::new();
    for part in proposals.chunks(500) {
        let marks = sql::marks(part.len());
        let sql = format!(
            "SELECT proposal_id, lever_id FROM lever_matches WHERE status = 'suggested' AND proposal_id IN ({marks})"
        );
        for row in &sql::all(c, &sql, part.iter().map(|id| id.0.into()).collect()).await? {
            let levers = found.entry(ProposalId(sql::get(row, "proposal_id")?)).or_default();
            levers.push(LeverId(sql::get(row, "lever_id")?));
        }
    }
    Ok(found)
}

/// Proposals that one of `levers` is suggested to.
///
/// # Errors
/// As the database fails.
pub async fn suggested_for(c: &impl Conn, levers: &[LeverId]) -> Result<Vec<ProposalId>> {
    let mut found = BTreeSet::new();
    for part in levers.chunks(200) {
        let marks = sql::marks(part.len());
        let sql = format!(
            "SELECT DISTINCT proposal_id FROM lever_matches WHERE status = 'suggested' AND lever_id IN ({marks})"
        );
        for row in &sql::all(c, &sql, part.iter().map(|id| id.0.into()).collect()).await? {
            found.insert(ProposalId(sql::get(row, "proposal_id")?));
        }
    }
    Ok(found.into_iter().collect())
}

/// What became of earlier matches, by lever and theme: taken on, dismissed or not possible, answered at all.
///
/// # Errors
/// As the database fails.
pub async fn evidence(c: &impl Conn) -> Result<Vec<(LeverId, Theme, u32, u32, u32)>> {
    let sql = "SELECT e.lever_id, p.theme, SUM(e.yes) AS yes, SUM(e.no) AS no, SUM(e.answered) AS answered FROM (\
               SELECT lever_id, proposal_id, CASE WHEN status = 'confirmed' THEN 1 ELSE 0 END AS yes, \
               CASE WHEN status = 'dismissed' THEN 1 ELSE 0 END AS no, 0 AS answered \
               FROM lever_matches WHERE status <> 'suggested' \
               UNION ALL SELECT lever_id, proposal_id, MAX(CASE WHEN kind <> 'not_possible' THEN 1 ELSE 0 END), \
               MAX(CASE WHEN kind = 'not_possible' THEN 1 ELSE 0 END), 1 FROM responses \
               WHERE lever_id IS NOT NULL GROUP BY lever_id, proposal_id\
               ) e JOIN proposals p ON p.id = e.proposal_id GROUP BY e.lever_id, p.theme ORDER BY e.lever_id, p.theme";
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    sql::all(c, sql, vec![])
        .await?
        .iter()
        .map(|row| {
            let theme = sql::key("theme", &sql::get::<String>(row, "theme")?)?;
            let (yes, no, answered) =
                (sql::get(row, "yes")?, sql::get(row, "no")?, sql::get(row, "answered")?);
            Ok((LeverId(sql::get(row, "lever_id")?), theme, number(yes), number(no), number(answered)))
        })
        .collect()
}

fn lever(row: &Row) -> Result<LeverMatch> {
    Ok(LeverMatch {
        lever: LeverId(sql::get(row, "lever_id")?),
        title: sql::get(row, "title")?,
        kind: sql::key("lever kind", &sql::get::<String>(row, "kind")?)?,
        institution: InstitutionId(sql::get(row, "institution_id")?),
        institution_slug: sql::get(row, "slug")?,
        institution_name: sql::get(row, "name")?,
        answer_days: sql::count(sql::get(row, "answer_days")?),
        score: sql::get(row, "score")?,
        status: sql::key("match status", &sql::get::<String>(row, "status")?)?,
        dismissed_because: sql::get(row, "dismissed_because")?,
        reasons: sql::from_json("reasons", &sql::get::<String>(row, "reasons")?)?,
        matched_at: Time(sql::get(row, "created_at")?),
    })
}

fn module(row: &Row) -> Result<ModuleMatch> {
    Ok(ModuleMatch {
        module: ModuleId(sql::get(row, "module_id")?),
        slug: sql::get(row, "slug")?,
        title: sql::get(row, "title")?,
        minutes: sql::count(sql::get(row, "minutes")?),
        strand: sql::key("strand", &sql::get::<String>(row, "strand")?)?,
        skills: sql::from_json("skills", &sql::get::<String>(row, "skills")?)?,
        score: sql::get(row, "score")?,
        reasons: sql::from_json("reasons", &sql::get::<String>(row, "reasons")?)?,
        progress: None,
    })
}
