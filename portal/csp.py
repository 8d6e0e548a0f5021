"""Django 6's Content-Security-Policy under Django 6's names, also on Django 5.2.

Same setting (`SECURE_CSP`), same context key (`csp_nonce`), same decorator, same attribute on the response, so that
this module shrinks to its imports when 5.2 is left behind. On 5.2 the rest of the file stands in for
`django.utils.csp`, `django.middleware.csp`, `django.template.context_processors.csp` and
`django.views.decorators.csp`. Report-only policies are left out: we use none.
"""

import secrets
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject, empty

View: TypeAlias = Callable[..., HttpResponseBase]
# A directive's values; True for a directive without values; None or False for "leave it out".
Policy: TypeAlias = dict[str, list[str] | tuple[str, ...] | set[str] | str | bool | None]

if django.VERSION >= (6, 0) and not TYPE_CHECKING:
    from django.middleware.csp import ContentSecurityPolicyMiddleware, get_nonce
    from django.template.context_processors import csp
    from django.utils.csp import CSP, LazyNonce, build_policy
    from django.views.decorators.csp import csp_override
else:

    class CSP(StrEnum):
        HEADER_ENFORCE = "Content-Security-Policy"
        NONE = "'none'"
        SELF = "'self'"
        STRICT_DYNAMIC = "'strict-dynamic'"
        # Stands for the nonce of the request; dropped from the policy when the page used none.
        NONCE = "<CSP_NONCE_SENTINEL>"

    class LazyNonce(SimpleLazyObject):  # type: ignore[type-arg]  # generic for the type checker only
        """Made when a template first prints it; false until then, so that a page without it needs none."""

        def __init__(self) -> None:
            super().__init__(lambda: secrets.token_urlsafe(16))

        def __bool__(self) -> bool:
            return self._wrapped is not empty

    def build_policy(config: Policy, nonce: object = None) -> str:
        directives = []
        for directive, values in config.items():
            if values is None or values is False:
                continue
            if values is True:
                directives.append(directive)
            elif rendered := _render_values(values, nonce):
                directives.append(f"{directive} {rendered}")
        return "; ".join(directives)

    def _render_values(values: list[str] | tuple[str, ...] | set[str] | str, nonce: object) -> str:
        listed = [values] if isinstance(values, str) else sorted(values) if isinstance(values, set) else values
        own = [f"'nonce-{nonce}'"] if nonce else []
        return " ".join(part for value in listed for part in (own if value == CSP.NONCE else [str(value)]))

    def get_nonce(request: HttpRequest) -> LazyNonce | None:
        return getattr(request, "_csp_nonce", None)

    class ContentSecurityPolicyMiddleware:
        def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
            self.get_response = get_response

        def __call__(self, request: HttpRequest) -> HttpResponseBase:
            request._csp_nonce = LazyNonce()  # type: ignore[attr-defined]
            response = self.get_response(request)
            config = getattr(response, "_csp_config", None)
            if config is None:
                config = settings.SECURE_CSP
            if config and CSP.HEADER_ENFORCE.value not in response.headers:
                response.headers[CSP.HEADER_ENFORCE.value] = build_policy(config, get_nonce(request))
            return response

    def csp(request: HttpRequest) -> dict[str, Any]:
        return {"csp_nonce": get_nonce(request)}

    def csp_override(config: Policy) -> Callable[[View], View]:
        """Give one view its own policy; an empty one means none."""

        def decorator(view: View) -> View:
            @wraps(view)
            def wrapper(*args: Any, **kwargs: Any) -> HttpResponseBase:
                response = view(*args, **kwargs)
                response._csp_config = config  # type: ignore[attr-defined]
                return response

            return wrapper

        return decorator


__all__ = ["CSP", "ContentSecurityPolicyMiddleware", "LazyNonce", "build_policy", "csp", "csp_override", "get_nonce"]
