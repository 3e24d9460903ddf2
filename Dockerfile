# Drumbeat in production. test/platform/dockerfile.test.ts runs these steps in a folder; the image itself is not built there.
# With its digest, for good: --build-arg NODE_IMAGE=node:26.10.0-slim@sha256:…
ARG NODE_IMAGE=node:26.10.0-slim
# Of your server's version, or a later one.
ARG POSTGRES_IMAGE=postgres:18.4

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc manifest.yml ./
RUN npm ci --ignore-scripts
COPY build ./build
COPY db ./db
COPY src ./src
RUN node build/bundle.ts && mkdir dist/cache && chown node:node dist/cache
# Node keeps what it compiled for whoever compiled it, and for nobody else to read.
USER node
RUN node build/cache.ts && chmod -R a+rX dist/cache

# The maps of this build, for `npm run where`: docker build --target maps --output maps .
FROM scratch AS maps
COPY --from=build /app/maps /

# What backs a PostgreSQL database up has pg_dump beside it: docker build --target backup --tag drumbeat-backup .
FROM ${POSTGRES_IMAGE} AS backup
RUN apt-get update && apt-get install --yes --no-install-recommends libatomic1 libstdc++6 && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/node /usr/local/bin/node
ENV NODE_ENV=production
WORKDIR /app
RUN mkdir -m 700 backups && chown 1000:1000 backups
COPY --from=build /app/dist ./dist
COPY package.json manifest.yml LICENSE NOTICE ./
USER 1000:1000
ENTRYPOINT []
CMD ["node", "dist/cli.js", "backup", "/app/backups"]

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
ENV NODE_COMPILE_CACHE=/app/dist/cache
WORKDIR /app
RUN mkdir -m 700 data backups && chown node:node data backups
COPY --from=build /app/dist ./dist
COPY --from=build /app/db/templates ./db/templates
COPY package.json manifest.yml LICENSE NOTICE ./
USER node
# The SQLite file, unless DATABASE_URL names a PostgreSQL server.
VOLUME /app/data
# Slack's requests in HTTP mode; /livez, /healthz and /readyz in both modes.
EXPOSE 3000
# Whether the process is alive: a restart cures neither a database nor a Slack that is away.
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
