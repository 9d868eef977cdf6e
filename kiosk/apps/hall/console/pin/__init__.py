"""The PIN desk: a clerk checks a document and gives out a one-time PIN."""
