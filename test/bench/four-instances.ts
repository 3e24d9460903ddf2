/**
 * Four instances on one PostgreSQL under the sandbox's limits of Slack: none of their posts is refused, and they use nearly
 * all that is allowed. Rounds are small, so that no wave holds them back. Promise P29 of docs/reliability.md; `npm run
 * faults shared-pace` does the same for 10,000 prompts.
 */
import { SECONDS, sharedPace } from "../faults/driver/pace.ts";
import { startPostgres } from "../support/postgres-server.ts";
import type { Row } from "./row.ts";

const PROMPTS = Number(process.env.PROMPTS ?? 2000);
/** Of the three hundred a minute that Slack allows. */
const ALLOWED_A_SECOND = 5;
const SHARE = 0.95;

export async function bench(): Promise<Row[]> {
  const postgres = await startPostgres();
  try {
    const { counts, broken } = await sharedPace.run({ count: PROMPTS, seed: 1, postgresUrl: postgres.url });
    if (broken.length > 0) process.stderr.write(`${broken.join("\n")}\n`);
    const [refused = 0, seconds = 0] = [counts["429"], counts[SECONDS]];
    const limit = PROMPTS / (SHARE * ALLOWED_A_SECOND);
    return [
      {
        name: `(O4, P29) four instances, ${PROMPTS} prompts: posts answered 429`,
        ours: String(refused),
        baseline: "0",
        ratio: refused,
        bar: 0,
      },
      {
        name: `(O4, P29) four instances, ${PROMPTS} prompts, first to last (limit: ${100 * SHARE} % of what Slack allows)`,
        ours: `${seconds} s`,
        baseline: `${limit.toFixed(0)} s`,
        ratio: seconds / limit,
        bar: 1,
      },
    ];
  } finally {
    await postgres.stop();
  }
}
