"""What all pages share, seen in a real browser: styles, fonts, components, and what the policy refuses."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from tests.harness.browser import at_360, check_accessible, note_faults, screenshot
from tests.journeys.conftest import OpenPage, RunningHub

from onward.web.assets import asset
from onward.web.page_headers import HEADERS

pytestmark = pytest.mark.slow

PAGE = f"""<!doctype html>
<html lang="en">
<head>
<title>An example - Onward</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content='{{"allowEval": false, "includeIndicatorStyles": false}}'>
<link rel="stylesheet" href="{asset("design-system.min.css")}">
<link rel="stylesheet" href="{asset("fonts.css")}">
<script src="{asset("htmx.min.js")}" defer></script>
<script src="{asset("start.js")}" type="module"></script>
</head>
<body>
<main class="ds_wrapper" id="main">
<h1>Łukasz is expected</h1>
<svg class="ds_icon" aria-hidden="true" role="img"><use href="{asset("icons.svg")}#search"></use></svg>
<details class="ds_details" data-module="ds-details">
<summary class="ds_details__summary">Why</summary><div class="ds_details__text">Because</div>
</details>
<div class="ds_tabs" data-module="ds-tabs">
<h2 class="ds_tabs__title" id="more">More</h2>
<ul class="ds_tabs__list" aria-labelledby="more">
<li class="ds_tabs__tab"><a class="ds_tabs__tab-link" href="#one">One</a></li>
<li class="ds_tabs__tab"><a class="ds_tabs__tab-link" href="#two">Two</a></li>
</ul>
<div class="ds_tabs__content" id="one">First</div><div class="ds_tabs__content" id="two">Second</div>
</div>
<table class="ds_table" data-smallscreen="scrolling"><caption>Pupils</caption>
<thead><tr><th scope="col">Name</th></tr></thead><tbody><tr><td>Isla</td></tr></tbody></table>
<button class="ds_button" type="button" hx-get="/part" hx-target="#part">Show</button>
<div id="part"></div>
</main>
</body>
</html>"""
PART = '<div class="ds_notification" data-module="ds-notification">Sent</div>'


def show(page: Page, body: str = PAGE) -> None:
    """Open an example in place of a page of the hub; what it loads comes from the hub."""

    def example(route: Route) -> None:
        route.fulfill(body=body, headers={**HEADERS, "Content-Type": "text/html; charset=utf-8"})

    page.route("**/example", example)
    page.goto("/example")


def test_a_page_is_styled_and_its_components_work(page: Page) -> None:
    show(page)

    page.get_by_role("tab", name="Two").click()

    expect(page.get_by_text("Second")).to_be_visible()
    expect(page.get_by_text("First")).to_be_hidden()
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('400 16px Roboto', 'a')")
    assert page.evaluate("document.fonts.check('700 16px Roboto', 'Ł')")
    expect(page.get_by_role("button", name="Show")).to_have_css("background-color", "rgb(0, 101, 189)")
    check_accessible(page)
    at_360(page)
    screenshot(page, "example")


def test_the_first_page_is_for_everybody(page: Page) -> None:
    answer = page.goto("/account/sign-in")

    assert answer is not None
    assert answer.status == 200
    check_accessible(page)
    at_360(page)
    screenshot(page, "sign-in")


def test_nothing_follows_clicks_and_nothing_is_kept(page: Page) -> None:
    show(page)

    page.get_by_text("Why").click()
    page.get_by_role("tab", name="Two").click()

    assert page.evaluate("window.dataLayer ?? []") == []
    assert page.evaluate("[document.cookie, localStorage.length]") == ["", 0]
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]
    assert page.locator("[data-navigation]").count() == 0


def test_components_start_in_what_is_swapped_in(page: Page) -> None:
    page.route("**/part", lambda route: route.fulfill(body=PART, content_type="text/html"))
    show(page)

    page.get_by_role("button", name="Show").click()

    expect(page.get_by_text("Sent")).to_have_class("ds_notification js-instantiated js-initialised")


def test_everything_comes_from_the_hub(page: Page, running: RunningHub) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    show(page)
    page.wait_for_load_state("networkidle")

    assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in asked} == {running.address}
    assert len(asked) > 5


def test_a_form_names_the_hub_as_its_origin(page: Page, running: RunningHub) -> None:
    show(
        page,
        PAGE.replace("</main>", '<form method="post" action="/sent"><button>Send</button></form></main>'),
    )
    page.route("**/sent", lambda route: route.fulfill(body="Taken"))

    with page.expect_request("**/sent") as sent:
        page.get_by_role("button", name="Send").click()

    assert sent.value.all_headers()["origin"] == running.address


def test_a_fault_of_accessibility_is_named_with_its_element(page: Page) -> None:
    show(page, PAGE.replace("</main>", '<img src="/x.png" class="nameless"></main>'))

    with pytest.raises(AssertionError) as told:
        check_accessible(page)

    assert "image-alt: Images must have alternative text" in str(told.value)
    assert 'class="nameless"' in str(told.value)


def test_what_is_too_wide_for_a_telephone_is_named(page: Page) -> None:
    show(page, PAGE.replace("</main>", '<canvas width="700"></canvas></main>'))

    with pytest.raises(AssertionError, match=r"wide at 320:\n.*canvas"):
        at_360(page)


def test_a_page_is_read_without_script(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)

    show(page)

    expect(page.get_by_text("First")).to_be_visible()
    expect(page.get_by_text("Second")).to_be_visible()


def test_an_inline_script_is_refused_and_noted(browser: Browser, running: RunningHub) -> None:
    faults: list[str] = []
    with browser.new_context(base_url=running.address) as context:
        page = context.new_page()
        note_faults(page, faults)

        show(page, PAGE.replace("</main>", "<script>document.title = 'taken over'</script></main>"))

        assert page.title() == "An example - Onward"
    assert "inline script" in faults[0]
    assert "Content Security Policy" in faults[0]
