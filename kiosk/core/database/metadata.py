"""The one list of the hall database's tables: every drawer that has some adds them here (its `schema.py`)."""

from sqlalchemy import CheckConstraint, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def one_of(column: str, names: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one of these words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(name) for name in names)})", name=column)
