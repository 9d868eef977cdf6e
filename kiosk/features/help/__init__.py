"""请人帮忙: a visitor calls for somebody, and somebody comes."""
