"""Draw the pictures of docs/images: the first screen of the example's own report, and that of the hub."""

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
WIDTH, HEIGHT = 1100, 1480
HUB_HEIGHT = 1072
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
    """Assess the example, open its report and the hub in Chromium, photograph each first screen in both schemes."""
    from playwright.sync_api import sync_playwright

    import fairlead.report.html as report
    from fairlead.assess.assessment import assess

    browser = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if browser is None:
        sys.stderr.write("No Chromium found. Install it (on Debian: apt-get install chromium) and try again.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "report.html"
        report.write(assess(ROOT / "examples" / "purchases.csv"), page_file)
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--font-render-hinting=none"])
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
            page.goto(page_file.as_uri())
            page.screenshot(path=str(IMAGES / f"report-{scheme}.png"))
            page.close()
        with tempfile.TemporaryDirectory() as data, hub(data) as address:
            for scheme in ("light", "dark"):
                page = chromium.new_page(viewport={"width": WIDTH, "height": HUB_HEIGHT}, color_scheme=scheme)
                page.goto(address)
                page.screenshot(path=str(IMAGES / f"hub-{scheme}.png"))
                page.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
