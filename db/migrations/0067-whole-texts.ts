import type { Kysely } from "kysely";

type Tables = {
  proposal: { workspace_id: string; check_in_id: string; hash: string; meaning: string };
  check_in_revision: { workspace_id: string; check_in_id: string; answers: string };
};

const GOES_UP = "goes-up";
const AT_ONCE = 500;

/**
 * What may go up is kept by the hash of a whole text, whoever asked about it: that of a sentence would tell that it seemed to
 * tell of somebody's health or the like. Of those rows nothing is kept: their authors are shown the text before it goes up.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = db.withTables<Tables>();
  for (let after = ""; ; ) {
    const rows = await tables
      .selectFrom("proposal")
      .select(["workspace_id", "check_in_id"])
      .distinct()
      .where("meaning", "=", GOES_UP)
      .where("check_in_id", ">", after)
      .orderBy("check_in_id")
      .limit(AT_ONCE)
      .execute();
    for (const of of rows) await keepWholeTexts(tables, of);
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.check_in_id;
  }
}

async function keepWholeTexts(
  tables: Kysely<Tables>,
  { workspace_id, check_in_id }: { workspace_id: string; check_in_id: string },
): Promise<void> {
  const revisions = await tables
    .selectFrom("check_in_revision")
    .select("answers")
    .where("workspace_id", "=", workspace_id)
    .where("check_in_id", "=", check_in_id)
    .execute();
  const texts = revisions.flatMap(({ answers }) => textsIn(JSON.parse(answers)));
  const whole = new Set(await Promise.all(texts.map(hashOf)));
  const said = await tables
    .selectFrom("proposal")
    .select("hash")
    .where("workspace_id", "=", workspace_id)
    .where("check_in_id", "=", check_in_id)
    .where("meaning", "=", GOES_UP)
    .execute();
  const parts = said.flatMap(({ hash }) => (whole.has(hash) ? [] : [hash]));
  if (parts.length === 0) return;
  await tables
    .deleteFrom("proposal")
    .where("workspace_id", "=", workspace_id)
    .where("check_in_id", "=", check_in_id)
    .where("meaning", "=", GOES_UP)
    .where("hash", "in", parts)
    .execute();
}

/** Of an answer each text that it has, the reason of a colour and what is done about it among them. */
function textsIn(answers: unknown): string[] {
  if (typeof answers === "string") return [answers];
  if (typeof answers !== "object" || answers === null) return [];
  return Object.values(answers).flatMap(textsIn);
}

/** As `check-ins/proposals/sentence-hash.ts` had it then. */
async function hashOf(text: string): Promise<string> {
  const wording = text.trim().replace(/\s+/g, " ").toLowerCase();
  return Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(wording))).toString("hex");
}
