/** A story told on SQLite, on PostgreSQL and through a Slack that fails leaves the same record. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ExportedCheckIn, exportCheckIns } from "../../../src/check-ins/cli.ts";
import { digestMarkdown } from "../../../src/digests/markdown.ts";
import { listSentDigests } from "../../../src/digests/use-cases.ts";
import { runOnce } from "../../../src/sandbox/run.ts";
import { parseScenario, type Scenario } from "../../../src/sandbox/scenario.ts";
import { builtInScenario } from "../../../src/sandbox/scenarios/built-in.ts";
import { aPostgresDatabase } from "../../support/postgres-server.ts";
import { count, type FaultPart, newTally } from "./part.ts";

export const same: FaultPart = {
  name: "same",
  promises: ["P13", "P17"],
  unit: "scenario told three ways",
  count: 2,
  pieceOf: 1,
  async run({ seed, postgresUrl }) {
    const tally = newTally();
    tally.done = 1;
    const scenario = scenarioOf(seed);
    if (!scenario) return tally;
    const plain = await recordOf(scenario, { database: ":memory:" });
    const others = {
      "on PostgreSQL": await recordOf(scenario, { database: await aPostgresDatabase(postgresUrl) }),
      "with every tenth call failing": await recordOf(scenario, { database: ":memory:", faults: seed }),
    };
    count(tally, "answers", plain.checkIns.length);
    count(tally, "digests", plain.digests.length);
    for (const [how, other] of Object.entries(others)) {
      count(tally, "calls that failed", other.failed);
      if (other.duplicates > 0) tally.broken.push(`${scenario.name} ${how}: ${other.duplicates} messages came twice`);
      for (const what of ["checkIns", "digests"] as const)
        if (JSON.stringify(other[what]) !== JSON.stringify(plain[what]))
          tally.broken.push(`${scenario.name} ${how}: other ${what} than on SQLite`);
    }
    return tally;
  },
};

/** The built-in one, then the real one where `DRUMBEAT_REAL_INPUT` names its folder. */
function scenarioOf(seed: number): Scenario | null {
  if (seed === 0) return builtInScenario();
  const folder = process.env.DRUMBEAT_REAL_INPUT;
  if (folder === undefined) return null;
  return parseScenario(JSON.parse(readFileSync(join(folder, "rust-goals-2025h1.scenario.json"), "utf8")));
}

interface Recorded {
  checkIns: ExportedCheckIn[];
  /** As they read, without the moment at which Slack took them. */
  digests: string[];
  duplicates: number;
  failed: number;
}

export async function recordOf(scenario: Scenario, options: { database: string; faults?: number }): Promise<Recorded> {
  const { run, summary } = await runOnce(scenario, { ...options, logLevel: "silent" });
  try {
    const { services, workspace } = run.app;
    const digests = await listSentDigests(services.db, workspace.id);
    return {
      checkIns: await Array.fromAsync(exportCheckIns(services.db)),
      digests: digests.map(({ document, edition }) => digestMarkdown(document, { edition, sentAt: null })).sort(),
      duplicates: summary.duplicates,
      failed: run.sandbox.slack.faults.met,
    };
  } finally {
    await run.close();
  }
}
