# What the map's tiles say beyond what pages say. Their readers are programs, and those who write them.
tiles-none = There is no such tile
tiles-none-text = Tiles here go from zoom 0 to { $closest }; at zoom z, x and y go from 0 to 2^z - 1.
tiles-address = This is no tile's address
tiles-address-text = Tiles stand at /{ "{" }z{ "}" }/{ "{" }x{ "}" }/{ "{" }y{ "}" }.mvt, three whole numbers.
tiles-filter = This filter does not read
tiles-filter-text = Tiles can be filtered by theme, stage and neighbourhood, each given once.
tiles-unknown-text = The map's sources are described at /tiles/proposals.json and /tiles/base.json.
