"""The hall's side of the exhibition."""
