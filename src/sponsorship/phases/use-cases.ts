/** In which phase programs are, what lacks for the next, and what both sides have promised. */
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { isAbove } from "../../programs/rules-program.ts";
import { listSeatsOn, seatDay, standingsOf } from "../../programs/use-cases.ts";
import { codeOf } from "../../register/rules.ts";
import type { Item } from "../../register/use-cases.ts";
import { listItemsFor } from "../../register/use-cases-reading.ts";
import { isOpen, promisedBy } from "../kept/commitments.ts";
import type { Commitment } from "../kept/repository.ts";
import { phaseFacts } from "./facts.ts";
import { type Missing, type PhaseRead, phaseOf } from "./rules.ts";

/** Who promised it: those above, or those who do the work. */
type Side = "sponsors" | "team";

export interface PhaseShown extends PhaseRead {
  programId: string;
  /** Of what lacks how many items are not this reader's to read. */
  hidden: number;
  /** What is open on both sides, by date. */
  promised: Record<Side, Item[]>;
}

/** Null for whoever neither leads the program nor sits above it, and of one that is closed. */
export async function showPhase(services: Services, person: Person, programId: string): Promise<PhaseShown | null> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  if (!may(await standingsOf(db, person, programId, services), "read-executive-answers")) return null;
  const now = clock.now();
  const read = (await phaseFacts(db, { workspaceId, programIds: [programId], now, isWhole: true })).get(programId);
  if (!read) return null;
  const { commitments, facts } = read;
  const { phase, missing } = phaseOf(facts);
  const open = commitments.filter(isExpected);
  const codes = new Set(missing.flatMap((one) => codeIn(one) ?? []));
  const named = commitments.filter((item) => codes.has(codeOf(item)));
  const ids = [...new Set([...open, ...named].map(({ id }) => id))];
  const readable = new Map((await listItemsFor(services, person, { ids })).map((item) => [item.id, item]));
  const readableCodes = new Set([...readable.values()].map(codeOf));
  const shown = missing.filter((one) => readableCodes.has(codeIn(one) ?? "") || codeIn(one) === null);
  const seats = await listSeatsOn(db, { workspace_id: workspaceId, id: programId }, seatDay(now));
  const above = new Set(seats.filter(({ role }) => isAbove(role)).map(({ person_id: id }) => id));
  const sideOf = (item: Commitment): Side =>
    item.type !== "ask" && above.has(item.owner_id ?? "") ? "sponsors" : "team";
  const promisedOn = (side: Side) =>
    open.filter((item) => sideOf(item) === side).flatMap(({ id }) => readable.get(id) ?? []);
  return {
    programId,
    phase,
    missing: shown,
    hidden: missing.length - shown.length,
    promised: { sponsors: promisedOn("sponsors"), team: promisedOn("team") },
  };
}

/** A promise that is open, or a request whose decider asked a question: its author owes them a reply. */
function isExpected(item: Commitment): boolean {
  if (item.type === "ask") return item.state !== "decided" && item.details.waiting?.because === "question";
  const promised = promisedBy(item);
  return promised !== null && isOpen(promised);
}

function codeIn(missing: Missing): string | null {
  return "code" in missing ? missing.code : null;
}
