from django.core.management.base import BaseCommand

from home.pages import publish_pages


class Command(BaseCommand):
    help = "Publishes the pages that come with Muster where they are missing, and lets editors write."

    def handle(self, **options):
        published = publish_pages()
        for page in published:
            self.stdout.write(f"Published {page.url}")
        if not published:
            self.stdout.write("All pages are there already. Nothing was changed.")
