# Why a lever or a module was matched, in a neighbour's sentence.
reason-need = You need { $want }; { $institution } offers { $offer }
reason-need-same = { $institution } offers what you ask for: { $want }
reason-topic = Both are about { $topic }
reason-words = It speaks of { $words }
reason-theme = It is for { $theme }
reason-near = { $distance } from { $site }
reason-metres = { $metres } m
reason-kilometres = { $kilometres } km
reason-remit = It looks after { $area }
reason-record = { $institution } said yes to { $yes } of { $of } ideas like this
reason-mission = It is part of the mission “{ $title }”
reason-skill = It teaches { $skill }, which helps with { $task }
reason-asked = “{ $lever }” asks for { $what }
asked-constituted-group = a group with a constitution
asked-safeguarding = a safeguarding policy
asked-food-hygiene = a food hygiene certificate
asked-participants = people who sign up
asked-other = this
reason-stage = It fits where the idea stands now: { $stage }
condition-cost-ceiling = Up to { $amount }
condition-constituted-group = For groups with a constitution: you would need one
condition-insurance = You would need insurance
condition-safeguarding = You would need a safeguarding policy
condition-food-hygiene = You would need a food hygiene certificate
condition-participants = It takes at least { $least } people
condition-notice = { $weeks ->
    [one] It takes a week’s notice
   *[other] It takes { $weeks } weeks’ notice
}
condition-own-tenants = For people who live in its homes
condition-named-person = It asks for one named person
condition-other = { $text }
money-gbp = £{ $amount }
money-other = { $amount } { $currency }
