# Drumbeat in production. test/platform/dockerfile.test.ts runs these steps in a folder; the image itself is not built there.
FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
RUN mkdir -m 700 data && chown node:node data
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json package-lock.json manifest.yml ./
COPY db ./db
COPY src ./src
USER node
# The SQLite file, unless DATABASE_URL names a PostgreSQL server.
VOLUME /app/data
# Slack's requests in HTTP mode; /healthz in both modes.
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.js"]
