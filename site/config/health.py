"""Whether this copy can do its work."""

from django.http import JsonResponse


def health(request):
    return JsonResponse({"status": "ok"})
