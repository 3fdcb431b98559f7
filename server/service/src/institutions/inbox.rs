//! The inbox of those who answer for an institution.

use super::Service;
use crate::Result;
use crate::people::Staff;
use domain::Time;
use domain::answers::Queue;
use domain::ids::LeverId;
use domain::institutions::{Institution, LeverMatch, LeverShown, Record, Response};
use domain::proposals::ProposalCard;
use domain::time::{after_working_days, working_days};
use std::collections::HashMap;
use store::inbox::Page;

/// Cases on a page.
const CASES: u32 = 30;

/// Which part of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looking {
    pub queue: Queue,
    pub lever: Option<LeverId>,
    /// Pages of [`CASES`] before this one.
    pub page: u32,
}

/// One queue of an institution's inbox, and what its desk shows beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbox {
    pub institution: Institution,
    pub record: Record,
    /// How many proposals are in each queue.
    pub counts: Vec<(Queue, u32)>,
    /// Its levers, open ones first, with how many proposals wait for each.
    pub levers: Vec<(LeverShown, u32)>,
    pub looking: Looking,
    pub cases: Vec<Case>,
    /// Whether another page follows.
    pub more: bool,
    pub now: Time,
}

/// A proposal on the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub card: ProposalCard,
    /// The institution's own, strongest first; dismissed ones last.
    pub matches: Vec<LeverMatch>,
    /// Its latest word.
    pub answer: Option<Response>,
    /// The day its promise falls due and how many working days are left, where it was asked and has not answered.
    pub due: Option<(time::Date, i64)>,
}

impl Service {
    /// A page of a queue: a number of queries that does not grow with the cases.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn inbox(&self, who: &Staff, looking: Looking) -> Result<Inbox> {
        let institution = self.institution_by_slug(&who.membership().slug).await?;
        let record = self.record_of(&institution).await?;
        let aside = store::inbox::set_aside_count(self.store(), institution.id).await?;
        let waiting = store::inbox::waiting_by_lever(self.store(), institution.id).await?;
        let levers = self.levers_of(&institution).await?;
        let levers = levers.into_iter().map(|shown| {
            let waiting = waiting.get(&shown.lever.id).copied().unwrap_or(0);
            (shown, waiting)
        });
        let levers = levers.collect();
        let page = Page {
            queue: looking.queue,
            lever: looking.lever,
            skip: looking.page.saturating_mul(CASES),
            limit: CASES + 1,
        };
        let mut found = store::inbox::page(self.store(), institution.id, &page).await?;
        let more = found.len() > CASES as usize;
        found.truncate(CASES as usize);
        let cases = self.cases(who, &institution, &found).await?;
        Ok(Inbox {
            counts: counts(&record, aside),
            institution,
            record,
            levers,
            looking,
            cases,
            more,
            now: self.now(),
        })
    }

    async fn cases(
        &self,
        who: &Staff,
        institution: &Institution,
        found: &[(domain::ids::ProposalId, Option<Time>)],
    ) -> Result<Vec<Case>> {
        let ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
        let asked: HashMap<_, _> = found.iter().copied().collect();
        let cards = self.cards(&who.viewer(), &ids).await?;
        let mut matches = store::matches::of_institution(self.store(), institution.id, &ids).await?;
        let mut answers = store::responses::latest(self.store(), institution.id, &ids).await?;
        let now = self.now();
        let cases = cards.into_iter().map(|card| {
            let answer = answers.remove(&card.id);
            let asked = asked.get(&card.id).copied().flatten().filter(|_| answer.is_none());
            let due = asked.map(|asked| {
                let left = i64::from(institution.answer_days) - working_days(asked, now);
                (after_working_days(asked, institution.answer_days), left)
            });
            Case { matches: matches.remove(&card.id).unwrap_or_default(), answer, due, card }
        });
        Ok(cases.collect())
    }
}

fn counts(record: &Record, aside: u32) -> Vec<(Queue, u32)> {
    let count = |queue: &Queue| match queue {
        Queue::ToAnswer => record.waiting,
        Queue::Exploring => record.exploring,
        Queue::Commitments => record.committed,
        Queue::Answered => record.not_possible + record.done,
        Queue::NotOurs => aside,
    };
    Queue::ALL.iter().map(|queue| (*queue, count(queue))).collect()
}
