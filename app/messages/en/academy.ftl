# The academy: modules, lessons, quizzes.
academy-title = Learn
academy-heading = Learn what your idea needs
academy-lead = Pieces of ten minutes, each with something to try on your street.
academy-description = Short lessons that help neighbours in { $place } carry out their ideas.
academy-strands = What it is about
academy-all = Everything
academy-none = There is nothing to learn here yet
academy-none-text = The partnership adds modules; come back soon.
academy-none-strand = Nothing about this yet
academy-none-strand-text = Look at everything there is to learn.
module-lessons = { $count ->
    [0] no lessons yet
    [one] { $count } lesson
   *[other] { $count } lessons
}
module-facts = { $minutes } min · { $lessons }
module-for-own = You are here because your idea needs it:
module-for = You are here because an idea needs it:
module-start = Start: { $lesson }
module-go-on = Go on: { $lesson }
module-again = Look at it again
module-empty = Its lessons are still being written.
module-lessons-heading = Lessons
module-skills-heading = What you learn
module-finished = You have finished it. Well done!
module-finished-text = { $skills ->
    [none] You can put it to use now.
   *[other] You can now help with { $skills }.
}
module-finished-use = Ideas near you need just that: see below.
module-needed-by = Ideas that need it
module-needed-by-some = { $shown } of { $all } ideas
module-needed-by-none = No idea needs it just now. Yours may be the first.
lesson-title = { $lesson } · { $module }
lesson-of = Lesson { $position } of { $all }
lesson-done-tag = done
lesson-street = From your street.
lesson-street-own = Your idea { $title }.
lesson-street-other = The idea { $title }.
lesson-try = Try it
lesson-check = Check
lesson-check-again = Check again
lesson-all-right = All right: this lesson is done.
lesson-all-right-unkept = All right. It is not kept until you sign in.
lesson-not-all = Not all of it yet. Read what is said under your choice and try again.
lesson-right = Right.
lesson-not-this = Not this one.
lesson-mark-right = Right
lesson-mark-wrong = Not this
lesson-ways = Lessons
lesson-back = Back
lesson-to-module = To the module
lesson-next = Next: { $lesson }
lesson-finish = Finish: see what you can do now
lesson-sign-in = Sign in to keep your place
lesson-sign-in-text = and go on from any phone or computer.
