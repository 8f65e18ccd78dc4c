"""The texts that come with Muster, one module for each page: `PAGE` holds the fields of its model.

Telephone numbers are never written here: they stand in the settings, where somebody checks them.
"""

from home.content import (
    accessibility,
    home,
    parents_and_carers,
    privacy,
    taxi_hotel_and_shop_staff,
    training,
    working_with_children,
    worried_about_a_child,
    young_people,
)

AWARENESS = [
    worried_about_a_child,
    young_people,
    parents_and_carers,
    taxi_hotel_and_shop_staff,
    working_with_children,
]
INFORMATION = [privacy, accessibility]

__all__ = ["AWARENESS", "INFORMATION", "home", "training"]
