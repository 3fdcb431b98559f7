# Neighbourhoods: what each asks for, who answers, what would help; and feeds.
neighbourhoods-title = Neighbourhoods
neighbourhoods-lead = What each part of { $place } asks for, how many back it, and what still waits for an answer.
neighbourhoods-none = This place has no neighbourhoods yet.
neighbourhoods-show = Shade the map by
neighbourhoods-by-ideas = Ideas
neighbourhoods-by-support = Backing
neighbourhoods-by-unanswered = Unanswered
neighbourhoods-map-ideas = Neighbourhoods of { $place } by how many ideas they have
neighbourhoods-map-support = Neighbourhoods of { $place } by how often their ideas are backed
neighbourhoods-map-unanswered = Neighbourhoods of { $place } by how many ideas wait for an answer
neighbourhoods-key = What the shades mean
neighbourhoods-range = { $least } to { $most }
neighbourhoods-table = The same in numbers
neighbourhoods-column = Neighbourhood
neighbourhood-support = { $count ->
    [one] { $place }: ideas backed once
   *[other] { $place }: ideas backed { $count } times
}
neighbourhood-unanswered = { $count ->
    [one] { $place }: one idea waits for an answer
   *[other] { $place }: { $count } ideas wait for an answer
}
neighbourhood-description = What { $place } asks for, who has answered, and what would help.
neighbourhood-ideas = ideas
neighbourhood-backing = times backed
neighbourhood-waiting = without an answer
neighbourhood-themes = What it asks for
neighbourhood-themes-ideas = { $count ->
    [one] One idea
   *[other] { $count } ideas
}
neighbourhood-most-backed = Most backed
neighbourhood-all = All ideas in { $place }
neighbourhood-none = Nobody has shared an idea here yet.
neighbourhood-answering = Who has answered
neighbourhood-answering-none = Nobody has answered here yet.
neighbourhood-answered = { $count ->
    [one] One idea answered
   *[other] { $count } ideas answered
}
neighbourhood-sites = Who is here
neighbourhood-needed = What would help
neighbourhood-needed-by = { $count ->
    [one] helps one idea here, { $minutes } min
   *[other] helps { $count } ideas here, { $minutes } min
}
neighbourhood-feed = Follow by feed
ideas-about-neighbourhood = About { $place }
feed-title = Ideas in { $place }
feed-near = Ideas near { $spot }
feed-backed = { $count ->
    [one] One neighbour backs it.
   *[other] { $count } neighbours back it.
}
footer-neighbourhoods = Neighbourhoods
filter-feed = Follow this list by feed
