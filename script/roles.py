"""From the address of a database's owner, make the application's role and print the address that uses it.

Run by house.py with the project's own Python. Exits 3 when the owner may not create roles.
"""

import base64
import hashlib
import os
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROLE = "ceis_app"
REFUSED = 3


def main() -> int:
    # libpq knows two names of the scheme; the settings accept more.
    url = urlsplit(os.environ["DATABASE_URL"])._replace(scheme="postgresql")
    with psycopg.connect(url.geturl(), autocommit=True, connect_timeout=10) as connection:
        if connection.info.user == ROLE:
            return REFUSED
        password = application_password(connection.info.password)
        try:
            make_role(connection, password)
        except psycopg.errors.InsufficientPrivilege:
            return REFUSED
    address = url.netloc.rpartition("@")[2]
    print(url._replace(netloc=f"{ROLE}:{password}@{address}").geturl())
    return 0


def make_role(connection: psycopg.Connection, password: str) -> None:
    role, database = sql.Identifier(ROLE), sql.Identifier(connection.info.dbname)
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
    verb = sql.SQL("ALTER ROLE" if exists else "CREATE ROLE")
    limits = sql.SQL("LOGIN NOCREATEDB NOCREATEROLE PASSWORD")
    connection.execute(sql.SQL("{} {} {} {}").format(verb, role, limits, sql.Literal(password)))
    kind = connection.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [ROLE])
    if kind.fetchone() == (True,):
        connection.execute(sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS").format(role))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))


def application_password(owner_password: str) -> str:
    """The same on every machine that holds the owner's address: no start locks out another copy."""
    key = hashlib.scrypt(owner_password.encode(), salt=ROLE.encode(), n=2**14, r=8, p=1, dklen=30)
    return base64.urlsafe_b64encode(key).decode()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except psycopg.OperationalError as error:
        sys.exit(f"Impossible de se connecter à la base donnée par DATABASE_URL : {error}")
