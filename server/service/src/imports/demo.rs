//! The demo's people and what they did: written so that its times never grow old.
//!
//! Only for the demo: accounts here have no password and are entered by buttons that exist in demo mode alone.

use super::{ProposalOptions, ProposalRecord, days_ago, lines};
use crate::{Result, Service, ServiceError};
use domain::Time;
use domain::ids::{AccountId, CommentId, LeverId, ProposalId, ResponseId};
use domain::taxonomy::{MatchStatus, ResponseKind, Role};
use serde::Deserialize;
use std::collections::HashMap;
use store::Tx;
use store::people::NewAccount;
use store::proposals::NewComment;
use store::responses::NewResponse;

/// Texts of the demo's files, as `server/demo/README.md` describes them.
#[derive(Debug, Clone, Copy)]
pub struct DemoFiles<'a> {
    pub people: &'a str,
    pub proposals: &'a str,
    pub comments: &'a str,
    pub responses: &'a str,
    pub decisions: &'a str,
}

#[derive(Debug, Deserialize)]
struct Person {
    id: String,
    display_name: String,
    role: Option<Role>,
    institution: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Idea {
    #[serde(flatten)]
    record: ProposalRecord,
    author: String,
    created: f64,
    #[serde(default)]
    supports: Vec<String>,
    #[serde(default)]
    follows: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Said {
    proposal: String,
    author: String,
    text: String,
    created: f64,
}

#[derive(Debug, Deserialize)]
struct Answer {
    proposal: String,
    institution: String,
    lever: Option<String>,
    kind: ResponseKind,
    text: String,
    commitment: Option<String>,
    due_in_days: Option<i64>,
    author: String,
    created: f64,
}

#[derive(Debug, Deserialize)]
struct Decision {
    proposal: String,
    lever: String,
    status: MatchStatus,
    reason: Option<String>,
    author: String,
    created: f64,
}

type People = HashMap<String, AccountId>;
type Ideas = HashMap<String, ProposalId>;

/// What is loaded already, for the files that speak of it.
struct Scene<'a> {
    tx: &'a Tx,
    people: People,
    ideas: Ideas,
    now: Time,
}

impl Scene<'_> {
    fn author(&self, id: &str, file: &str) -> Result<AccountId> {
        known(&self.people, id, file, "author")
    }

    fn proposal(&self, id: &str, file: &str) -> Result<ProposalId> {
        known(&self.ideas, id, file, "proposal")
    }
}

impl Service {
    /// Loads the demo's people, ideas, comments, answers and decisions, all or nothing. The place, institutions,
    /// levers and modules come by the ordinary imports before it.
    ///
    /// # Errors
    /// `Internal` naming the file and line where the demo itself is at fault; where the database fails.
    pub async fn import_demo(&self, files: DemoFiles<'_>, mut progress: impl FnMut()) -> Result<()> {
        let now = self.now();
        let tx = self.store().begin().await?;
        let people = self.demo_people(&tx, files.people, now).await?;
        let mut ideas = Ideas::new();
        for idea in read::<Idea>("proposals", files.proposals)? {
            let id = self.demo_idea(&tx, &idea, &people, now).await?;
            ideas.insert(idea.record.id, id);
            progress();
        }
        let scene = Scene { tx: &tx, people, ideas, now };
        self.demo_comments(&scene, files.comments).await?;
        self.demo_decisions(&scene, files.decisions).await?;
        self.demo_answers(&scene, files.responses).await?;
        tx.commit().await?;
        self.catch_up().await
    }

    /// The account behind a demo sign-in button.
    ///
    /// # Errors
    /// `NotFound` where the demo is not loaded.
    pub async fn demo_account(&self, who: &str) -> Result<AccountId> {
        let found = store::people::by_external_id(self.store(), &external(who)).await?;
        found.ok_or(ServiceError::NotFound(crate::Missing::Account))
    }

    async fn demo_people(&self, tx: &Tx, text: &str, now: Time) -> Result<People> {
        let mut people = People::new();
        for person in read::<Person>("people", text)? {
            let id = AccountId(self.fresh_id());
            let new = NewAccount {
                id,
                external_id: Some(external(&person.id)),
                email: format!("{}@demo.invalid", person.id),
                password_hash: "!".to_owned(),
                display_name: person.display_name,
                role: person.role.unwrap_or(Role::Resident),
                demo: true,
                created_at: days_ago(now, 200.0),
            };
            store::people::create(tx, new).await?;
            if let Some(institution) = &person.institution {
                let institution = store::institutions::by_external_id(tx, institution).await?;
                let institution = institution.ok_or_else(|| fault("people", &person.id, "institution"))?;
                store::people::join(tx, self.fresh_id(), id, institution.id, days_ago(now, 190.0)).await?;
            }
            people.insert(person.id, id);
        }
        Ok(people)
    }

