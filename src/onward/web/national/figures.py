"""The country at a glance."""

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_GET

from onward.statistics.national import national_figures
from onward.web.given_out import listing_file
from onward.web.national.figures_pages import MEASURES, country_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def country(request: PageRequest) -> HttpResponseBase:
    """Show one measure of all councils, alarms by age, and messages by month."""
    measure = request.GET.get("measure", "left")
    if measure not in MEASURES:
        raise Http404
    figures = national_figures(now=request.now)
    page = country_page(figures, measure=measure, authority=request.GET.get("authority", ""))
    return listing_file(request, page.listings) or render(request, "national/country.html", page)
