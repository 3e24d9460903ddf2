/** Portfolios: programs over programs, made and changed by admins and by an office over all that they cover. */
import type { ActorContext } from "../people/actors.ts";
import { isAdmin, type Person } from "../people/people.ts";
import { adminNames } from "../people/settings.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { inTransaction } from "../platform/transaction.ts";
import { reseat } from "./changes.ts";
import { committeeOf, setCommittee } from "./committee.ts";
import { type Coverage, coverageColumns, covers, labelOfCoverage, listPortfolioSeats } from "./coverage.ts";
import { followCoverage } from "./coverage-changes.ts";
import { createProgram, waitForKeys } from "./creating.ts";
import { type Label, labelsOf } from "./labels.ts";
import { officeOver, officesHeldBy } from "./office.ts";
import { auditChange, keyFrom, listPlaces, type Program, placeToChange, updateProgram } from "./programs.ts";
import { followSeats } from "./role-ends.ts";
import { isActiveOn, PORTFOLIO_ROLES, seatDay, seatsNow } from "./seats.ts";
import type { SeatRole } from "./table.ts";

const failure = errorTable({
  PORTFOLIO_NOT_YOURS: {
    en: ({ admins }) =>
      `A portfolio is made and changed by admins, and by a program office over everything it covers. Ask ${admins}.`,
    fr: ({ admins }) =>
      `Seuls l’administration de Drumbeat et un bureau des programmes chargé de tout ce qu’un portefeuille couvre peuvent le créer ou le modifier. Adressez-vous à ${admins}.`,
  },
});

/** What somebody chooses for a portfolio. `label` null: it covers all programs. */
export interface PortfolioForm {
  title: string;
  label: Label | null;
  members: readonly Person[];
  secretary: Person | null;
  /** One of the members; null: the one who has sat longest. */
  chair: Person | null;
  quorum: number | null;
}

/** Throws PORTFOLIO_NOT_YOURS, CHAIR_NOT_MEMBER, QUORUM_TOO_LARGE, PARTICIPANT_…. */
export async function createPortfolio(
  ctx: ActorContext<Tx>,
  { key, shortKey, ...form }: PortfolioForm & { key: string; shortKey?: string },
): Promise<Program> {
  await refuseUnlessMayCover(ctx, form.label);
  const program = await createProgram(ctx, {
    key,
    ...(shortKey !== undefined && { shortKey }),
    title: form.title,
    purpose: "",
    flagship: false,
    covers: { label: form.label },
    visibility: "members",
    channelId: null,
    seats: seatingOf(form),
  });
  await setCommittee(ctx, { program, chair: form.chair, quorum: form.quorum });
  await followSeats(ctx, { program, personIds: peopleIn(form) });
  return program;
}

/** Under a key made from its title. Throws as `createPortfolio`. */
export async function createPortfolioFromForm(ctx: ActorContext, form: PortfolioForm): Promise<Program> {
  return inTransaction(ctx.db, async (tx) => {
    await waitForKeys(tx, ctx.actor.workspace_id);
    const usedKeys = (await listPlaces(tx, ctx.actor.workspace_id)).map((program) => program.key);
    const key = keyFrom(form.title, usedKeys, "portfolio");
    return createPortfolio({ ...ctx, db: tx }, { ...form, key });
  });
}

/** Throws PROGRAM_NOT_YOURS, and as `createPortfolio`. */
export async function changePortfolio(
  ctx: ActorContext,
  { programId, ...form }: PortfolioForm & { programId: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await placeToChange(ctx, tx, ctx.actor, programId);
    if (program.kind !== "portfolio") throw new Error(`${programId} is no portfolio`);
    await refuseUnlessMayCover(within, form.label);
    await followCoverage(within, async () => {
      const { chair_id: chairId, quorum } = await committeeOf(tx, program.workspace_id, programId);
      const before = { title: program.title, covers: labelOfCoverage(program), chair: chairId, quorum };
      await updateProgram(tx, program, { title: form.title, ...coverageColumns(form.label) });
      const { seated, left } = await reseat(within, { program, seats: seatingOf(form), roles: PORTFOLIO_ROLES });
      await setCommittee(within, { program, chair: form.chair, quorum: form.quorum });
      const after = {
        title: form.title,
        covers: form.label,
        chair: form.chair?.id ?? null,
        quorum: form.quorum,
        ...(seated.length > 0 && { seated }),
        ...(left.length > 0 && { left }),
      };
      await auditChange(within, { program, action: "program.changed", before, after });
    });
  });
}

