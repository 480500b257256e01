"""The bench of pages knows every page of the website: each is opened, or left out for a reason."""

import pytest

from onward.access.roles import BY_NAME
from onward.cli.bench.page_figures import LIMIT, NationSize, PageFigure, PageReport, table_of_pages
from onward.demo.page_bench.pages import NOT_MEASURED, OF_AUTHORITY, OF_SCHOOL, PAGES
from onward.web.addresses import ADDRESSES
from onward.web.routing import ROUTES

NAMES = {each.name for each in ROUTES}
NATION = NationSize(schools=2, pupils=3, transfers=4, messages=5, audit_entries=6)


def figure(page: str, p50: float) -> PageFigure:
    return PageFigure(page=page, role="operator", p50=p50, p95=p50, longest=p50, statements=7, kilobytes=1)


def report(*pages: PageFigure) -> PageReport:
    return PageReport(
        at="2026-01-01", processors=2, load_before=0.1, python="3", postgresql="18", nation=NATION, rounds=2,
        pages=pages, without_rows=["reopened"],
    )  # fmt: skip


def test_every_route_is_opened_or_left_out_for_a_reason() -> None:
    assert ADDRESSES
    assert {each.route for each in PAGES} | NOT_MEASURED.keys() == NAMES
    assert all(NOT_MEASURED.values())


def test_no_route_is_both_opened_and_left_out() -> None:
    assert not {each.route for each in PAGES} & NOT_MEASURED.keys()


def test_no_page_is_opened_twice() -> None:
    assert len({(each.title, each.role) for each in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.title} {page.role}")
def test_who_opens_a_page_may_open_it(page: object) -> None:
    opened = next(each for each in PAGES if each is page)
    role = BY_NAME["administrator" if opened.role in {OF_SCHOOL, OF_AUTHORITY} else opened.role]
    route = next(each for each in ROUTES if each.name == opened.route)

    assert not route.needs or route.needs & role.permissions
    assert route.held is None or route.held in role.held_in


def test_a_page_over_the_limit_is_marked() -> None:
    told = report(figure("slow", LIMIT + 1), figure("quick", LIMIT))
    table = table_of_pages(told)

    assert list(table.columns[2].cells) == ["101.0 (over 100)", "100.0"]
    assert "2 pages, 1 of them over 100 ms" in told.words
    assert "4 transfers" in told.words
    assert "Nothing to show for: reopened" in told.words
