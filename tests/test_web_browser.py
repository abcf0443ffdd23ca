"""The main job, as a person does it: a real browser, a real server, an index of the sample files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.serving import ROOT, serving

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webdriver import WebDriver  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
PATIENCE = 20
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1280,900",
)  # fmt: skip

pytestmark = [
    pytest.mark.skipif(not BROWSER, reason="Chromium is not installed"),
    pytest.mark.skipif(not DRIVER, reason="chromedriver is not installed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where gunicorn serves an index of the sample files."""
    index = tmp_path_factory.mktemp("browser") / "index"
    subprocess.run([sys.executable, "-m", "index", "build", "seeds", "--index", index], cwd=ROOT, check=True)
    with serving(index) as found:
        yield found


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[WebDriver]:
    """Chromium without a window, with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def test_a_person_finds_an_article(browser: WebDriver, address: str) -> None:
    """Types a query, narrows by outlet, opens an article, and goes back."""
    wait = WebDriverWait(browser, PATIENCE)
    browser.get(address)
    box = browser.find_element(By.ID, "q")
    box.send_keys("Idlib offensive", Keys.ENTER)
    wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, ".hit"))
    everything = browser.find_elements(By.CSS_SELECTOR, ".hit")
    assert len(everything) > 1
    assert browser.find_elements(By.CSS_SELECTOR, ".hit mark")

    browser.find_element(By.PARTIAL_LINK_TEXT, "TheJournal.ie").click()
    wait.until(lambda page: "outlet=TheJournal.ie" in page.current_url)
    assert "TheJournal.ie" in browser.find_element(By.CSS_SELECTOR, ".chips").text
    hits = browser.find_elements(By.CSS_SELECTOR, ".hit")
    assert [hit.find_element(By.CLASS_NAME, "outlet").text for hit in hits] == ["TheJournal.ie"]
    results = browser.current_url

    hits[0].find_element(By.TAG_NAME, "a").click()
    wait.until(lambda page: "/articles/" in page.current_url)
    assert browser.find_element(By.TAG_NAME, "h1").text.startswith("Syria forces in new assault")
    marks = {mark.text.lower() for mark in browser.find_elements(By.CSS_SELECTOR, ".body mark")}
    assert {"idlib", "offensive"} <= marks

    browser.find_element(By.PARTIAL_LINK_TEXT, "Back to the results").click()
    wait.until(lambda page: page.current_url == results)


def test_pages_fit_a_phone(browser: WebDriver, address: str) -> None:
    """Nothing is wider than the window, and filters unfold when asked."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True},
    )
    paths = ("/", "/?q=Idlib+offensive", "/help", "/about", "/api", "/?q=nothingofthekind")
    for path in (*paths, "/facets/location?q=Idlib&contains=a", "/facets/outlet?order=name"):
        browser.get(address + path)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360, path
    browser.get(address + "/?q=Idlib+offensive")
    facet = browser.find_element(By.CSS_SELECTOR, ".facet")
    assert not facet.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".filters summary").click()
    assert facet.is_displayed()


def test_a_person_opens_a_country_and_chooses_a_place(browser: WebDriver, address: str) -> None:
    """Its places are out of sight until it is opened, and the keyboard can do it."""
    wait = WebDriverWait(browser, PATIENCE)
    browser.get(address + "/?q=Idlib")
    city = browser.find_element(By.CSS_SELECTOR, "a.toggle[href*='Syria%2FIdlib']")
    assert not city.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".branch summary").send_keys(Keys.ENTER)
    wait.until(lambda _: city.is_displayed())
    city.click()
    wait.until(lambda page: "location=Syria%2FIdlib" in page.current_url)
    assert browser.find_element(By.CSS_SELECTOR, "a.toggle[href*='Syria%2FDamascus']").is_displayed()


def test_pages_ask_nothing_of_the_network_and_complain_of_nothing(browser: WebDriver, address: str) -> None:
    """All that a page loads is ours, and the console stays empty."""
    for path in ("/", "/?q=Idlib", "/articles/seeds/none", "/help"):
        browser.get(address + path)
        loaded = browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
        assert loaded
        assert all(name.startswith(address) for name in loaded)
    serious = [entry for entry in browser.get_log("browser") if "404" not in entry["message"]]
    assert serious == []
