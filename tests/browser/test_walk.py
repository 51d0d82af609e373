"""People at work: with a keyboard only, without scripts, with htmx, with the back button, on a bad connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

HEADING = "How many people live with you?"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser with scripts turned off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}/s/heat")
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADING)


def test_everything_can_be_done_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    tab_to(page, "Skip to main content")
    tab_to(page, "Help with heat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/heat")
    tab_to(page, "Start now")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask-people")
    tab_to(page, HEADING)
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    stands_on(page, "Is your heat off?")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Yes", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    stands_on(page, "How can we reach you?")
    tab_to(page, "Your name")
    page.keyboard.type("Sam Sample")
    tab_to(page, "Phone number")
    page.keyboard.type("518-555-0134")
    page.keyboard.press("Enter")
    stands_on(page, "Check your answers before you send them")
    tab_to(page, "Agree and send")
    page.keyboard.press("Enter")
    stands_on(page, "We have your request")
    tab_to(page, "Print or save this page")


def test_everything_can_be_done_without_scripts(plain: Page, address: str) -> None:
    begin(plain, address)
    plain.get_by_role("button", name="Continue").click()
    expect(plain.get_by_role("alert")).to_contain_text("There is a problem")
    plain.get_by_label(HEADING).fill("3")
    plain.get_by_role("button", name="Continue").click()
    plain.locator("label", has_text="No").click()
    plain.get_by_role("button", name="Continue").click()
    plain.get_by_label("What is your income?").fill("9000")
    plain.get_by_role("button", name="Continue").click()
    plain.get_by_role("button", name="No", exact=True).click()
    plain.get_by_label("Email address").fill("sam@example.org")
    plain.get_by_role("button", name="Continue").click()
    plain.get_by_role("button", name="Agree and send").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("We have your request")
    expect(plain.get_by_role("button", name="Print or save this page")).to_be_hidden()


def test_htmx_saves_the_reload_and_moves_focus_and_title(page: Page, address: str) -> None:
    begin(page, address)
    page.evaluate("window.isSamePage = true")
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Is your heat off?")
    expect(heading).to_be_focused()
    expect(page).to_have_title("Is your heat off? – Help with heat – State of Meridian")
    assert page.url.endswith("/ask-shutoff")
    assert page.evaluate("window.isSamePage") is True


def test_focus_moves_to_the_problems_and_from_there_to_the_field(page: Page, address: str) -> None:
    begin(page, address)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page).to_have_title(f"Error: {HEADING} – Help with heat – State of Meridian")
    page.locator("#error-summary a").click()
    expect(page.get_by_label(HEADING)).to_be_focused()


def test_the_back_button_shows_the_question_before_with_its_answer(page: Page, address: str) -> None:
    begin(page, address)
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADING)
    expect(page.get_by_label(HEADING)).to_have_value("3")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")


def test_another_language_is_chosen_at_the_question_that_htmx_brought(page: Page, address: str) -> None:
    begin(page, address)
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url.endswith("/ask-shutoff")


def test_pressing_twice_sends_once(page: Page, address: str) -> None:
    begin(page, address)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_when_htmx_cannot_finish_the_form_goes_the_plain_way(page: Page, address: str) -> None:
    begin(page, address)

    def fail_for_htmx(route: Route) -> None:
        if route.request.headers.get("hx-request"):
            route.abort()
        else:
            route.continue_()

    page.route("**/ask-people", fail_for_htmx)
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")


def test_a_page_that_htmx_cannot_swap_is_shown_whole(page: Page, address: str) -> None:
    begin(page, address)
    page.context.clear_cookies()
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please send the form again")


def test_none_of_these_clears_the_others(page: Page, address: str) -> None:
    page.goto(f"{address}/gallery/checkboxes")
    page.locator("label", has_text="Electricity").click()
    page.locator("label", has_text="None of these").click()
    expect(page.get_by_label("Electricity")).not_to_be_checked()
    page.locator("label", has_text="Electricity").click()
    expect(page.get_by_label("None of these")).not_to_be_checked()


@pytest.mark.parametrize("name", ["radios", "checkboxes"])
def test_what_is_chosen_shows_where_the_system_chooses_the_colors(page: Page, address: str, name: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{address}/gallery/{name}")
    labels = page.locator(".choice label")
    labels.first.click()
    mark = "(label, part) => getComputedStyle(label, '::before')[part]"
    assert labels.first.evaluate(mark, "borderTopColor") != labels.first.evaluate(
        "label => getComputedStyle(label).backgroundColor"
    )
    assert labels.first.evaluate(mark, "borderTopStyle") == "solid"
    assert labels.first.evaluate(mark, "borderTopColor") != labels.nth(1).evaluate(mark, "borderTopColor")


def test_characters_left_are_counted_in_words(page: Page, address: str) -> None:
    page.goto(f"{address}/gallery/textarea")
    page.get_by_label("What is wrong with your heat?").fill("x" * 490)
    expect(page.locator("#answer-count")).to_have_text("Characters left: 10")
    page.get_by_label("What is wrong with your heat?").fill("x" * 501)
    expect(page.locator("#answer-count")).to_have_text("Characters too many: 1")


def test_nothing_is_asked_of_other_hosts_and_no_script_is_refused(page: Page, address: str) -> None:
    hosts: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("console", lambda message: said.append(message.text))
    begin(page, address)
    page.get_by_label(HEADING).fill("3")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    assert hosts == {address.removeprefix("http://")}
    assert said == []


def test_a_first_question_weighs_less_than_60_kilobytes(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    begin(page, address)
    question = page.url
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(question)
    page.wait_for_load_state("networkidle")
    context.close()
    assert len(sizes) >= 4
    assert sum(sizes) < 60_000, sizes


def stands_on(page: Page, words: str) -> None:
    """The focus is on the new page's heading: where the next Tab goes on from."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(words)
    expect(heading).to_be_focused()


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Press Tab until the focus is on something called `words`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(words):
            return
    raise AssertionError(f"Tab never reached {words!r}")


NAME_OF_FOCUS = """() => {
  const here = document.activeElement;
  return (here.labels?.[0]?.textContent ?? here.textContent).trim();
}"""


def test_the_way_back_after_a_mended_answer_asks_nothing(plain: Page, address: str) -> None:
    begin(plain, address)
    plain.get_by_label(HEADING).fill("forty")
    plain.get_by_role("button", name="Continue").click()
    expect(plain.get_by_role("alert")).to_contain_text("There is a problem")
    expect(plain.get_by_label(HEADING)).to_have_value("forty")
    plain.get_by_label(HEADING).fill("3")
    plain.get_by_role("button", name="Continue").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    plain.go_back()
    expect(plain.get_by_role("heading", level=1)).to_have_text(HEADING)
    expect(plain.get_by_role("alert")).to_have_count(0)
    plain.go_back()
    expect(plain.get_by_role("heading", level=1)).to_have_text(HEADING)


def test_nothing_on_the_way_breaks_the_pages_own_policy(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    begin(page, address)
    for typed in ("forty", "3"):
        page.get_by_label(HEADING).fill(typed)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_timeout(400)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is your heat off?")
    assert [each for each in said if "Content Security Policy" in each or "Content-Security-Policy" in each] == []
