from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "wolouj.meetings"
    label = "meetings"

    def ready(self) -> None:
        """What is counted above the register of difficulties is shown in it."""
        from wolouj.difficulties.measures import LENT
        from wolouj.meetings.paying import waited

        LENT["payment"] = waited
