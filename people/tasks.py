"""What the worker does for people's accounts."""

from huey.contrib.djhuey import task


@task(retries=5, retry_delay=60)
def hand_over(mail):
    """Hand one mail about an account to the mail server."""
    mail.send()
