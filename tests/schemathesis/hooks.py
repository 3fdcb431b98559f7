"""Made-up ids alone would only ever meet a 404: half of them become those of the seed."""

import zlib

import schemathesis

KNOWN = {
    "/proposals/{id}": ("id", ["seed-garden", "seed-kitchen-idea"]),
    "/institutions/{slug}": ("slug", ["marsh-hospital", "marsh-college"]),
    "/modules/{slug}": ("slug", ["growing-in-a-small-space"]),
}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    path = context.operation.path
    for prefix, (name, known) in KNOWN.items():
        if prefix in path and name in (path_parameters or {}):
            choice = zlib.crc32(repr(path_parameters[name]).encode()) % (2 * len(known))
            if choice < len(known):
                return {**path_parameters, name: known[choice]}
    return path_parameters
