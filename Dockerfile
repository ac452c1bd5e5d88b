# Askwell for people who sign in; compose.yaml starts it with its database and a proxy. See docs/hosting.md.

FROM python:3.11-slim AS packages
WORKDIR /askwell
COPY requirements.lock .
# Wheels only, each with its hash: nothing is built here, and nothing that was not reviewed gets in.
RUN python -m venv /packages \
    && /packages/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
       --require-hashes --only-binary :all: -r requirements.lock

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /home/askwell --create-home --shell /usr/sbin/nologin askwell
COPY --from=packages /packages /packages
WORKDIR /askwell
COPY app.py ./
COPY .streamlit .streamlit
COPY lib lib
COPY pages pages
RUN /packages/bin/python -m compileall -q app.py lib pages
ENV PATH=/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER askwell
EXPOSE 8501
# The name “localhost” has to stand in STREAMLIT_SERVER_ALLOWED_HOSTS for this.
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8501/healthz', timeout=4)"]
# As a list, so that the server itself is told when to stop, and stops in an orderly way.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
