/** What can be read from Home: one's own digests again, and as a lead what the next one will say of one's program. */

import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { frenchOf } from "../platform/texts/language.ts";
import { programOf, standingsOf } from "../programs/use-cases.ts";
import type { DigestDocument } from "./document.ts";
import { gatherFacts } from "./gather.ts";
import { type Edition, findEdition } from "./repository.ts";
import { compileDocument } from "./rules.ts";
import type { HeldRhythm } from "./rules-holds.ts";
import { nextSending } from "./rules-periods.ts";
import { nextDigestsOf, yearStartOfProgram } from "./use-cases-holds.ts";

const failure = errorTable({
  DIGEST_NOT_YOURS: {
    en: () => "This digest was made for somebody else.",
    fr: () => "Cette synthèse a été faite pour quelqu’un d’autre.",
  },
  PREVIEW_NOT_YOURS: {
    en: ({ program }) => `Only those who lead ${program} can see its part of a digest before it is sent.`,
    fr: ({ program }) =>
      `Seuls les responsables ${frenchOf(String(program))} peuvent voir avant l’envoi ce qu’en dira la synthèse.`,
  },
});

/** Throws DIGEST_NOT_YOURS. */
export async function readOwnDigest({ db }: Pick<Services, "db">, person: Person, editionId: string): Promise<Edition> {
  const edition = await findEdition(db, person.workspace_id, editionId);
  if (edition?.readerId !== person.id) throw failure("DIGEST_NOT_YOURS");
  return edition;
}

/**
 * The program's part of the digest of that rhythm which its sponsor or committee gets next, without a rhythm of the lead's
 * own, if nothing more were answered until it is sent, in the lead's language. `document` is null when there would be
 * none, `reader` when it is the lead. Throws PREVIEW_NOT_YOURS.
 */
export async function previewPart(
  services: Pick<Services, "db" | "clock">,
  person: Person,
  { programId, rhythm }: { programId: string; rhythm: HeldRhythm | null },
): Promise<{ document: DigestDocument | null; reader: string | null }> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  const program = await programOf(db, workspaceId, programId);
  if (!may(await standingsOf(db, person, programId, services), "read-lead-answers"))
    throw failure("PREVIEW_NOT_YOURS", { program: program.title });
  const yearStartMonth = await yearStartOfProgram(db, workspaceId, programId);
  const digests =
    (await nextDigestsOf(services, db, workspaceId, [{ id: programId, yearStartMonth }])).get(programId) ?? [];
  const next = digests.find((digest) => digest.rhythm === rhythm);
  // Asked for one that nobody gets any more, there is none.
  if (rhythm !== null && !next) return { document: null, reader: null };
  const reader = { workspaceId, personId: next?.reader.id ?? person.id, rhythm: rhythm ?? ("weekly" as const) };
  const at = next?.at ?? nextSending("weekly", person.zone, clock.now());
  const facts = await gatherFacts(db, reader, at, { withHeld: true });
  const own = facts?.programs.filter((each) => each.id === programId) ?? [];
  const document =
    facts && own.length > 0
      ? compileDocument({ ...facts, reader: { ...facts.reader, locale: person.locale }, programs: own })
      : null;
  return { document, reader: next?.reader.name ?? null };
}
