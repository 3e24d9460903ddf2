import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { NearestFirst } from "./test/mutants/nearest-first.ts";
import { threadsOfTheBundle } from "./test/support/built.ts";
import { SlowestFirst } from "./test/support/slowest-first.ts";

/** What decides, without a database, Slack or a process: two of these are run in three seconds. */
const RULES = [
  "test/cadences/{audience,occurrences*,pickers,preview,rule,templates}.test.ts",
  "test/calendars/{cases,days,days-off,ics}.test.ts",
  "test/check-ins/rules-*.test.ts",
  "test/delivery/lanes.test.ts",
  "test/goals/line.test.ts",
  "test/people/{rights,rules-*}.test.ts",
  "test/platform/{connections,csv,holidays,manifest,network-fault,proxies,refusals,ticks}.test.ts",
  "test/platform/texts/*.test.ts",
  "test/register/{answer-by,cases,french-import,ladder,presence,rules}.test.ts",
  "test/reports/periods.test.ts",
  "test/slack/{read-markup,unproved-requests}.test.ts",
  "test/sponsorship/stakeholders-contacts.test.ts",
  "test/tracks/template.test.ts",
  "test/{architecture,documents,legibility}.test.ts",
];

// What takes minutes is left to `npm run test:all`.
const LEFT_OUT = ["test/bench/**", ...(process.env.DRUMBEAT_ALL ? [] : ["**/*.long.test.ts"])];

export default defineConfig({
  test: {
    reporters: ["default", "./test/support/closing-line.ts"],
    // One more than there are cores: a worker waits for PostgreSQL, for browsers and for processes that it starts.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: process.env.DRUMBEAT_NEAR ? NearestFirst : SlowestFirst },
    isolate: false,
    pool: "threads",
    // What comes, comes soon; a machine that is busy takes longer. These end what hangs, and judge no speed.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: "rules", include: RULES, setupFiles: ["test/refusals/watch.ts"] } },
      {
        extends: true,
        plugins: [threadsOfTheBundle()],
        test: {
          name: "app",
          include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts"],
          exclude: [...LEFT_OUT, ...RULES],
          globalSetup: ["test/support/global-setup.ts"],
          setupFiles: ["test/slack-types/watch.ts", "test/workspaces/watch.ts", "test/refusals/watch.ts"],
        },
      },
    ],
  },
});
