"""The few calls that `run.sh` makes itself: wait for the server, sign up, see that it still lives."""

import json
import sys
import time
import urllib.error
import urllib.request


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    return urllib.request.urlopen(request, timeout=10)


def wait(site):
    for _ in range(300):
        try:
            call(site + "/ready")
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit("schemathesis: the server did not get ready in 30 s")


def sign_up(site):
    account = {"email": "ana@example.org", "password": "three words together", "display_name": "Ana B."}
    cookie = call(site + "/api/v1/accounts", account).headers["set-cookie"]
    print(cookie.split(";")[0].partition("=")[2])


if __name__ == "__main__":
    site, what = sys.argv[1:]
    {"wait": wait, "sign-up": sign_up, "healthy": lambda site: call(site + "/ready")}[what](site)
