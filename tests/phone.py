"""The article on a slow phone, measured in a browser: part of `make bench` (`python -m tests.bench --only phone`).

The profile: a processor four times slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms for each round trip.
"""

from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path

SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
WATCH = """
window.__paint = 0; window.__shift = 0;
new PerformanceObserver(l => { for (const e of l.getEntries()) window.__paint = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; })
  .observe({type: 'layout-shift', buffered: true});
"""


@dataclass
class Visit:
    """One cold visit. Times in milliseconds, sizes in bytes as they were transferred, headers and all."""

    paint: float = 0
    shift: float = 0
    transferred: int = 0
    pictures: int = 0
    requests: int = 0
    foreign: list[str] = field(default_factory=list)
    cookies: int = 0
    console: list[str] = field(default_factory=list)


def visit(browser, url: str) -> Visit:
    """A first visit with an empty cache, scrolled to the end, so that what loads late is counted too."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    found, kinds = Visit(), {}
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def answered(event):
        kinds[event["requestId"]] = event["type"]
        if urlsplit(event["response"]["url"]).netloc != urlsplit(url).netloc:
            found.foreign.append(event["response"]["url"])

    def finished(event):
        found.requests += 1
        size = int(event["encodedDataLength"])
        if kinds.get(event["requestId"]) == "Image":
            found.pictures += size
        else:
            found.transferred += size

    devtools.on("Network.responseReceived", answered)
    devtools.on("Network.loadingFinished", finished)
    page.on("console", lambda line: found.console.append(line.text))
    page.on("pageerror", lambda error: found.console.append(str(error)))
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(1500)
    found.paint = page.evaluate("window.__paint")
    page.evaluate("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    page.wait_for_timeout(2500)
    found.shift = page.evaluate("window.__shift")
    found.cookies = len(context.cookies())
    context.close()
    return found


def measure(url: str, times: int = 5) -> dict[str, object]:
    """The median of some visits for times; the worst of them for everything else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        visits = [visit(browser, url) for _ in range(times)]
        browser.close()
    return {
        "largest contentful paint, ms": round(median(v.paint for v in visits)),
        "slowest of them, ms": round(max(v.paint for v in visits)),
        "layout shift": round(max(v.shift for v in visits), 4),
        "transferred without pictures, bytes": max(v.transferred for v in visits),
        "pictures, bytes": max(v.pictures for v in visits),
        "requests": max(v.requests for v in visits),
        "requests elsewhere": max(len(v.foreign) for v in visits),
        "cookies": max(v.cookies for v in visits),
        "console messages": max(len(v.console) for v in visits),
    }
