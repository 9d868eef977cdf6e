"""The directory of services, rooms and questions."""
