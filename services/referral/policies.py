"""What ``referral`` does by itself when other services record something."""

from services.kernel.policy import Policies

policies = Policies()
