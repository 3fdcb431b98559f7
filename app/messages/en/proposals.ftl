ideas-in-place = { $count ->
    [one] { $count } idea in { $place }
   *[other] { $count } ideas in { $place }
}
ideas-count = { $count ->
    [one] { $count } idea
   *[other] { $count } ideas
}
ideas-title = Ideas
ideas-description = Ideas from neighbours in { $place }, the institutions that could move them, and what came of each.
map-of-ideas = { $count ->
    [one] Map of { $place } with { $count } idea
   *[other] Map of { $place } with { $count } ideas
}
map-open = Open the map
themes = Themes
all-themes = All themes
filter-heading = Narrow it down
filter-neighbourhood = Neighbourhood
filter-stage = Stage
filter-words = Words
filter-sort = Order
filter-any-neighbourhood = Everywhere
filter-any-stage = Any stage
filter-submit = Show
ideas-none = No ideas like this yet
ideas-none-text = Yours could be the first.
ideas-more = Show more ideas
ideas-shown = { $shown } of { $total }

back-it = back it
backed = backed
follow = Follow
following = Following
share = Share
answer-committed = { $institution } said yes: { $text }
answer-exploring = { $institution } is exploring it
answer-not-possible = { $institution } said no: { $text }
answer-done = { $institution } has done it: { $text }
answer-waiting = { $institutions ->
    [one] { $first } could move it; { $days }
   *[other] { $institutions } institutions could move it; { $first }: { $days }
}
answer-nobody = Nobody yet: a facilitator will look
days-left = { $days ->
    [0] the answer is due today
    [one] { $days } day left to answer
   *[other] { $days } days left to answer
}
days-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
tag-days-left = { $days ->
    [0] Due today
    [one] { $days } day left to answer
   *[other] { $days } days left to answer
}
tag-days-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}

proposal-author-unknown = A neighbour
proposal-imported = Brought in from an earlier list
strand-who = Who could move it
strand-help = What would help you do it
strand-happened = What happened so far
strand-comments = What neighbours say
strand-alike = Others ask for this too
who-nobody = Nobody yet: a facilitator will look
who-more = { $count ->
    [one] One more that might help
   *[other] { $count } more that might help
}
who-nobody-text = No institution’s lever fits these words. A facilitator reads every idea like this.
help-nothing = No lesson fits yet. All of them are in the academy.
match-dismissed = Not theirs: { $why }
match-unasked = They answered without being asked
match-dismissed-tag = Not theirs
match-confirmed-tag = They see it as theirs
mind-word = Mind:
said-by = { $name }, after { $days ->
    [0] less than a working day
    [one] { $days } working day
   *[other] { $days } working days
}
said-by-institution = The institution
commitment-due = { $what }, by { $due }
commitment-kept = Kept: { $what }
module-minutes = { $minutes } min
module-progress = { $done } of { $all } lessons done
happened-shared = Shared by { $name }
happened-matched = Matched to { $institutions ->
    [0] no institution yet
    [one] one institution
   *[other] { $institutions } institutions
} and { $modules ->
    [0] no module
    [one] one module
   *[other] { $modules } modules
}
happened-backed = { $count ->
    [one] One neighbour backs it
   *[other] { $count } neighbours back it
}
happened-answer = { $institution }: { $kind }
comments-none = Nobody has said anything yet.
comment-field = Say something
comment-hint = Be kind: it is read by neighbours.
comment-submit = Add it
comment-hidden = Hidden by a moderator: { $why }
hidden-note = This idea is hidden by a moderator: { $why }
hide-open = Hide…
hide-reason = Why it is hidden (its author is told)
hide-submit = Hide it
unhide-submit = Show it again
shared-flash = Your idea is on the map.
shared-flash-told = { $count ->
    [0] A facilitator will look for someone who can move it.
    [one] We told one institution.
   *[other] We told { $count } institutions.
}
comment-flash = Your comment is there.

new-idea-heading = Share an idea
new-idea-text = Say it as you would to a neighbour. We show you at once who could move it.
field-title = Your idea in one line
field-body = What, and why
field-body-hint = What would be different, and for whom? You can use *stars* for weight and lists.
field-theme = What is it about?
field-where = Where?
field-where-hint = A street, park or station, or choose a neighbourhood below.
field-near = Street, park or station
field-neighbourhood = Or a neighbourhood
field-neighbourhood-none = Choose one
use-location = Use my location
new-idea-submit = Share this idea
similar-heading = Neighbours already ask for something like it
similar-back = Back one of these instead?
similar-backed-by = Backed by { $count }
similar-look = See if a neighbour asks for it already
similar-hint = While you write, we look for neighbours who ask for it already.
similar-none = Nobody asks for this yet.
similar-found = Ideas like yours: { $count }
