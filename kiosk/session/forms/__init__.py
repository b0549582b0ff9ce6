"""The forms of the compte ameli: what stands in them, and what their button asks of the caisse."""

from __future__ import annotations

from kiosk.session.forms.code import CodeForm
from kiosk.session.forms.email import EmailForm
from kiosk.session.forms.new_password import NewPasswordForm
from kiosk.session.forms.nir import NirForm
from kiosk.session.forms.reset import ResetForm
from kiosk.session.forms.secret import SecretForm
from kiosk.session.forms.ways import Ways

__all__ = [
    "CodeForm",
    "EmailForm",
    "Form",
    "NewPasswordForm",
    "NirForm",
    "ResetForm",
    "SecretForm",
    "Ways",
]

Form = NirForm | SecretForm | Ways | CodeForm | NewPasswordForm | ResetForm | EmailForm
"""What can be filled in; ``Ways`` has no field, only ways to choose from. No form ever holds a secret."""