    async fn demo_idea(&self, tx: &Tx, idea: &Idea, people: &People, now: Time) -> Result<ProposalId> {
        let at = days_ago(now, idea.created);
        let author = known(people, &idea.author, "proposals", "author")?;
        let taken =
            self.import_proposal(tx, &idea.record, &ProposalOptions::default(), Some(author), at).await?;
        taken.map_err(|why| fault("proposals", &idea.record.id, &why))?;
        let id = store::proposals::by_external_id(tx, &idea.record.id).await?;
        let id = id.ok_or_else(|| fault("proposals", &idea.record.id, "id"))?;
        store::proposals::follow(tx, id, author, at).await?;
        let step = (now.0 - at.0) / (idea.supports.len() as i64 + 1);
        for (n, person) in (1_i64..).zip(&idea.supports) {
            let person = known(people, person, "proposals", "supports")?;
            store::proposals::support(tx, id, person, at.plus(step * n)).await?;
        }
        for person in &idea.follows {
            store::proposals::follow(tx, id, known(people, person, "proposals", "follows")?, at).await?;
        }
        Ok(id)
    }

    async fn demo_comments(&self, scene: &Scene<'_>, text: &str) -> Result<()> {
        let (tx, now) = (scene.tx, scene.now);
        for said in read::<Said>("comments", text)? {
            let new = NewComment {
                id: CommentId(self.fresh_id()),
                proposal: scene.proposal(&said.proposal, "comments")?,
                author: Some(scene.author(&said.author, "comments")?),
                body: said.text,
                created_at: days_ago(now, said.created),
            };
            store::proposals::comment_on(tx, new).await?;
        }
        Ok(())
    }

    async fn demo_decisions(&self, scene: &Scene<'_>, text: &str) -> Result<()> {
        let (tx, now) = (scene.tx, scene.now);
        for made in read::<Decision>("decisions", text)? {
            let proposal = scene.proposal(&made.proposal, "decisions")?;
            let author = scene.author(&made.author, "decisions")?;
            let lever = self.demo_lever(tx, &made.lever).await?;
            let (lever_id, at) = (lever.id, days_ago(now, made.created));
            store::matches::ensure(tx, proposal, lever_id, lever.institution, at).await?;
            store::matches::decide(tx, proposal, lever_id, made.status, made.reason.as_deref(), author, at)
                .await?;
        }
        Ok(())
    }

    async fn demo_answers(&self, scene: &Scene<'_>, text: &str) -> Result<()> {
        let (tx, now) = (scene.tx, scene.now);
        for answer in read::<Answer>("responses", text)? {
            let proposal = scene.proposal(&answer.proposal, "responses")?;
            let institution = store::institutions::by_external_id(tx, &answer.institution).await?;
            let institution =
                institution.ok_or_else(|| fault("responses", &answer.institution, "institution"))?;
            let at = days_ago(now, answer.created);
            let mut lever: Option<LeverId> = None;
            if let Some(external_id) = &answer.lever {
                let found = self.demo_lever(tx, external_id).await?;
                store::matches::ensure(tx, proposal, found.id, institution.id, at).await?;
                lever = Some(found.id);
            }
            if answer.kind == ResponseKind::Done {
                store::responses::keep_commitments(tx, proposal, institution.id, at).await?;
            }
            let asked_at = store::responses::asked_at(tx, proposal, institution.id).await?;
            let due = answer.due_in_days.map(|days| now.plus(days * Time::DAY).day().to_string());
            let new = NewResponse {
                id: ResponseId(self.fresh_id()),
                proposal,
                institution: institution.id,
                lever,
                kind: answer.kind,
                text: answer.text,
                commitment: answer.commitment.zip(due),
                author: Some(scene.author(&answer.author, "responses")?),
                asked_at: asked_at.map_or(at, |asked| Time(asked.0.min(at.0))),
                created_at: at,
            };
            store::responses::create(tx, new).await?;
        }
        Ok(())
    }

    async fn demo_lever(&self, tx: &Tx, external_id: &str) -> Result<domain::institutions::Lever> {
        let found = store::institutions::lever_by_external_id(tx, external_id).await?;
        found.ok_or_else(|| fault("levers", external_id, "id"))
    }
}

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<Vec<T>> {
    lines::<T>(text)
        .into_iter()
        .map(|(line, record)| {
            record.map_err(|why| ServiceError::Internal(format!("demo {file}, line {line}: {why}")))
        })
        .collect()
}

fn known<T: Copy>(among: &HashMap<String, T>, id: &str, file: &str, field: &str) -> Result<T> {
    among.get(id).copied().ok_or_else(|| fault(file, id, field))
}

fn fault(file: &str, id: &str, what: &str) -> ServiceError {
    ServiceError::Internal(format!("demo {file}: {what} of {id} is not there"))
}

fn external(person: &str) -> String {
    format!("demo:{person}")
}
