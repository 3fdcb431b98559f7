-- Pages, each asked for by the next of the people: PATHS is a file of paths, SESSIONS one of cookies.
local function lines(name)
  local all = {}
  for line in io.lines(os.getenv(name)) do all[#all + 1] = line end
  return all
end

local paths, sessions, n = lines("PATHS"), lines("SESSIONS"), 0

request = function()
  n = n + 1
  local headers = { ["cookie"] = sessions[n % #sessions + 1], ["accept-encoding"] = "br" }
  return wrk.format("GET", paths[n % #paths + 1], headers)
end
