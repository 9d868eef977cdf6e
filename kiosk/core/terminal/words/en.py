"""What visitors read of a slip, in English."""

SLIP_SAID = {
    "printing": "Printing, one moment",
    "printed": "Printed: please take the slip",
    "unsure": "Is the slip out? If not, print it again",
    "paper_out": "No paper. Print again after a refill",
    "paper_low": "Little paper is left: it is kept for queue numbers",
    "cover_open": "Printer open. Print again once it is shut",
    "away": "It cannot print now. Try again later",
    "busy": "A queue number is being printed. Try again in a moment",
}
SLIP_PRINTING = "Printing"
SLIP_PRINTED = "Printed"
SLIP_AGAIN = "Print again"


def slip_too_soon(seconds: int) -> str:
    return f"One was just printed. Another in {seconds} s"
