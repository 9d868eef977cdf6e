"""What the starter pack is made from: questions, drawings and texts. Not needed on a terminal."""
