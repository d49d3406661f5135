"""Receives the first dossier that waits: comes in by token, pages, looks up, acts once. Standard library only."""

import json
import os
import re
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("MOTCUA_URL", "http://127.0.0.1:8080").rstrip("/")
TOKEN = os.environ["MOTCUA_TOKEN"]


class Refused(Exception):
    """A refusal: `problem` is application/problem+json (RFC 9457)."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem['code']}: {problem['detail']} (request {problem['request_id']})")
        self.status, self.code, self.problem = status, problem["code"], problem


def call(method, path, body=None, headers=None):
    """One call; the decoded answer and its headers. What is busy is asked again, up to three times."""
    request = urllib.request.Request(URL + path, method=method)
    request.add_header("Authorization", f"Bearer {TOKEN}")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    for tries in range(4):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer), answer.headers
        except urllib.error.HTTPError as refusal:
            if refusal.code == 503 and tries < 3:
                time.sleep(int(refusal.headers.get("Retry-After", "5")))
                continue
            raise Refused(refusal.code, json.load(refusal)) from None


def pages(path):
    """Every page of a list, by the address that each names as the next."""
    while path:
        page, headers = call("GET", path)
        yield page
        following = re.search(r'<([^>]*)>; rel="next"', headers.get("Link") or "")
        path = following and following.group(1)


def main():
    me, _ = call("GET", "/api/v1/me")
    print(f"came in as {me['name']}")

    count = sum(len(page["items"]) for page in pages("/api/v1/procedures"))
    print(f"procedures: {count}")

    waiting = [line for page in pages("/api/v1/desk?queue=cho-tiep-nhan") for line in page["lines"]]
    if not waiting:
        sys.exit("no dossier waits to be received")
    path = f"/api/v1/dossiers/{waiting[0]['id']}"
    dossier, headers = call("GET", path)
    print(f"looked up: {dossier['submitter']}, {dossier['procedure']}, {dossier['state']}")

    # One key for one act, made before the first try and kept until it is answered.
    act = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": headers["ETag"]}
    receipt, _ = call("POST", f"{path}/reception", {}, act)
    again, _ = call("POST", f"{path}/reception", {}, act)
    assert again == receipt, "a repeat gets the first answer"
    print(f"received once: {receipt['number']}, due {receipt['due']}")

    by_number, _ = call("GET", f"/api/v1/dossiers/{receipt['number']}")
    print(f"now: {by_number['state']}, revision {by_number['revision']}")

    try:
        call("POST", f"{path}/reception", {}, {"Idempotency-Key": str(uuid.uuid4()), "If-Match": headers["ETag"]})
    except Refused as refusal:
        print(f"refused as it should be: {refusal.status} {refusal.code}")


if __name__ == "__main__":
    main()
