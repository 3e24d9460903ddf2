import type { Person } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { listProgramsFor, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import type { DigestDocument } from "../document.ts";
import { readOwnMessage } from "../home/use-cases.ts";
import { layoutOf } from "../render/blocks.ts";
import { forwardText, type Known } from "./rules.ts";

/**
 * The first screen of their own digest as text to pass on, as far as it is still theirs to read. Throws DIGEST_NOT_YOURS,
 * DIGEST_ROLE_ENDED.
 */
export async function textToForward(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  editionId: string,
): Promise<string> {
  const [{ document }, ...brought] = await readOwnMessage(services, person, editionId);
  const { outline, screen } = layoutOf(
    document,
    editionId,
    brought.map((one) => ({ document: one.document, left: null })),
  );
  const people = await peopleIn(services, person, [document, ...brought.map((one) => one.document)]);
  return forwardText(document.reader, { ...outline, ...screen }, people);
}

/** Who sat in these programs when the digest was made, and who else answered. */
async function peopleIn(
  services: Pick<Services, "db" | "clock">,
  person: Person,
  documents: readonly DigestDocument[],
): Promise<Known[]> {
  const keys = new Set(documents.flatMap(({ programs }) => programs.map(({ key }) => key)));
  const programs = (await listProgramsFor(services.db, person, services))
    .map(({ program }) => program)
    .filter(({ key }) => keys.has(key));
  const ids = programs.map(({ id }) => id);
  const day = seatDay(documents[0]?.cutOffAt ?? services.clock.now());
  const seats = await seatsByProgram(services.db, person.workspace_id, ids, day);
  const known = new Map<string, Known["seats"]>();
  for (const { id, title } of programs)
    for (const { name, role } of seats.get(id) ?? [])
      known.set(name, [...(known.get(name) ?? []), { role, program: title }]);
  for (const author of documents.flatMap(authorsIn)) if (!known.has(author)) known.set(author, []);
  return [...known].map(([name, its]) => ({ name, seats: its }));
}

/** Wherever a document names one. */
function authorsIn(document: DigestDocument): string[] {
  const authors: string[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    if ((key === "author" || key === "owner") && typeof value === "string") authors.push(value);
    return value;
  });
  return authors;
}
