/** What can be read from Home: one's own digests again, and as a lead what the next one will say of one's program. */
import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { localDateOf } from "../platform/time.ts";
import { listSeatsOn, programOf, standingsOf } from "../programs/use-cases.ts";
import type { DigestDocument } from "./document.ts";
import { gatherFacts } from "./gather.ts";
import { type Edition, findEdition } from "./repository.ts";
import { compileDocument } from "./rules.ts";
import { nextSending } from "./rules-periods.ts";

const failure = errorTable({
  DIGEST_NOT_YOURS: {
    en: () => "This digest was made for somebody else.",
    fr: () => "Cette synthèse a été faite pour quelqu’un d’autre.",
  },
  PREVIEW_NOT_YOURS: {
    en: ({ program }) => `Only those who lead ${program} can see its part of a digest before it is sent.`,
    fr: ({ program }) => `Seuls les responsables de ${program} peuvent en voir la partie de synthèse avant l’envoi.`,
  },
});

/** Throws DIGEST_NOT_YOURS. */
export async function readOwnDigest({ db }: Pick<Services, "db">, person: Person, editionId: string): Promise<Edition> {
  const edition = await findEdition(db, person.workspace_id, editionId);
  if (edition?.readerId !== person.id) throw failure("DIGEST_NOT_YOURS");
  return edition;
}

/**
 * The program's part of the digest that its first sponsor gets next, else of the lead's own, if nothing more were answered
 * until it is sent, in the lead's language. `document` is null when there would be none. Throws PREVIEW_NOT_YOURS.
 */
export async function previewPart(
  services: Pick<Services, "db" | "clock">,
  person: Person,
  programId: string,
): Promise<{ document: DigestDocument | null; sponsor: string | null }> {
  const { db, clock } = services;
  const workspaceId = person.workspace_id;
  const program = await programOf(db, workspaceId, programId);
  if (!may(await standingsOf(db, person, programId, services), "read-lead-answers"))
    throw failure("PREVIEW_NOT_YOURS", { program: program.title });
  const now = clock.now();
  const seats = await listSeatsOn(db, program, localDateOf(now, person.zone));
  const sponsorIds = seats.filter((seat) => seat.role === "sponsor").map((seat) => seat.person_id);
  const [sponsor] = (await peopleByIds(db, workspaceId, sponsorIds)).filter((each) => each.is_deactivated === 0);
  const reader = sponsor
    ? { workspaceId, personId: sponsor.id, rhythm: "monthly" as const }
    : { workspaceId, personId: person.id, rhythm: "weekly" as const };
  const { zone } = sponsor ?? person;
  const facts = await gatherFacts(db, reader, nextSending(reader.rhythm, zone, now), { withHeld: true });
  const own = facts?.programs.filter((each) => each.id === programId) ?? [];
  const document =
    facts && own.length > 0
      ? compileDocument({ ...facts, reader: { ...facts.reader, locale: person.locale }, programs: own })
      : null;
  return { document, sponsor: sponsor?.name ?? null };
}
