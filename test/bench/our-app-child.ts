/**
 * Drumbeat in a process of its own; with `TURNS=none` only what a submission itself does, with `COMPILE` besides that one
 * reader's digest over and over, with `EXPIRE` what has been kept long enough goes, and it is told what each piece took.
 */
import { z } from "zod";
import { createApp } from "../../src/app.ts";
import { expiringAnswers } from "../../src/check-ins/expiry/use-cases.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import { type DrivenClock, systemClock } from "../../src/platform/clock.ts";
import { deleteInPieces, listForeseen } from "../../src/platform/deletions.ts";
import { answerQuestions } from "./app-process.ts";

const { API_URL = "", DATABASE = "", TURNS, LISTEN, COMPILE, EXPIRE } = process.env;

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
  ...(LISTEN !== undefined && { databaseOptions: { onStatement: (sql: string) => statements.push(sql) } }),
});
let isStopping = false;
if (COMPILE !== undefined) {
  const { at, ...reader } = z
    .object({ workspaceId: z.string(), personId: z.string(), at: z.string() })
    .parse(JSON.parse(COMPILE));
  const compile = async () => {
    while (!isStopping)
      if (!(await previewDigest(app.services.db, { ...reader, rhythm: "monthly" }, at))) throw new Error("No digest");
  };
  void compile();
}

if (EXPIRE !== undefined) {
  const [workspaceId = "", ...name] = EXPIRE.split(" ");
  const deletion = { name: name.join(" "), ...expiringAnswers(app.services, "other") };
  const expire = async () => {
    const isLeft = async () =>
      (await listForeseen(app.services.db, workspaceId)).some((row) => row.name === deletion.name);
    while (!isStopping && (await isLeft())) {
      await deleteInPieces(app.services, workspaceId, deletion, {
        took: (seconds) => statements.push(String(seconds * 1000)),
      });
    }
    statements.push("done");
  };
  void expire();
}

answerQuestions(
  () => {
    const taken = statements;
    statements = [];
    return taken;
  },
  () => {
    isStopping = true;
    return app.stop();
  },
);
