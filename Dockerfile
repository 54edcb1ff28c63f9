# syntax=docker/dockerfile:1
#
# The gateway:                docker build -t stemgate .
# The gateway on Alpine:      docker build -t stemgate:alpine --build-arg VARIANT=alpine .
# The mock of the provider:   docker build -t stemgate-mock --target mock .
#
# Node is the version that package-lock.json pins. It runs TypeScript as it is; the gateway is built only to start faster.
ARG NODE_VERSION=26.10.0
ARG VARIANT=slim

FROM node:${NODE_VERSION}-${VARIANT} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN ["npm", "ci", "--omit=dev", "--ignore-scripts"]

FROM node:${NODE_VERSION}-${VARIANT} AS all-dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN ["npm", "ci", "--ignore-scripts"]

FROM node:${NODE_VERSION}-${VARIANT} AS build
WORKDIR /app
COPY --from=all-dependencies /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY scripts/launch.js scripts/launch.js
COPY scripts/read-options.ts scripts/read-options.ts
COPY scripts/build.ts scripts/build.ts
COPY scripts/build scripts/build
RUN ["node", "scripts/launch.js", "scripts/build.ts", "--final"]

FROM node:${NODE_VERSION}-${VARIANT} AS mock
WORKDIR /app
COPY --from=all-dependencies /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY mock-server mock-server
COPY deploy/healthcheck.ts deploy/healthcheck.ts
ENV MOCK_HOST=0.0.0.0 MOCK_PORT=4010
USER 1000:1000
EXPOSE 4010
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "deploy/healthcheck.ts", "http://127.0.0.1:4010/__mock/"]
CMD ["node", "mock-server/main.ts"]

FROM node:${NODE_VERSION}-${VARIANT} AS gateway
# The one place that is written to. A named volume takes over its owner.
RUN ["install", "-d", "-o", "1000", "-g", "1000", "/data"]
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY --from=build /app/dist dist
COPY scripts/launch.js scripts/launch.js
COPY scripts/build/inputs.js scripts/build/inputs.js
COPY scripts/tasks.ts scripts/tasks.ts
COPY scripts/tasks scripts/tasks
COPY deploy/healthcheck.ts deploy/healthcheck.ts
COPY deploy/compile.ts deploy/compile.ts
ENV NODE_ENV=production PORT=4000 DATABASE_URL=file:/data/stemgate.db
# As in `npm start`. Compiled code is kept for the flags it was compiled with, so they are the same for all programs.
ENV NODE_OPTIONS=--max-semi-space-size=8
VOLUME ["/data"]
RUN ["install", "-d", "-o", "1000", "-g", "1000", "node_modules/.cache"]
# The user "node" of the image, by number: Kubernetes can check that it is not root.
USER 1000:1000
# Compiled code, from which a container with a read-only root starts in half the time.
RUN ["node", "scripts/launch.js", "deploy/compile.ts"]
EXPOSE 4000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "deploy/healthcheck.ts"]
CMD ["node", "scripts/launch.js", "--built", "src/main.ts"]
