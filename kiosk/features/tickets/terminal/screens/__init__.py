"""The ticket pages, one file each; `kiosk.features.tickets.terminal.pages` names them for the shell."""
