# One double. It runs from its sources, as a clone does: Node 24 reads TypeScript.
FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
USER node
EXPOSE 4010
# The store is read as well: a double whose database is gone is not healthy, and is again when it is back.
HEALTHCHECK --interval=5s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4010/_doublecheck/health', { headers: { 'doublecheck-admin-token': process.env.DOUBLECHECK_ADMIN_TOKEN } }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# A small young generation: a request leaves little that outlives it, and the process stays half as large.
ENTRYPOINT ["node", "--max-semi-space-size=4", "cli/main.ts"]
# Others reach it, so it does not start without DOUBLECHECK_ADMIN_TOKEN.
CMD ["serve", "--host", "0.0.0.0"]
