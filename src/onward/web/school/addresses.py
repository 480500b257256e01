"""Addresses of the pages of a school."""

from onward.web.school.files.addresses import ADDRESSES as FILES
from onward.web.school.joining_addresses import ADDRESSES as JOINING
from onward.web.school.leavers.addresses import ADDRESSES as LEAVERS
from onward.web.school.new_leaver.addresses import ADDRESSES as NEW_LEAVER

ADDRESSES = [*NEW_LEAVER, *LEAVERS, *FILES, *JOINING]
