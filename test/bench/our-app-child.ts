/** Drumbeat in a process of its own; with `TURNS=none` only what a submission itself does. */
import { createApp } from "../../src/app/app.ts";
import { type DrivenClock, systemClock } from "../../src/platform/clock.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { stillClock } from "../support/still-clock.ts";
import { answerQuestions } from "./app-process.ts";

const { API_URL = "", DATABASE = "", TURNS } = process.env;

/** The time is real, but nobody ever asks for a tick: the outbox keeps what it is given. */
const withoutTurns: DrivenClock = {
  ...systemClock(),
  drive: () => ({ changed: () => undefined, detach: () => undefined }),
};

let statements: string[] = [];
const app = await createApp({
  config: {
    slack: { mode: "socket", botToken: "xoxb-1", appToken: "xapp-1", apiUrl: API_URL },
    database: DATABASE,
    healthPort: null,
    logLevel: "error",
  },
  ...(TURNS === "none" && { clock: withoutTurns }),
  databaseOptions: { onStatement: (sql: string) => statements.push(sql) },
});
answerQuestions(
  () => {
    const taken = statements;
    statements = [];
    return taken;
  },
  () => app.stop(),
  (at) => sendDueDigests({ ...app.services, clock: stillClock(at) }),
);
