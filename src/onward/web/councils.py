"""The 32 councils of Scotland as tiles: where each stands on a map of equal squares, and its short name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CouncilTile:
    """A council's square: code as in the directory, name, three letters, column and row from 1."""

    code: str
    name: str
    short: str
    column: int
    row: int


COUNCIL_TILES = (
    CouncilTile("360", "Shetland Islands", "SHE", 7, 1),
    CouncilTile("330", "Orkney Islands", "ORK", 6, 2),
    CouncilTile("235", "Na h-Eileanan Siar", "EIL", 1, 3),
    CouncilTile("270", "Highland", "HIG", 4, 3),
    CouncilTile("300", "Moray", "MOR", 5, 3),
    CouncilTile("110", "Aberdeenshire", "ASH", 6, 3),
    CouncilTile("100", "Aberdeen City", "ABE", 7, 3),
    CouncilTile("130", "Argyll & Bute", "ARG", 3, 4),
    CouncilTile("390", "Stirling", "STI", 4, 4),
    CouncilTile("340", "Perth & Kinross", "PER", 5, 4),
    CouncilTile("120", "Angus", "ANG", 6, 4),
    CouncilTile("180", "Dundee City", "DUN", 7, 4),
    CouncilTile("395", "West Dunbartonshire", "WDU", 2, 5),
    CouncilTile("200", "East Dunbartonshire", "EDU", 3, 5),
    CouncilTile("150", "Clackmannanshire", "CLA", 4, 5),
    CouncilTile("240", "Falkirk", "FAL", 5, 5),
    CouncilTile("250", "Fife", "FIF", 6, 5),
    CouncilTile("280", "Inverclyde", "INV", 1, 6),
    CouncilTile("350", "Renfrewshire", "REN", 2, 6),
    CouncilTile("260", "Glasgow City", "GLA", 3, 6),
    CouncilTile("320", "North Lanarkshire", "NLA", 4, 6),
    CouncilTile("400", "West Lothian", "WLO", 5, 6),
    CouncilTile("230", "Edinburgh City", "EDI", 6, 6),
    CouncilTile("210", "East Lothian", "ELO", 7, 6),
    CouncilTile("310", "North Ayrshire", "NAY", 1, 7),
    CouncilTile("220", "East Renfrewshire", "ERE", 2, 7),
    CouncilTile("190", "East Ayrshire", "EAY", 3, 7),
    CouncilTile("380", "South Lanarkshire", "SLA", 4, 7),
    CouncilTile("290", "Midlothian", "MLO", 5, 7),
    CouncilTile("355", "Scottish Borders", "SCB", 6, 7),
    CouncilTile("370", "South Ayrshire", "SAY", 2, 8),
    CouncilTile("170", "Dumfries & Galloway", "DGA", 4, 8),
)
"""All councils in reading order, north to south."""
