# Joining ideas that ask for the same, with their authors' consent.
merge-heading = Join two ideas
merge-offer = Join one of these into this idea…
merge-offer-text = Their authors are asked first. Whoever backs the one then backs the other, each person once.
merge-ask = Ask to join “{ $title }” into this
merge-find = Look for others to join
merge-find-heading = Join an idea into “{ $title }”
merge-find-alike = These ask for something like it
merge-find-found = With these words
merge-find-nothing-alike = Nothing that asks for the same was found. Try words it may have.
merge-find-search = Search by words
merge-find-none = No idea has these words, or those that have them are too far on to be joined.
merge-text = A facilitator asks to make “{ $from }” part of “{ $into }”.
merge-what = Whoever backs or follows the first then backs or follows the second, each person once. What was said stays where it is, and the first says where it went.
merge-from = Becomes a part
merge-into = Takes it in
merge-who = Who has to agree
merge-agreed = Agreed
merge-waiting = Waiting
merge-accept = Yes, join them
merge-decline = No, keep them apart
merge-withdraw = Take the question back
merge-finish = Join them now
merge-left = Nobody can be asked for “{ $title }”: whoever wrote it has left, or it came from elsewhere.
merge-asked-on = Asked { $when }
merge-status-open = It waits for consent.
merge-status-free = Nobody is left to ask. A facilitator can join them.
merge-status-done = They are joined.
merge-status-declined = An author said no. Both ideas stay as they are.
merge-status-withdrawn = The question was taken back.
merge-part-of = This idea is part of another now
merge-part-of-text = Neighbours asked for the same, and the authors agreed to join. Back it and talk about it there.
merge-see = See “{ $title }”
merge-parts = It takes in
merge-part-comments = { $count ->
    [0] nothing was said there
    [one] one thing was said there
   *[other] { $count } things were said there
}
merge-open = Wait for their authors to agree to be joined
merge-open-line = “{ $from }” into “{ $into }”
notice-merge-asked = { $name } asks whether “{ $title }” and “{ $other }” may be joined. Please answer
notice-merge-declined = { $name } said no to joining “{ $title }” with another idea
notice-merged = “{ $other }” is part of “{ $title }” now
oops-conflict = That cannot be done any more
oops-conflict-merged = This idea is part of another now. Its page says which: back that one, and say it there.
oops-conflict-merge-same = An idea cannot be joined with itself.
oops-conflict-merge-hidden = One of the two is hidden.
oops-conflict-merge-asked = The authors are asked already.
oops-conflict-merge-gone = The question is not open any more.
oops-conflict-merge-waits = Someone who can still be asked has not agreed yet.
