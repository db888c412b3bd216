"""Draw the pictures of docs/images: the example's own report, the hub's first screen, and the draft of a letter in it.

``tools/picture.py letter`` draws that one alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH = 1100
REPORT = 1480
HUB = {"hub": ("", 0), "letter": ("letters/kinds/convene_plan/?state=BGD&sector=c4", 1180)}
"""Address and height of each picture of the hub; 0: down to the end of the doors."""
DOORS = "document.querySelector('.doors').getBoundingClientRect().bottom"
PORT = 8765


@contextmanager
def hub(folder: str) -> Iterator[str]:
    """Serve an empty hub from this folder; its address once it answers."""
    command = [str(Path(sys.executable).with_name("fairlead")), "hub", "serve", "--port", str(PORT)]
    environment = {**os.environ, "FAIRLEAD_HUB_DATA": folder}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("Stop with"):
                break
        try:
            yield f"http://localhost:{PORT}/"
        finally:
            running.terminate()


def main() -> int:
    """Assess the example, open its report and pages of the hub in Chromium, photograph each in both schemes."""
    from playwright.sync_api import Browser, sync_playwright

    import fairlead.report.html as report
    from fairlead.assess.assessment import assess

    chosen = set(sys.argv[1:]) or {"report", *HUB}
    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        sys.stderr.write("No Chromium found. Install it (on Debian: apt-get install chromium) and try again.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)

    def photograph(chromium: Browser, name: str, address: str, height: int) -> None:
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport={"width": WIDTH, "height": height or 900}, color_scheme=scheme)
            page.goto(address)
            if not height:
                page.set_viewport_size({"width": WIDTH, "height": int(page.evaluate(DOORS)) + 24})
            page.screenshot(path=str(IMAGES / f"{name}-{scheme}.png"))
            page.close()

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--font-render-hinting=none"])
        if "report" in chosen:
            page_file = Path(folder) / "report.html"
            report.write(assess(ROOT / "examples" / "purchases.csv"), page_file)
            photograph(chromium, "report", page_file.as_uri(), REPORT)
        of_hub = [name for name in HUB if name in chosen]
        if of_hub:
            with tempfile.TemporaryDirectory() as data, hub(data) as address:
                for name in of_hub:
                    photograph(chromium, name, address + HUB[name][0], HUB[name][1])
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
