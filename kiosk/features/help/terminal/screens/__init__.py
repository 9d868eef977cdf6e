"""The page of 请人帮忙."""
