map-title = Map of ideas
map-pin-answered = { $title }, answered
map-cluster = { $count ->
    [one] { $count } idea here
   *[other] { $count } ideas here
}
map-cluster-words = Ideas here: { $count }
map-move = Move the map
map-north = North
map-south = South
map-west = West
map-east = East
map-closer = Closer
map-further = Further away
map-whole = The whole place
map-label = Map. Arrow keys move it, plus and minus bring it closer or further.
map-two-fingers = Use two fingers to move the map
map-ctrl-scroll = Hold Ctrl and scroll to bring the map closer
map-cmd-scroll = Hold ⌘ and scroll to bring the map closer
map-close-card = Close
map-said-theme = { $ideas }, { $count } about { $theme }
map-said-none = No ideas on this part of the map
map-to-list = All ideas as a list
map-chosen = The chosen idea
