from django.core.management.base import BaseCommand

from tracker import fixtures


class Command(BaseCommand):
    help = "Load the jurisdictions and the indicators; loading again renews them."

    def handle(self, **options: object) -> None:
        places, indicators = fixtures.load()
        self.stdout.write(f"{places} jurisdictions, {indicators} indicators")
