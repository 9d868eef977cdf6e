"""The throw-away hall has people who can log in, each with a password of their own, told on the console."""

from kiosk.apps.demo.show import _people
from kiosk.apps.demo.stand import Stand
from kiosk.apps.demo.words import ROLES


def test_the_demo_s_people_of_every_role_can_log_in() -> None:
    import httpx

    with Stand() as stand:
        people = list(_people(stand))
        assert [role for _, role, _ in people] == ["clerk", "clerk", "desk", "editor", "keeper"]
        assert len({password for *_, password in people}) == 5
        assert {role for _, role, _ in people} == ROLES.keys()
        for name, role, password in people:
            data = {"name": name, "password": password}
            answer = httpx.post(f"{stand.settings.terminal.hall_url}/console/login", data=data)
            place = {"keeper": "/keeper", "editor": "/keeper/packs", "desk": "/console/desk"}.get(role, "/console")
            assert (answer.status_code, answer.headers["location"]) == (303, place)
