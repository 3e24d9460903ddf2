/** All that a reader may know of one program of their digest, as it is now. */
import type { DigestDocument } from "../../digests/document.ts";
import { lastDigestsTelling, readOwnMessage } from "../../digests/home/use-cases.ts";
import { programsTold, type ToldProgram } from "../../digests/offers.ts";
import type { Person } from "../../people/use-cases.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import type { SeatRole } from "../../programs/table.ts";
import { programByKey, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { type ListedItem, listRecord } from "../../register/list/use-cases.ts";
import { type PhaseShown, showPhase } from "../../sponsorship/phases/use-cases.ts";
import { type ColourExplained, explainColour } from "../use-cases.ts";
import { type RecordKind, recordOf } from "./rules.ts";
import { programViewTexts } from "./texts.ts";

const failure = errorTable({
  PROGRAM_ROLE_ENDED: { en: () => programViewTexts.en.ended, fr: () => programViewTexts.fr.ended },
});

const DIGESTS_SHOWN = 3;

export interface ProgramRead {
  standing: ColourExplained;
  record: Record<RecordKind, ListedItem[]>;
  /** Null: it is not theirs to see, or is held back from them; or the program is closed. */
  phase: PhaseShown | null;
  /** Who is in it, by role. */
  names(role: SeatRole): string[];
  /** What the last digests of this reader told of it alone, the newest first. */
  told: { editionId: string; document: DigestDocument }[];
}

/** Throws DIGEST_NOT_YOURS, DIGEST_ROLE_ENDED, PROGRAM_ROLE_ENDED, COLOUR_NOT_READABLE. */
export async function readProgram(
  services: Services,
  person: Person,
  { editionId, key }: Pick<ToldProgram, "editionId" | "key">,
): Promise<ProgramRead> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  const digests = await readOwnMessage(services, person, editionId);
  const isTheirs = programsTold(digests).some((one) => one.key === key);
  const program = isTheirs ? await programByKey(db, workspaceId, key) : undefined;
  if (!program) throw failure("PROGRAM_ROLE_ENDED");
  const standing = await explainColour(services, person, program.id);
  const filter = { isMine: false, programId: program.id, type: null, state: "open" as const };
  const record = recordOf(await listRecord(services, person, filter));
  const seats = (await seatsByProgram(db, workspaceId, [program.id], seatDay(clock.now()))).get(program.id) ?? [];
  return {
    standing,
    record,
    phase: standing.isHeld ? null : await showPhase(services, person, program.id),
    names: (role) => [...new Set(seats.filter((seat) => seat.role === role).map(({ name }) => name))],
    told: await lastDigestsTelling(services, person, key, DIGESTS_SHOWN),
  };
}

/** The programs of their digest, and of what went in its message, in which they have a role now. Throws as above. */
export async function programsToOpen(
  services: Services,
  person: Person,
  editionId: string,
): Promise<{ programs: ToldProgram[]; leftOut: string[] }> {
  const digests = await readOwnMessage(services, person, editionId);
  return { programs: programsTold(digests), leftOut: [...new Set(digests.flatMap(({ leftOut }) => leftOut))] };
}
