# What is wrong with what was typed.
problem-required = Please fill this in
problem-too-short = Please write at least { $least } letters
problem-too-long = Please keep it to { $most } letters
problem-not-an-email = This does not look like an e-mail address
problem-taken = There is one already
problem-email-taken = There is an account with this e-mail already. Sign in instead?
problem-ambiguous = There is more than one place of that name. Choose which one you mean
problem-unknown = Please choose one of these
problem-not-a-number = Please write a number
problem-out-of-range = This is out of range
problem-not-a-day = Please write a day, such as 2027-01-31
problem-in-the-past = This day has passed
problem-outside-place = This is outside { $place }. Please choose a point inside
problem-no-such-place = We do not know a place of that name here. Try a street, a park or a station
problem-wrong-credentials = This e-mail and password do not belong together
problem-wrong-password = This is not your password
problem-unreadable = There are signs in this that cannot be shown
problem-no-form = Please write one to six words, and at least one that says something by itself
problem-full = There are as many as there can be
problem-in-use = Something else builds on this. Undo that first
problem-itself = Please choose another one: it does not lead to itself
problem-where-required = Say where: a point on the map, a street or a neighbourhood
problem-theme-required = Choose what it is about

# Pages that say something went wrong.
oops-not-found = This page has moved or never was
oops-not-found-text = Perhaps the idea was taken down, or the address has a slip in it.
oops-denied = This page is not for your account
oops-denied-staff = It is for staff who answer for this institution.
oops-denied-facilitator = It is for facilitators of the partnership.
oops-denied-moderator = It is for moderators.
oops-denied-admin = It is for admins.
oops-denied-stage = The idea is not open to this at its stage.
oops-sign-in = Please sign in first
oops-invalid = We could not read that
oops-invalid-text = Something in the address or the form is not as it should be.
oops-too-many = Too many tries
oops-too-many-text = { $minutes ->
    [one] Please wait a minute and try again.
   *[other] Please wait { $minutes } minutes and try again.
}
oops-unavailable = We cannot reach our records just now
oops-unavailable-text = Nothing is lost. Please try again in a minute.
oops-too-large = That is more than we can take
oops-too-large-text = Please send less at a time.
oops-cross-origin = This came from another website
oops-cross-origin-text = For your safety we only take forms from our own pages. Open the page here and try again.
oops-internal = Something broke on our side
oops-internal-text = We have noted it. Please try again; if it stays, tell us this number: { $id }
oops-home = See all ideas
oops-back = Try again
