import pytest

from onward.directory.school_kinds import NotASchoolKey, SchoolType, key_text, parse_key


@pytest.mark.parametrize("text", ["8012345-primary", " 8012345-Primary ", "8012345-PRIMARY\n"])
def test_a_school_key_is_read_whatever_its_case_and_spaces(text: str) -> None:
    assert parse_key(text) == ("8012345", SchoolType.PRIMARY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8012345",
        "801234-primary",
        "80123456-primary",
        "8012345-nursery",
        "8012345 primary",
        "٨012345-primary",
    ],
)
def test_anything_else_is_no_school_key(text: str) -> None:
    with pytest.raises(NotASchoolKey):
        parse_key(text)


@pytest.mark.parametrize("school_type", SchoolType)
def test_a_key_comes_back_as_it_was_written(school_type: SchoolType) -> None:
    assert parse_key(key_text("0000001", school_type)) == ("0000001", school_type)
