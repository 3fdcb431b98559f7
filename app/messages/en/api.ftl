# What the public API says beyond what pages say. Its readers write programs.
api-malformed = This is not JSON
api-malformed-text = The body does not read as JSON at line { $line }, column { $column }.
api-query = This query does not read
api-query-text = A parameter comes twice, or is not written as a query should be.
api-wrong-kind = This is of the wrong kind
api-media-type = This is not sent as JSON
api-media-type-text = Send the body with content-type: application/json.
api-method = This address does not take that method
api-method-text = The header Allow lists those it takes.
api-unknown = There is nothing at this address
api-unknown-text = What there is stands in /api/openapi.json.
