# One image for the web server, the worker, the clock and the migrations; two small ones around it.

# --- Python packages, checked against their hashes ---
FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
COPY script/requirements-uv.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
    && python -m venv --without-pip /venv \
    && uv pip install --python /venv/bin/python --no-cache --require-hashes --compile-bytecode -r requirements.txt

# --- The TLS proxy: ports above 1024, no root, no capability ---
FROM caddy:2 AS proxy
# A copied program loses its file capability, which an exec without capabilities would trip over.
RUN cp /usr/bin/caddy /usr/bin/caddy.plain && mv /usr/bin/caddy.plain /usr/bin/caddy \
    && chown -R 10001:10001 /data /config
COPY script/deploy/Caddyfile /etc/caddy/Caddyfile
USER 10001:10001

# --- The nightly copy of the database and of the files ---
FROM postgres:17-bookworm AS backup
RUN install -d -o 10001 -g 10001 -m 700 /backups
COPY --chmod=755 script/deploy/backup script/deploy/restore /usr/local/bin/
# The number of the place's own account: it reads the files of the place.
USER 10001:10001
CMD ["backup"]

# --- The place ---
FROM python:3.11-slim-bookworm AS place
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin ceis \
    && install -d -o ceis -g ceis -m 700 /srv/media /srv/var
COPY --from=packages /venv /venv
WORKDIR /srv/place
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ceis.settings \
    CEIS_VAR=/srv/var \
    MEDIA_ROOT=/srv/media \
    STATIC_ROOT=/srv/static \
    XDG_CACHE_HOME=/tmp/cache
RUN python -m compileall -q . \
    && SECRET_KEY=none-while-building DATABASE_URL=postgres://none@localhost/none \
       python manage.py collectstatic --noinput --verbosity 0
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/vivant/', timeout=4)"]
CMD ["gunicorn", "ceis.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--preload", "--worker-tmp-dir=/dev/shm", \
     "--no-control-socket", "--access-logfile=-", "--max-requests=2000", "--max-requests-jitter=200"]
