# น้องนัด in a container: `docker compose up`, see docs/running.md. Nothing secret is in the image; settings come at the start.
FROM python:3.11-slim-bookworm AS built
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/nongnat && /opt/nongnat/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md ./
COPY bot ./bot
COPY storage ./storage
COPY locales ./locales
RUN /opt/nongnat/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
# Fonts with Thai letters, for the labels of LINE's rich menu (`nongnat line setup`).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fontconfig fonts-thai-tlwg \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin nongnat \
    && install --directory --owner nongnat --group nogroup /data
COPY --from=built /opt/nongnat /opt/nongnat
ENV PATH=/opt/nongnat/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHAINLP_OFFLINE=1 \
    PYTHAINLP_DATA=/tmp/pythainlp \
    DATABASE_URL=sqlite:////data/nongnat.db \
    HOST=0.0.0.0 \
    PORT=8000
USER nongnat
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/health\", timeout=8)"]
ENTRYPOINT ["nongnat"]
CMD ["serve"]