function seatingOf({ members, secretary }: PortfolioForm): { role: SeatRole; person: Person }[] {
  return [
    ...members.map((person) => ({ role: "steering" as const, person })),
    ...(secretary ? [{ role: "secretary" as const, person: secretary }] : []),
  ];
}

function peopleIn(form: PortfolioForm): string[] {
  return [...new Set(seatingOf(form).map(({ person }) => person.id))];
}

/** Whether somebody may make a portfolio that covers this, or change one so that it does. */
export async function mayCover(
  { db, clock }: { db: Db | Tx; clock: Clock },
  person: Person,
  label: Label | null,
): Promise<boolean> {
  if (isAdmin(person)) return true;
  return isUnderOffice(await officesHeldBy(db, person, { clock }), label);
}

/** Whether one of these offices is over all that a portfolio with this coverage is over. */
export function isUnderOffice(offices: readonly Coverage[], label: Label | null): boolean {
  const place = { isPortfolio: true, labels: label === null ? [] : [label] };
  return offices.some((office) => covers("office", office, place));
}

/** Throws PORTFOLIO_NOT_YOURS. */
export async function refuseUnlessMayCover(ctx: ActorContext, label: Label | null): Promise<void> {
  if (await mayCover(ctx, ctx.actor, label)) return;
  throw await notTheirs(ctx.db, ctx.actor);
}

/** Whether somebody may make any: admins, and whoever has an office. */
export async function mayMakePortfolios(
  { db, clock }: { db: Db | Tx; clock: Clock },
  person: Person,
): Promise<boolean> {
  if (isAdmin(person)) return true;
  return (await officesHeldBy(db, person, { clock })).length > 0;
}

/** Throws PORTFOLIO_NOT_YOURS. */
export async function refuseUnlessMayMakePortfolios(
  reading: { db: Db | Tx; clock: Clock },
  person: Person,
): Promise<void> {
  if (!(await mayMakePortfolios(reading, person))) throw await notTheirs(reading.db, person);
}

async function notTheirs(db: Db | Tx, { workspace_id: workspaceId }: Person) {
  return failure("PORTFOLIO_NOT_YOURS", { admins: await adminNames(db, workspaceId) });
}

/**
 * Who would read a program, once it has these labels, by a portfolio in which they sit, and does not read it now.
 * `program` null: it is to be created; `seatedIds`: who gets a role in it. By their names.
 */
export async function readersByLabels(
  { db, clock }: { db: Db | Tx; clock: Clock },
  workspaceId: string,
  { program, labels, seatedIds }: { program: Program | null; labels: readonly Label[]; seatedIds: readonly string[] },
): Promise<string[]> {
  const today = seatDay(clock.now());
  const seats = (await listPortfolioSeats(db, workspaceId)).filter((seat) => isActiveOn(seat, today));
  const having = (those: readonly Label[]) =>
    seats.filter((seat) => covers("committee", seat, { isPortfolio: false, labels: those }));
  const reading = new Set([
    ...seatedIds,
    ...(program === null ? [] : having(labelsOf(program)).map((seat) => seat.person_id)),
    ...(program === null ? [] : await readersWithin({ db, clock }, program)),
  ]);
  const incoming = having(labels).filter((seat) => !reading.has(seat.person_id));
  return [...new Map(incoming.map((seat) => [seat.person_id, seat.name])).values()];
}

async function readersWithin({ db, clock }: { db: Db | Tx; clock: Clock }, program: Program): Promise<string[]> {
  const now = clock.now();
  const seats = await seatsNow(db, program, now);
  return [...seats.map((seat) => seat.person_id), ...(await officeOver(db, program, now))];
}
