META
key;value
description;A street
budget;100,5
vote_type;approval
min_project_score_threshold;1
PROJECTS
project_id;cost;name;category;district
1;50;"A ""park""";green,play;N
2;50.5;B;streets;S
3;0;C;;N
VOTES
voter_id;vote;age
a;1,2;30
b;2;None
c;;
d;1,3;
