"""Prints the path of a Chromium for the browser tests, installing one where there is none.

In this order: $BENCHBOOK_BROWSER, an installed one, Debian's package, Playwright's own download.
Exits with 1, and says what to install, when nothing of that works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    for find in (named, installed, from_debian, from_playwright):
        if path := find():
            print(path)
            return 0
    say("No Chromium was found for the browser tests, and none could be installed. Install one, for example")
    say("`sudo apt-get install chromium`, or set BENCHBOOK_BROWSER to the path of a Chromium or Chrome.")
    return 1


def named() -> str | None:
    path = os.environ.get("BENCHBOOK_BROWSER", "")
    if path and not shutil.which(path):
        say(f"BENCHBOOK_BROWSER is `{path}`, and there is no such program; looking further.")
    return shutil.which(path) if path else None


def installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def from_debian() -> str | None:
    if not shutil.which("apt-get"):
        return None
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if root and not (shutil.which("sudo") and ran([*root, "true"])):
        return None
    say("Installing Debian's chromium for the browser tests …")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
    ran([*apt, "update"])
    ran([*apt, "install", "--no-install-recommends", "chromium"])
    return installed()


def from_playwright() -> str | None:
    say("Letting Playwright download its Chromium for the browser tests …")
    if not ran([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed only where nothing else helped

    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def ran(command: list[str]) -> bool:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        say(f"`{' '.join(command)}` did not work: {said[-1] if said else done.returncode}")
    return done.returncode == 0


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
