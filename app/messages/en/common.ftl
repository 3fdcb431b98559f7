# Bars, buttons and other words that every page shares.
brand = Fulcrum
skip-to-page = Skip to the page
nav-main = Main
nav-main-foot = Main, at the foot
nav-ideas = Ideas
nav-institutions = Institutions
nav-learn = Learn
nav-you = You
nav-manage = Manage
nav-new-idea = New idea
sign-in = Sign in
sign-up = Sign up
sign-out = Sign out
page-title = { $title } · { $place }
notices-new = { $count ->
    [one] { $count } new notice
   *[other] { $count } new notices
}
demo-note = This is a demo.
demo-try-as = Try it as
demo-resident = a resident
demo-staff = staff
demo-facilitator = a facilitator
demo-people = Everyone and every institution in it is made up.
footer-about = About Fulcrum
footer-matching = How ideas are matched
footer-privacy = Your privacy
footer-language = Language
footer-change = Change
map-credit = Map: { $credit }
map-credit-osm = © OpenStreetMap contributors
show-more = Show more
cancel = Not now
save = Save
error-word = Error:
errors-heading = { $count ->
    [one] One thing to put right
   *[other] { $count } things to put right
}
not-loaded-place = This place

# How long ago.
ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] yesterday
   *[other] { $n } days ago
}
ago-months = { $n ->
    [one] a month ago
   *[other] { $n } months ago
}
ago-years = { $n ->
    [one] a year ago
   *[other] { $n } years ago
}
day-month = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
day-month-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
day-month-year = { $date } { $year }

# The taxonomy.
theme-green = Green
theme-play-sport = Play and sport
theme-streets = Streets
theme-transport = Getting about
theme-safety = Safety
theme-learning-digital = Learning and digital
theme-arts-culture = Arts and culture
theme-health-wellbeing = Health and wellbeing
theme-food = Food
theme-older-people = Older people
theme-young-people = Young people
theme-homes-estates = Homes and estates
theme-jobs-enterprise = Jobs and business
theme-access-inclusion = Access for all
theme-advice-money = Advice and money
theme-reuse-repair = Reuse and repair
stage-draft = Draft
stage-open = Open
stage-shaping = Taking shape
stage-costed = Costed
stage-on-ballot = On the ballot
stage-funded = Funded
stage-delivering = Under way
stage-done = Done
stage-declined = Not going ahead
lever-kind-employment = Jobs
lever-kind-procurement = Buying
lever-kind-land = Space and buildings
lever-kind-service = A service
lever-kind-environment = Environment
lever-kind-finance = Money
lever-kind-convening = Bringing people together
lever-kind-data-research = Data and research
lever-kind-volunteering = People’s time
lever-kind-ownership = Community ownership
institution-kind-council = Council
institution-kind-nhs-acute = Hospital trust
institution-kind-nhs-community = Community health trust
institution-kind-university = University
institution-kind-fe-college = College
institution-kind-housing-association = Housing association
institution-kind-transport = Transport
institution-kind-culture-leisure = Culture and leisure
institution-kind-police-fire = Police and fire
institution-kind-developer = Developer
institution-kind-community-foundation = Community foundation
institution-kind-charity = Charity
institution-kind-employer = Employer
institution-kind-other = Institution
strand-participation = Participation
strand-equalities = Fair for everyone
strand-research = Finding out
strand-funding = Funding
strand-delivery = Making it happen
role-resident = Resident
role-moderator = Moderator
role-facilitator = Facilitator
role-admin = Admin
response-exploring = Exploring it
response-committed = Said yes
response-not-possible = Said no
response-done = Done
sort-newest = Newest
sort-supported = Most backed
sort-nearest = Nearest
skill-facilitation = running meetings
skill-outreach = reaching neighbours
skill-co-design = designing together
skill-volunteers = working with volunteers
skill-decision-making = deciding together
skill-accessible-places = making places everyone can use
skill-equality-impact = seeing who is left out
skill-safeguarding = keeping people safe
skill-ageing = working with older people
skill-disability = working with disabled people
skill-migration-antiracism = welcoming new neighbours
skill-surveys-interviews = asking good questions
skill-citizen-counting = counting and measuring
skill-maps-open-data = maps and open data
skill-evaluation = showing the difference made
skill-safety-audit = checking a place is safe
skill-capital-costing = costing things to build or buy
skill-grant-writing = writing for a grant
skill-crowdfunding = raising money from many
skill-group-governance = setting up a group
skill-social-enterprise = trading for good
skill-in-kind = asking for gifts in kind
skill-events = putting on an event
skill-building-care = looking after a building
skill-growing = growing things
skill-digital-teaching = teaching digital skills
skill-food-hygiene = handling food safely
skill-repair-reuse = mending and reusing
