/** The versions of a preparation: the first as the answers are due, one more with each answer that comes or changes after that. */
import { z } from "zod";
import type { Round } from "../check-ins/rounds/rounds.ts";
import { listCheckIns } from "../check-ins/stored-check-ins.ts";
import { insertMadeVersion, listMadeVersions } from "../pages/made-versions.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import type { Services } from "../platform/services.ts";

/** As pages keep it. */
const PAGE = "workshop";

/** `checkIns`: the revision of each that it was made of. */
const basisSchema = z.strictObject({ roundId: z.string(), checkIns: z.record(z.string(), z.int()) });
const readBasis = jsonColumn(basisSchema);

export interface Version {
  madeAt: Instant;
  checkIns: Readonly<Record<string, number>>;
}

type RoundRef = Pick<Round, "workspace_id" | "id" | "program_id">;

function placeOf({ workspace_id: workspaceId, program_id: programId }: RoundRef) {
  return { workspaceId, page: PAGE, programId };
}

/** The first first. */
export async function listVersions(db: Db | Tx, round: RoundRef): Promise<Version[]> {
  const made = await listMadeVersions(db, placeOf(round));
  return made.flatMap(({ basis, madeAt }) => {
    const { roundId, checkIns } = readBasis(basis);
    return roundId === round.id ? [{ madeAt, checkIns }] : [];
  });
}

/** Of what is answered now. False where nobody has answered. */
export async function insertVersion(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  round: RoundRef,
): Promise<boolean> {
  const answered = await listCheckIns(tx, round.workspace_id, round.id);
  if (answered.length === 0) return false;
  const checkIns = Object.fromEntries(answered.map(({ id, revision }) => [id, revision]));
  const basis: z.infer<typeof basisSchema> = { roundId: round.id, checkIns };
  await insertMadeVersion(stamps, tx, placeOf(round), JSON.stringify(basis));
  return true;
}

/** The ids of the check-ins that are not as they were in the version before. */
export function changedIn(versions: readonly Version[]): string[] {
  const [before, now] = versions.slice(-2);
  if (!before || !now) return [];
  return Object.keys(now.checkIns).filter((id) => now.checkIns[id] !== before.checkIns[id]);
}
