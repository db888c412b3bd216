"""An OpenID Connect provider that answers over HTTP on this machine, as strict as the standard asks it to be."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

__all__ = ["CLIENT", "SECRET", "Provider"]

CLIENT, SECRET = "fairlead", "a-secret-of-both"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Knows one person, who agrees to everything; stops with `close`.

    Attributes
    ----------
    person
        Claims about the person.
    issuer, audience
        What its tokens say; a test makes them lie.
    asked
        Paths that were asked for.
    refused
        Why it refused a request for a token.
    """

    def __init__(self) -> None:
        self.person: dict[str, Any] = {
            "sub": "p-1", "email": "ada@example.org", "email_verified": True, "name": "Ada L"
        }  # fmt: skip
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.issuer, self.audience = self.address, CLIENT
        self.asked: list[str] = []
        self.refused: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()

    def configuration(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/go",
            "token_endpoint": f"{self.address}/token", "userinfo_endpoint": f"{self.address}/me",
            "jwks_uri": f"{self.address}/keys", "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"], "subject_types_supported": ["public"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }  # fmt: skip

    def agree(self, asked: dict[str, str]) -> tuple[int, str]:
        """The person signs in: back to where the request says, with a code."""
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            return 400, "unknown client"
        if "openid" not in asked.get("scope", "").split() or asked.get("code_challenge_method") != "S256":
            return 400, "no OpenID, or no proof key"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked.get("state", "")})
        return 302, f"{asked['redirect_uri']}?{back}"

    def token(self, asked: dict[str, str], basic: str) -> dict[str, Any]:
        """Tokens for a code that is fresh, of this client, for the same address, by whoever began; or an error."""
        given = base64.b64decode(basic.partition(" ")[2]).decode() if basic else ""
        known = given == f"{quote(CLIENT)}:{quote(SECRET)}" or (
            asked.get("client_id") == CLIENT and asked.get("client_secret") == SECRET
        )
        begun = self.codes.pop(asked.get("code", ""), None)
        wrong = (
            "client" if not known
            else "code" if begun is None
            else "address" if begun["redirect_uri"] != asked.get("redirect_uri")
            else "proof" if begun["code_challenge"] != challenge(asked.get("code_verifier", ""))
            else ""
        )  # fmt: skip
        if wrong or begun is None:
            self.refused.append(wrong)
            return {"error": "invalid_grant", "error_description": wrong}
        now = int(time.time())
        claims = {**self.person, "iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + 60}
        if "nonce" in begun:
            claims["nonce"] = begun["nonce"]
        self.tokens.add(secrets.token_urlsafe(16))
        return {
            "access_token": next(iter(self.tokens)), "token_type": "Bearer", "expires_in": 60,
            "id_token": jwt.encode(claims, _KEY, "RS256", {"kid": "one"}),
        }  # fmt: skip

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                provider.asked.append(parts.path)
                if parts.path == "/.well-known/openid-configuration":
                    self.say(200, provider.configuration())
                elif parts.path == "/keys":
                    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_KEY.public_key()))
                    self.say(200, {"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]})
                elif parts.path == "/go":
                    status, where = provider.agree({name: one[0] for name, one in parse_qs(parts.query).items()})
                    self.say(status, {"said": where}, **({"Location": where} if status == 302 else {}))
                elif parts.path == "/me":
                    held = self.headers.get("Authorization", "").removeprefix("Bearer ") in provider.tokens
                    self.say(200 if held else 401, provider.person if held else {"error": "invalid_token"})
                else:
                    self.say(404, {})

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                asked = {name: one[0] for name, one in parse_qs(body).items()}
                answer = provider.token(asked, self.headers.get("Authorization", ""))
                self.say(400 if "error" in answer else 200, answer)

            def say(self, status: int, body: dict[str, Any], **headers: str) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def challenge(verifier: str) -> str:
    """What a proof key shows of itself at the beginning."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
