# Institutions and how they answer.
institutions-heading = Who could move an idea
institutions-lead = { $institutions ->
    [one] One institution
   *[other] { $institutions } institutions
} in { $place }, with { $levers ->
    [one] one lever
   *[other] { $levers } levers between them
}, and how they answer.
institutions-description = Institutions in { $place }, the levers they hold, and how soon they answer.
institutions-filter = What they can do
institutions-all = Everything
institutions-none = No institution has joined yet
institutions-none-text = A facilitator of the partnership adds them.
institutions-none-kind = Nobody holds a lever of this kind yet
institutions-none-kind-text = Look at everything that institutions here can do.
institution-levers-count = { $count ->
    [0] no lever yet
    [one] { $count } lever
   *[other] { $count } levers
}
institution-sites = { $count ->
    [one] { $count } site
   *[other] { $count } sites
}
institution-says-yes = { $count } yes
institution-says-exploring = { $count } exploring
institution-says-no = { $count } no
institution-half = { $days ->
    [0] Half of all answers come the same day
    [one] Half of all answers come within a working day
   *[other] Half of all answers come within { $days } working days
}
institution-no-answer = No answer yet
institution-number-half = half of all answers come at least this fast
institution-number-days = { $days ->
    [0] same day
    [one] { $days } day
   *[other] { $days } days
}
institution-number-yes = ideas it said yes to
institution-number-of = { $part } of { $whole }
institution-number-kept = promises kept
institution-number-in-time = answers in time ({ $days } working days)
institution-number-waiting = { $count ->
    [one] idea waits for an answer
   *[other] ideas wait for an answer
}
institution-number-late = { $count ->
    [0] none of them late
    [one] one of them late
   *[other] { $count } of them late
}
institution-can-do = What it can do
institution-can-do-nothing = It has not said what it can do yet.
institution-promised = What it promised
institution-said = What it said
institution-said-nothing = It has not answered an idea yet.
institution-where = Where it is
institution-website = Its website
institution-inbox = Inbox
institution-edit = Change
lever-everywhere = all of { $place }
lever-some-neighbourhoods = { $names }
lever-within = within { $distance } of its sites
lever-closed = closed for now
lever-room = { $left ->
    [0] no room just now
   *[other] room for { $left } of { $capacity }
}
lever-taken = { $taken ->
    [one] promised to one idea
   *[other] promised to { $taken } ideas
}
lever-ceiling = up to { $amount }
lever-constituted = for groups with a constitution
promise-on-time = on time
promise-late = late
promise-for = For { $proposal } · by { $due }
promise-kept = kept
answer-to = To { $proposal }
