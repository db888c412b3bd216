"""Draw docs/images/report-light.png and report-dark.png: the first screen of the example's own report."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1100, 1480


def main() -> int:
    """Assess the example, open its report in Chromium, photograph the first screen in both colour schemes."""
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
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
