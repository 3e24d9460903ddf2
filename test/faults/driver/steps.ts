/**
 * P14 and P1–P2 step by step: a process that compiles and posts digests of several messages is killed at its first
 * commit, then at its second, and so on, before and after each commit and each call to Slack, until a run finishes
 * without meeting its fault: in turn on SQLite and on PostgreSQL.
 */
import { join } from "node:path";
import { blockOf } from "../../../src/check-ins/form/field-values.ts";
import { openCheckIn } from "../../../src/demo/answer-check-in.ts";
import { MINUTE } from "../../../src/platform/time.ts";
import { readDigest } from "../../../src/reports/digest/digest-reading.ts";
import { threadGroups } from "../../../src/reports/portfolio/program-report-blocks.ts";
import { slackTexts } from "../../../src/slack/texts.ts";
import { doubledMessages, unsent } from "./invariants.ts";
import { recover } from "./kills.ts";
import { afterWaiting, pass } from "./load.ts";
import { count, type FaultPart, newTally, type Tally } from "./part.ts";
import { aWorld, EVERY_DAY, type World } from "./world.ts";

const KILL_AT_COMMIT = join(import.meta.dirname, "kill-at-commit-child.ts");
const PROGRAMS = 6;
const FEEDS = ["progress", "next", "blocker", "risk"] as const;
const ANSWER_LETTERS = 500;
/** The lead and the one who answers. */
const READERS = 2;
/** Thirty commits and thirty calls, before and after each. */
const STEPS = 120;
/** Has no divisor in common with STEPS, so that each step comes once. */
const STRIDE = 37;

type Step = { at: "commit" | "call"; when: "before" | "after"; number: number };

export const steps: FaultPart = {
  name: "steps",
  promises: ["P14"],
  unit: "kill at step k",
  count: STEPS,
  pieceOf: 10,
  // The seed says where the piece begins; any part of the steps is spread over the whole work, and over both databases.
  async run({ count: howMany, seed, postgresUrl }) {
    const tally = newTally();
    for (let turn = seed; turn < seed + howMany; turn += 1) {
      const step = stepOf((Math.floor(turn / 2) * STRIDE) % STEPS);
      await killAt(step, tally, turn % 2 === 0 ? {} : { postgresUrl });
    }
    return tally;
  },
};

/** before commit 1, after commit 1, before call 1, after call 1, before commit 2 … */
function stepOf(index: number): Step {
  return {
    at: index % 4 < 2 ? "commit" : "call",
    when: index % 2 === 0 ? "before" : "after",
    number: Math.floor(index / 4) + 1,
  };
}

async function killAt(step: Step, tally: Tally, where: { postgresUrl?: string }): Promise<void> {
  const world = await aWorldBeforeItsDigests(where);
  try {
    const wasKilled = await runUntilKilled(world, step);
    count(tally, wasKilled ? "killed" : "finished before the step");
    await recover(world);
    const on = where.postgresUrl === undefined ? "SQLite" : "PostgreSQL";
    count(tally, `on ${on}`);
    const label = `killed ${step.when} ${step.at} ${step.number} on ${on}: `;
    const broken = [...doubledMessages(world.sandbox), ...(await unsent(world)), ...(await halfDigests(world))];
    tally.broken.push(...broken.map((what) => label + what));
    tally.done += 1;
  } finally {
    await world.close();
  }
}

/** Before Monday's digests, which do not fit into one message: one person has answered for every program on Friday. */
export function aWorldBeforeItsDigests(where: { postgresUrl?: string }, programs = PROGRAMS): Promise<World> {
  const questions = FEEDS.map((feeds) => ({ key: feeds, type: "long-text", label: `The ${feeds}`, feeds }));
  const rule = { every: "week", on: ["fr"], at: "09:00", zone: "UTC" };
  const cadences = Array.from({ length: programs }, (_, index) => ({
    ...EVERY_DAY,
    key: `weekly-${index + 1}`,
    program: index === 0 ? "atlas" : `atlas-${index + 1}`,
    questions,
    rule,
  }));
  return aWorld({
    ...where,
    team: 1,
    programs,
    cadences,
    start: "2026-11-06T08:00:00.000Z",
    async before(_, { clock, sandbox, known }) {
      await clock.advanceTo("2026-11-06T10:00:00.000Z");
      const actor = sandbox.as("member1");
      for (const { key } of cadences) {
        await openCheckIn(actor, known("member1", key));
        for (const feeds of FEEDS)
          actor.fill(blockOf(feeds), `The ${feeds} of ${key}. `.padEnd(ANSWER_LETTERS, "word "));
        const result = await actor.submit();
        // On a busy machine it takes longer than Slack waits: what came of it stands in its place.
        const isWaited = "pushed" in result && (await afterWaiting(actor)).includes(slackTexts.en.done);
        if (isWaited) await actor.closeView({ all: true });
        if (!("closed" in result) && !isWaited) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
      }
      await clock.advanceTo("2026-11-09T08:59:00.000Z");
    },
  });
}

/** Whether the fault was met. */
async function runUntilKilled(world: World, step: Step): Promise<boolean> {
  const app = await world.spawn(
    step.at === "commit"
      ? { preload: KILL_AT_COMMIT, env: { KILL_AT_COMMIT: String(step.number), KILL_WHEN: step.when } }
      : {},
  );
  let calls = 0;
  const unfollow = world.sandbox.slack.transcript.follow(({ direction }) => {
    if (direction !== "call" || step.at !== "call") return;
    calls += 1;
    // Told of after the work and before the answer.
    if (calls === step.number) app.signal("SIGKILL");
  });
  // A connection that is cut before the work: Slack has done nothing, and the process hears nothing any more.
  if (step.at === "call" && step.when === "before")
    world.sandbox.misbehave({ do: "cut", when: "before", on: { nth: step.number } });
  const isUp = await app.until("Drumbeat is running").then(
    () => true,
    () => false,
  );
  if (isUp) await pass(world, 10 * MINUTE);
  unfollow();
  app.signal("SIGTERM");
  return (await app.ended) === "SIGKILL";
}

/** The messages of each digest are all in Slack, each once. */
async function halfDigests(world: World): Promise<string[]> {
  return world.read(async (db) => {
    const digests = await db.selectFrom("digest").select(["workspace_id", "id", "cut_off_at"]).execute();
    const broken = digests.length === READERS ? [] : [`${digests.length} digests for ${READERS} readers`];
    for (const { workspace_id: workspaceId, id, cut_off_at: now } of digests) {
      const digest = await readDigest({ db, workspaceId, now }, id);
      const wanted = digest ? 1 + (await threadGroups(digest.input, id)).length : 0;
      const sent = await db
        .selectFrom("delivery")
        .select(({ fn }) => fn.countAll().as("parts"))
        .where("kind", "=", "report-digest")
        .where("state", "=", "sent")
        .where("subject", "like", `%${id}%`)
        .executeTakeFirstOrThrow();
      if (Number(sent.parts) !== wanted || wanted < 2) broken.push(`digest ${id}: ${sent.parts} of ${wanted} messages`);
    }
    return broken;
  });
}
