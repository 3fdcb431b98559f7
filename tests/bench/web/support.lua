-- Supports: each request by the next of the people for an idea they do not back yet. One thread only.
local function lines(name)
  local all = {}
  for line in io.lines(os.getenv(name)) do all[#all + 1] = line end
  return all
end

local ideas, sessions, n = lines("TARGETS"), lines("SESSIONS"), 0

request = function()
  local person, idea = n % #sessions + 1, math.floor(n / #sessions) + 1
  n = n + 1
  local headers = { ["cookie"] = sessions[person], ["sec-fetch-site"] = "same-origin" }
  return wrk.format("PUT", "/api/v1/proposals/" .. ideas[idea] .. "/support", headers)
end
