"""The first start's pages, one file each; `kiosk.apps.first_start.screen` names them for the frame."""
