"""A real mail server for the tests (aiosmtpd). Prints `ready PORT`, then each message it takes as one JSON line.

An address that begins with `khong-co` is refused for good, with `ban` for now; with `dut` the message is taken and the line cut before the
answer.
"""

import asyncio
import json
import logging
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


# That a password travels openly on this machine is wanted.
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("khong-co"):
            return "550 5.1.1 no such user here"
        if address.startswith("ban"):
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = {
            "hello": session.host_name,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": envelope.content.decode("utf-8"),
        }
        print(json.dumps(message), flush=True)
        if envelope.rcpt_tos[0].startswith("dut"):
            server.transport.abort()
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    known = getattr(data, "login", None) == b"motcua" and data.password == b"mat-khau"
    return AuthResult(success=known)


async def main():
    def session():
        return SMTP(
            Handler(),
            hostname="mail.test",
            authenticator=authenticate,
            auth_required=True,
            auth_require_tls=False,
        )

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    # Ends with the test that started it.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
