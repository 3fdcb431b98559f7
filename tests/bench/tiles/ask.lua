-- Asks for the addresses in the file PATHS, one after the other, behind PREFIX and before SUFFIX.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local at, prefix, suffix = 0, os.getenv("PREFIX"), os.getenv("SUFFIX") or ""
local headers = { ["Accept-Encoding"] = "gzip" }
request = function()
  at = at % #paths + 1
  return wrk.format("GET", prefix .. paths[at] .. suffix, headers)
end
