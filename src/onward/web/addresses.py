"""All pages of the website, gathered from their areas."""

from django.urls import URLPattern, URLResolver, include, path

from onward.web.administration.addresses import ADDRESSES as ADMINISTRATION
from onward.web.administration.outbox import ADDRESSES as OUTBOX
from onward.web.authority.addresses import ADDRESSES as AUTHORITY
from onward.web.brand_files import ADDRESSES as BRAND_FILES
from onward.web.emails.addresses import ADDRESSES as EMAILS
from onward.web.guide import ADDRESSES as GUIDE
from onward.web.home.addresses import ADDRESSES as HOME
from onward.web.kept.addresses import ADDRESSES as KEPT
from onward.web.national.addresses import ADDRESSES as NATIONAL
from onward.web.pupil.addresses import ADDRESSES as PUPIL
from onward.web.school.addresses import ADDRESSES as SCHOOL
from onward.web.school_suggestions import ADDRESSES as SCHOOL_SUGGESTIONS
from onward.web.sign_in.addresses import ADDRESSES as SIGN_IN
from onward.web.statements import ADDRESSES as STATEMENTS
from onward.web.style.views import ADDRESSES as STYLE

ADDRESSES: list[URLPattern | URLResolver] = [
    *HOME,
    *ADMINISTRATION,
    *AUTHORITY,
    *BRAND_FILES,
    *GUIDE,
    *EMAILS,
    *STATEMENTS,
    *NATIONAL,
    *KEPT,
    *OUTBOX,
    *STYLE,
    *SCHOOL,
    *SCHOOL_SUGGESTIONS,
    *PUPIL,
    path("account/", include(list(SIGN_IN))),
]
