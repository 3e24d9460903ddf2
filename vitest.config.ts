import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { threadsOfTheBundle } from "./test/support/built.ts";
import { SlowestFirst } from "./test/support/slowest-first.ts";

export default defineConfig({
  plugins: [threadsOfTheBundle()],
  test: {
    include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts"],
    // What takes minutes is left to `npm run test:all`.
    exclude: ["test/bench/**", ...(process.env.DRUMBEAT_ALL ? [] : ["**/*.long.test.ts"])],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/slack-types/watch.ts", "test/workspaces/watch.ts"],
    reporters: ["default", "./test/support/closing-line.ts"],
    isolate: false,
    pool: "threads",
    // One more than there are cores: a worker waits for PostgreSQL, for browsers and for processes that it starts.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: SlowestFirst },
    // What comes, comes soon; a machine that is busy takes longer. These end what hangs, and judge no speed.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
