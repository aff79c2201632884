"""What ``referral`` brings to the one address: the feed that every service has; commands come with the first facts."""

from typing import Final

from fastapi import APIRouter

from services.kernel.web import Room

router = APIRouter()
ROOM: Final = Room("referral", "Vermittlungen an Partner", router)
