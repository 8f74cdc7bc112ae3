"""The two shapes of an address that Django does not know: a place's code and a year."""


class CodeConverter:
    """Six digits of GB/T 2260, kept as text: 500231."""

    regex = r"\d{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class YearConverter:
    """A year of four digits: 2022."""

    regex = r"[12]\d{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
