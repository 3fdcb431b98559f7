map-title = Map of ideas
map-pin-answered = { $title }, answered
map-cluster = { $count ->
    [one] { $count } idea here
   *[other] { $count } ideas here
}
map-move = Move the map
map-north = North
map-south = South
map-west = West
map-east = East
map-closer = Closer
map-further = Further away
map-whole = The whole place
map-chosen = The chosen idea
