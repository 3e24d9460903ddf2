/** A story told on SQLite, on PostgreSQL and through a Slack that fails leaves the same record. */
import { BUNDLE } from "../../../src/delivery/bundle.ts";
import { runOnce } from "../../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../../src/demo/scenario.ts";
import { parseScenario } from "../../../src/demo/scenario-file.ts";
import { builtInScenario } from "../../../src/demo/scenarios/built-in.ts";
import { sentDigestsOf } from "../../../src/demo/sent-digests.ts";
import type { Instant } from "../../../src/platform/clock.ts";
import type { Db } from "../../../src/platform/database.ts";
import { localDateOf, MINUTE, msBetween } from "../../../src/platform/time.ts";
import { aPostgresDatabase } from "../../support/postgres-server.ts";
import { realHalfYear } from "../../support/real-input.ts";
import { storedCheckIns } from "../../support/stored-check-ins.ts";
import { count, type FaultPart, newTally } from "./part.ts";

export const same: FaultPart = {
  name: "same",
  promises: ["P13"],
  unit: "scenario told three ways",
  count: 2,
  pieceOf: 1,
  async run({ seed, postgresUrl }) {
    const tally = newTally();
    tally.done = 1;
    const scenario = scenarioOf(seed);
    const plain = await recordOf(scenario, { database: ":memory:" });
    count(tally, "answers", plain.checkIns.length);
    count(tally, "digests", plain.digests.length);
    for (const [how, options] of Object.entries({
      "on PostgreSQL": { database: await aPostgresDatabase(postgresUrl) },
      "with every tenth call failing": { database: ":memory:", faults: seed },
    })) {
      const other = await recordOf(scenario, options);
      count(tally, "calls that failed", other.failed);
      tally.broken.push(...differences(plain, other).map((what) => `${scenario.name} ${how}: ${what}`));
    }
    return tally;
  },
};

/** A lost answer of Slack is looked up after a minute, and whoever waited for the message answers then. */
const MOST_LATER_MS = 5 * MINUTE;

/** What is otherwise than it was, apart from being a little later. */
export function differences(plain: Recorded, other: Recorded): string[] {
  const found: string[] = [];
  if (other.duplicates > 0) found.push(`${other.duplicates} messages came twice`);
  for (const what of ["checkIns", "digests", "messages"] as const) {
    const place = plain[what].findIndex((one, index) => one !== other[what][index]);
    if (plain[what].length !== other[what].length) found.push(`${other[what].length} ${what}`);
    else if (place >= 0) found.push(`${other[what][place]} instead of ${plain[what][place]}`);
  }
  for (const [index, at] of plain.answeredAt.entries()) {
    const later = msBetween(at, other.answeredAt[index] ?? at);
    if (later < 0 || later > MOST_LATER_MS) found.push(`answered at ${other.answeredAt[index]} instead of ${at}`);
  }
  return found;
}

/** The built-in one, then half a year of real check-ins where they are there, else the story in French. */
function scenarioOf(seed: number): Scenario {
  if (seed === 0) return builtInScenario();
  const halfYear = realHalfYear();
  return halfYear === null ? builtInScenario("fr") : parseScenario(halfYear);
}

interface Recorded {
  /** Each line of the export, without the moment. */
  checkIns: string[];
  answeredAt: Instant[];
  /** The first screen of each that was sent, for its reader, without ids. */
  digests: string[];
  /**
   * Who got what on which day, in one message with others or alone; without forms that came as a message, as they do where
   * Slack opens no modal.
   */
  messages: string[];
  duplicates: number;
  failed: number;
}

export async function recordOf(scenario: Scenario, options: { database: string; faults?: number }): Promise<Recorded> {
  const { run, summary } = await runOnce(scenario, { ...options, logLevel: "silent" });
  try {
    const { services, workspace } = run.app;
    const digests = await sentDigestsOf(run.app);
    const checkIns = await Array.fromAsync(storedCheckIns(services.db, workspace.id));
    const inOrder = checkIns
      .map(({ answeredAt, ...line }) => ({ answeredAt, line: JSON.stringify(line) }))
      .sort((one, other) => (one.line < other.line ? -1 : 1));
    return {
      checkIns: inOrder.map(({ line }) => line),
      answeredAt: inOrder.map(({ answeredAt }) => answeredAt),
      digests: digests
        .map(({ input, screen: { choice: _, ...shown } }) =>
          JSON.stringify([input.reader, input.period, shown], withoutIds),
        )
        .sort(),
      messages: (await messagesTo(services.db, workspace.id)).sort(),
      duplicates: summary.duplicates,
      failed: run.sandbox.slack.faults.met,
    };
  } finally {
    await run.close();
  }
}

async function messagesTo(db: Db, workspaceId: string): Promise<string[]> {
  const sent = await db
    .selectFrom("delivery")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "delivery.workspace_id").onRef("person.id", "=", "delivery.person_id"),
    )
    .select(["person.handle", "person.zone", "delivery.kind", "delivery.sent_at"])
    .where("delivery.workspace_id", "=", workspaceId)
    .where("delivery.state", "=", "sent")
    .where("delivery.kind", "!=", BUNDLE)
    .where("delivery.updates_id", "is", null)
    .execute();
  return sent.map(({ handle, zone, kind, sent_at }) => `${handle} ${kind} on ${localDateOf(sent_at ?? "", zone)}`);
}

function withoutIds(_: string, value: unknown): unknown {
  return typeof value === "string" && UUID.test(value) ? undefined : value;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
