/** What a program's block on Home says of its status, and of the digests that come, with what can be done about them. */

import { feeds } from "../../cadences/audience/audience.ts";
import { cadencesOfVisitor } from "../../cadences/recurrence/years/use-cases.ts";
import { type Cadence, cadencesOf } from "../../cadences/use-cases.ts";
import { openingsOf } from "../../check-ins/home/openings.ts";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { whyChoice } from "../../health/why-menu.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, readerAt, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { capitalised, textsFor } from "../../platform/texts/language.ts";
import type { CardAct, CardPart } from "../../programs/cards.ts";
import { programOf } from "../../programs/use-cases.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import type { HeldRhythm } from "../holds/rules.ts";
import { type NextDigest, nextDigestsOf } from "../holds/use-cases.ts";
import { madeOf, rolesNamed } from "../readers/rules.ts";
import {
  comingView,
  digestName,
  heldLine,
  ledFacts,
  type ProgramStatus,
  partAbout,
  previewView,
  seenLine,
  statusFacts,
  statusWords,
} from "./blocks.ts";
import { comingDigests, type HomeServices, isSponsored, statusesOf } from "./statuses.ts";
import { homeTexts } from "./texts.ts";
import { previewPart, refuseUnlessMayPreview } from "./use-cases.ts";

const CHOICES = { preview: "preview", coming: "coming" } as const;

/** To those who lead a program or sit above it. */
export async function digestsOnCards(
  services: HomeServices,
  visitor: Visitor,
): Promise<(programId: string) => CardPart | undefined> {
  const told = visitor.programs.filter((program) => isLed(program) || isSponsored(program));
  if (told.length === 0) return () => undefined;
  const statuses = new Map((await statusesOf(services, visitor, told)).map((status) => [status.id, status]));
  const led = told.filter(isLed);
  const { cadences } = await cadencesOfVisitor(services, visitor);
  const own = Map.groupBy(
    cadences.filter(({ state }) => state === "active"),
    (cadence) => cadence.program_id,
  );
  const next = led.length > 0 ? await comingDigests(services, visitor) : new Map<string, never>();
  const cardOf = new Map(
    told.map((program): [string, CardPart] => {
      const { id } = program;
      const status = statuses.get(id);
      const coming = led.includes(program)
        ? (next.get(id)?.coming ?? []).filter((digest) => isFed(digest, own.get(id) ?? []))
        : null;
      return [id, cardOfProgram(visitor, program, status, coming)];
    }),
  );
  return (programId) => cardOf.get(programId);
}

/** `coming` null: they do not lead it. */
function cardOfProgram(
  { reader }: Visitor,
  program: VisitedProgram,
  status: ProgramStatus | undefined,
  coming: readonly NextDigest[] | null,
): CardPart {
  const { preview, toCome } = textsFor(homeTexts, reader);
  const colour = status?.colour ?? null;
  const isSaid = status && (colour !== null || status.isHeld || isSponsored(program));
  const facts = status ? (isLed(program) ? ledFacts : statusFacts)(reader, status) : [];
  const [first] = coming ?? [];
  const part = { programId: program.id, rhythm: first?.rhythm ?? null };
  return {
    ...(colour !== null && { circle: STATUS_CIRCLES[colour] }),
    facts: [...(isSaid ? [statusWords(reader, status)] : []), ...facts],
    lines: (coming ?? []).flatMap((digest) => [
      ...heldLine(reader, digest),
      ...(digest === first ? seenLine(reader, digest).map(capitalised) : []),
    ]),
    coming: first && !first.held ? [{ at: first.at, what: digestName(reader, first) }] : [],
    choices: [
      ...(colour === null ? [] : [whyChoice(reader, program.id)]),
      ...(coming === null ? [] : [{ choice: CHOICES.preview, about: partAbout.encode(part), label: preview.button }]),
      ...(coming === null ? [] : [{ choice: CHOICES.coming, about: program.id, label: toCome.menu }]),
    ],
  };
}

/** The right is checked by what they open. */
export const digestActs: CardAct[] = [
  {
    choice: CHOICES.preview,
    async act(services, { actor, open }, about) {
      await open(await viewOfPreview(services, actor, partAbout.parse(about)));
    },
  },
  {
    choice: CHOICES.coming,
    async act(services, { actor, open }, programId) {
      await open(await viewOfComing(services, actor, programId));
    },
  },
];

export async function viewOfPreview(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  part: { programId: string; rhythm: HeldRhythm | null },
) {
  const { document, reader } = await previewPart(services, person, part);
  return previewView(readerOf(person), { document, of: reader, at: services.clock.now() });
}

/** What comes in the program: check-ins, and digests with what their lead can do about them. Throws PREVIEW_NOT_YOURS. */
export async function viewOfComing(
  services: Pick<Services, "db" | "clock" | "events">,
  person: Person,
  programId: string,
) {
  const { db } = services;
  const workspaceId = person.workspace_id;
  await refuseUnlessMayPreview(services, person, programId);
  const { title: program } = await programOf(db, workspaceId, programId);
  const cadences = (await cadencesOf(db, workspaceId, [programId])).filter(({ state }) => state === "active");
  const coming = (await nextDigestsOf(services, db, workspaceId, [programId])).get(programId) ?? [];
  const digests = coming.filter((digest) => isFed(digest, cadences)).map((digest) => correctableBy(person.id, digest));
  const now = services.clock.now();
  const reader = readerAt(person, now);
  return comingView(reader, { programId, program, digests, openings: openingsOf(cadences, reader, now) });
}

/** Where somebody else is named to approve, the last digest is not the lead's to correct. */
function correctableBy(personId: string, digest: NextDigest): NextDigest {
  return digest.approverId === null || digest.approverId === personId ? digest : { ...digest, sent: null };
}

/** Whether a running check-in of the program will be in this digest. */
export function isFed({ rhythm, reader }: NextDigest, cadences: readonly Cadence[]): boolean {
  const feeding = cadences.filter(({ readers }) => feeds(readers, reader));
  const asked = feeding.map(({ rule }) => rule.every);
  return feeding.some(({ readers, rule }) => madeOf(rhythm, asked, rolesNamed(readers, reader)).includes(rule.every));
}

function isLed({ roles }: VisitedProgram): boolean {
  return may(roles, "read-lead-answers");
}
