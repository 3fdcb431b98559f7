academy-title = Learn
academy-heading = Learn what your idea needs
academy-text = Short lessons, made for a phone and ten minutes. Stop whenever you like: your place is kept.
academy-description = Short lessons that help neighbours carry out their ideas.
academy-none = No lessons yet
academy-none-text = They come as soon as the people who run this place bring them in.
module-lessons = { $count ->
    [0] no lessons yet
    [one] one lesson
   *[other] { $count } lessons
}
module-start = Start
module-go-on = Go on where you were
module-again = Look at it again
module-finished = You have done all of it.
module-finished-text = You know now: { $skills }. Neighbours with ideas need that.
module-skills = What you learn
module-needed-by = Ideas that need this
module-lesson-done = done
lesson-of = Lesson { $position } of { $all }
lesson-try = Try it
lesson-check = Check
lesson-right = Right.
lesson-wrong = Not quite.
lesson-all-right = All right: this lesson is done.
lesson-not-all = Not all of it yet. Read what is said beside your choice and try again.
lesson-back = Back
lesson-next = Next: { $title }
lesson-end = To the module
lesson-choose = Choose an answer to each question.
lesson-keep-place = Sign in to keep your place
lesson-read = I have read it

# You
you-title = You
you-news = What is new
you-no-news = Nothing new
you-no-news-text = When someone answers an idea you shared or follow, it stands here.
you-new-word = New:
you-your-ideas = Ideas you shared
you-followed = Ideas you follow
you-no-ideas-text = You have not shared an idea yet.
you-learning = Your learning
you-institutions = You answer for
you-account = Your account
you-name-submit = Change my name
notice-answered = { $by }: { $what } — { $title }
notice-commented = { $by } said something about { $title }
notice-matched = { $title } could be moved by your institution
notice-hidden = A moderator hid something of yours in { $title }: { $why }
notice-stage = { $title }: { $stage }
notice-something = an idea
about-heading = About Fulcrum
about-text = Fulcrum is where a neighbourhood’s ideas meet the institutions that have the levers to move them: hospital trusts, universities, colleges, housing associations, councils. You put an idea on the map. Fulcrum shows at once who could move it, and why, and which lessons would help you do it. Institutions answer in public, say what they will do and by when, and are seen to keep it.
about-matching = How ideas are matched
about-matching-text = A list of words, written by people, says what neighbours ask for and what institutions offer, in the words of both. Your idea and an institution’s lever are put side by side by what is asked and what is offered, where it is, and what became of ideas like it before. Every match says its reasons. Staff can put a match aside, and must say why. No outside service reads your words.
about-privacy = What is kept
about-privacy-text = Your e-mail, so that you can sign in; it is shown to nobody. Your password only as a scrambled form that cannot be turned back. The name you chose, what you write, what you back and follow, and which lessons you did. One cookie says that it is you; there is no other. Your browser is never sent to another website: map, letters and pictures all come from here.
