"""The ticket pages, one file each; `kiosk.tickets.screen` names them for the shell."""
