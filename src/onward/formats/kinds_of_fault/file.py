"""Faults of a whole file, or of one line, row or cell in it."""

from onward.formats.fault_kind import FaultKind

FILE_FAULTS = (
    FaultKind(
        "file-kind-unknown",
        "This is not a kind of file that the hub reads.",
        "Send a Common Transfer File (XML), a CSV or XLSX list, or JSON.",
    ),
    FaultKind(
        "file-kind-old",
        "This is an old Excel workbook, or one protected by a password.",
        "Open it in a spreadsheet program and save it without a password as XLSX or CSV.",
    ),
    FaultKind(
        "file-empty",
        "The file is empty.",
        "Check that the export finished, and send the file again.",
    ),
    FaultKind(
        "file-unreadable",
        "The file is damaged and cannot be read from here on.",
        "Export or save the file again, and send the new copy.",
    ),
    FaultKind(
        "file-too-large",
        "The file is larger than {limit} when it is unpacked.",
        "Split the list into several smaller files.",
    ),
    FaultKind(
        "file-too-long",
        "The file has more than {limit} rows; the rows after that were not read.",
        "Send the other rows in a second file.",
    ),
    FaultKind(
        "encoding-unknown",
        "The text of the file is neither UTF-8 nor Windows-1252.",
        "Save the file as CSV UTF-8 and send it again.",
    ),
    FaultKind(
        "not-json",
        "This is not valid JSON.",
        "Check quotes, commas and brackets near {place}; every item of a stream is one line.",
    ),
    FaultKind(
        "message-too-large",
        "The item is larger than {limit}.",
        "Send large documents by document upload and name them in the record.",
    ),
    FaultKind(
        "columns-missing",
        "Required columns are missing: {columns}.",
        "Add the columns with these headings, or map your own headings to them.",
    ),
    FaultKind(
        "column-repeated",
        "More than one column gives the {columns}.",
        "Keep one column for each, and remove or rename the other.",
    ),
    FaultKind(
        "mapping-unknown",
        "The column mapping names a field that does not exist.",
        "Use the field names listed on the explanation sheet of the template.",
    ),
    FaultKind(
        "row-unreadable",
        "The row cannot be read: a quotation mark is not closed, or the row is too long.",
        "Correct the quotation marks of this row and send it again.",
    ),
    FaultKind(
        "row-too-wide",
        "The row has more cells than the header row.",
        "Put quotation marks around cells that contain the separator.",
    ),
    FaultKind(
        "cell-formula",
        "The cell holds a formula.",
        "Paste the value itself in place of the formula.",
    ),
    FaultKind(
        "cell-error",
        "The cell holds a spreadsheet error.",
        "Correct the cell so that it shows a value.",
    ),
)

FILE_WARNINGS = (
    FaultKind(
        "column-unknown",
        "The column {heading} is not known and was not read.",
        "Map the heading to a field if it should be read.",
    ),
    FaultKind(
        "encoding-assumed",
        "The file is not UTF-8; it was read as Windows-1252.",
        "Check names with accents, and save the file as CSV UTF-8 next time.",
    ),
    FaultKind(
        "leading-zeros-restored",
        "Leading zeros were missing and have been put back.",
        "Format the column as text so that the spreadsheet keeps the zeros.",
    ),
)
