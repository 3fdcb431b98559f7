# One's own page, and what people are told there.
you-heading = You
you-since = Here since { $day } · { $email }
you-change-name = Name
you-change-password = Password
you-news = What is new
you-news-none = Nothing yet. Follow an idea, and you read here what becomes of it.
you-news-new = New:
you-own = Your ideas
you-own-none = You have not shared an idea yet.
you-others = You back or follow
you-others-none = Back an idea, and you see here what becomes of it.
you-learning = You are learning
you-learning-none = Nothing begun yet.
you-learning-see = See what there is to learn
you-learning-next = Next: { $lesson }
you-learning-finished = Finished
you-institutions = You answer for
you-institutions-inbox = Inbox
you-waiting-nobody = Nobody yet
you-waiting = Waiting
you-late = Late
you-more = { $count ->
    [one] One more idea
   *[other] { $count } more ideas
}
you-saved-name = Your name is changed.
you-name-heading = Change your name
you-name-text = It stands beside everything you wrote, earlier things too.
you-name-submit = Change it
you-password-heading = Change your password
you-password-text = Every other phone and computer is signed out.
you-password-submit = Change it
you-saved-password = Your password is changed. Other devices have been signed out.
notice-answered-exploring = { $by } is exploring “{ $title }”
notice-answered-committed = { $by } said yes to “{ $title }”
notice-answered-not-possible = { $by } said no to “{ $title }” and why
notice-answered-done = { $by } has done “{ $title }”
notice-answered = { $by } answered “{ $title }”
notice-commented = { $by } said something about “{ $title }”
notice-matched = “{ $title }” could use what your institution can do
notice-hidden = A moderator hid something you wrote on “{ $title }”: { $why }
notice-stage = “{ $title }” is now: { $stage }
notice-someone = Someone
notice-an-institution = An institution
notice-an-idea = an idea
