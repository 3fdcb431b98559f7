# The desk of those who answer for an institution.
inbox-heading = Inbox
inbox-title = Inbox of { $institution }
inbox-levers = Levers
inbox-all-levers = All levers
inbox-promise = We promise an answer in { $days } working days
inbox-promise-label = Our promise
queue-to-answer = To answer
queue-exploring = Exploring
queue-commitments = Commitments
queue-answered = Answered
queue-not-ours = Not ours
inbox-empty = Nothing here
inbox-empty-text = New matches come by themselves as neighbours share ideas.
inbox-backed-by = { $count ->
    [0] backed by nobody yet
   *[other] backed by { $count }
}
inbox-answer = Answer
inbox-confirm = It is ours
inbox-confirmed = Ours
inbox-dismiss = Not ours…
inbox-dismiss-reason = Why not? Everyone can read this
inbox-dismiss-submit = Say it is not ours
inbox-reopen = Look again
inbox-more = Show more
answer-title = Answer: { $title }
answer-heading = Answer in public
answer-as = For { $institution }
answer-kind = What do you say?
answer-kind-exploring = We are looking into it
answer-kind-committed = Yes, and this is what we will do
answer-kind-not-possible = No, and this is why
answer-kind-done = It is done
answer-text = In your words
answer-text-hint = The neighbour who asked, and everyone who follows, reads this.
answer-what = With a yes: what you will do
answer-due = With a yes: by when
answer-lever = With which lever?
answer-lever-none = None in particular
answer-submit = Answer
answer-for = Answer for { $institution }
