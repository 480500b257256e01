"""Addresses of the pages about who comes: joiners, the mailbox, and what is asked of the school."""

from django.urls import URLPattern

from onward.access.roles import Permission
from onward.web.routing import page
from onward.web.school import joiners, joiners_saying, mailbox, mailbox_files, worklist

_COMES = Permission.CONFIRM_ARRIVALS
_POST = Permission.EXCHANGE_RECORDS
_JOINER = "joiners/<uuid:joiner_id>"
_DELIVERY = "mailbox/<uuid:delivery_id>"

ADDRESSES: list[URLPattern] = [
    page("joiners", joiners.joiners, name="joiners", needs=_COMES),
    page("joiners/list.csv", joiners.export, name="export_joiners", needs=_COMES),
    page("joiners/new", joiners_saying.new, name="new_joiner", needs=_COMES),
    page("joiners/confirm", joiners_saying.confirm, name="confirm_joiners", needs=_COMES),
    page("joiners/undo", joiners_saying.undo, name="undo_arrivals", needs=_COMES),
    page(_JOINER, joiners.joiner, name="joiner", needs=_COMES),
    page(f"{_JOINER}/pdf", joiners.joiner_as_pdf, name="joiner_as_pdf", needs=_COMES),
    page(f"{_JOINER}/other-name", joiners_saying.rename, name="rename_joiner", needs=_COMES),
    page(f"{_JOINER}/not-here", joiners_saying.absent, name="absent_joiner", needs=_COMES),
    page(f"{_JOINER}/recorded", joiners_saying.recorded, name="recorded_joiner", needs=_COMES),
    page("worklist", worklist.worklist, name="worklist", needs=_COMES),
    page("worklist/list.csv", worklist.export, name="export_worklist", needs=_COMES),
    page("mailbox", mailbox.mailbox, name="mailbox", needs=_POST),
    page("mailbox/list.csv", mailbox.export, name="export_mailbox", needs=_POST),
    page("mailbox/chosen", mailbox.take_several, name="take_deliveries", needs=_POST),
    page(_DELIVERY, mailbox.delivery, name="delivery", needs=_POST),
    page(f"{_DELIVERY}/step", mailbox.take_one, name="take_delivery", needs=_POST),
    page(f"{_DELIVERY}/content", mailbox_files.content, name="delivery_content", needs=_POST),
    page(f"{_DELIVERY}/pdf", mailbox_files.as_pdf, name="delivery_as_pdf", needs=_POST),
    page(f"{_DELIVERY}/transfer-file", mailbox_files.as_file, name="delivery_as_file", needs=_POST),
    page(
        f"{_DELIVERY}/documents/<uuid:document_id>",
        mailbox_files.document,
        name="delivery_document",
        needs=_POST,
    ),
]
