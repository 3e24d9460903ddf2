/**
 * Who reads what by portfolios, against a model of it: after each of random acts nobody reads what they do not cover now, and
 * whoever covers it does. More of them: `DRUMBEAT_ALL`; others: `DRUMBEAT_PROPERTY_SEED`.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import { rows } from "../../src/platform/rows.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeProgram, closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import { portfolioSeatsOver } from "../../src/programs/coverage.ts";
import { createFromForm } from "../../src/programs/creating.ts";
import type { Label } from "../../src/programs/labels.ts";
import { changePortfolio, createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { listPlacesFor, listProgramsFor, standingsOf } from "../../src/programs/programs.ts";
import { handOnOf } from "../../src/programs/role-ends.ts";
import { listItemsFor } from "../../src/register/item-rights.ts";
import { readReadership } from "../../src/reports/digest/schedule.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { acting, addQuietly } from "../support/acting.ts";
import { aSharedDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const RUNS = Number(process.env.DRUMBEAT_PROPERTY_CASES ?? (process.env.DRUMBEAT_ALL ? 60 : 10));
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261101);
const PROGRAMS = 3;
const PORTFOLIOS = 3;
const PEOPLE = 4;

/** Spelled as people do; null: none, or all programs. */
const label = fc.constantFrom<Label | null>(
  null,
  { name: "Line", value: "Food" },
  { name: "LINE", value: "food" },
  { name: "Line", value: "Fuel" },
  { name: "Site", value: "Food" },
);
const program = fc.nat(PROGRAMS - 1);
const portfolio = fc.nat(PORTFOLIOS - 1);
const members = fc.uniqueArray(fc.nat(PEOPLE - 1), { maxLength: 2 });
const act = fc.oneof(
  fc.record({ does: fc.constant("label" as const), program, labels: fc.array(label, { maxLength: 2 }) }),
  fc.record({ does: fc.constant("sit" as const), portfolio, label, members, hasSecretary: fc.boolean() }),
  fc.record({ does: fc.constant("close portfolio" as const), portfolio }),
  fc.record({ does: fc.constant("reopen portfolio" as const), portfolio }),
  fc.record({ does: fc.constant("close program" as const), program }),
  fc.record({ does: fc.constant("leave" as const), person: fc.nat(PEOPLE - 1) }),
  fc.record({ does: fc.constant("come back" as const), person: fc.nat(PEOPLE - 1) }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

interface ModelProgram {
  id: string;
  labels: Label[];
  isClosed: boolean;
}

interface ModelPortfolio {
  id: string;
  label: Label | null;
  members: number[];
  secretary: number | null;
  isClosed: boolean;
}

/** Written out on its own: the product's functions are what is tried. */
function isCovered(over: ModelPortfolio, { labels }: ModelProgram): boolean {
  if (over.isClosed) return false;
  const wanted = over.label;
  if (wanted === null) return true;
  return labels.some(
    ({ name, value }) =>
      name.toLowerCase() === wanted.name.toLowerCase() && value.toLowerCase() === wanted.value.toLowerCase(),
  );
}

const sitsIn = ({ members: sitting, secretary }: ModelPortfolio, person: number) =>
  sitting.includes(person) || secretary === person;

async function aWorld(name: DatabaseName) {
  const db = await aSharedDatabase(name);
  const services = servicesAt(db, "2026-11-02T09:00:00.000Z");
  const record = await aRecord(db);
  const { workspaceId } = record;
  const { id: adaId } = await record.person("ada", { isAdmin: true });
  const { id: leadId } = await record.person("lea");
  const ids: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1) ids.push((await record.person(`p${index}`)).id);
  const personAt = (index: number) => getPerson(db, workspaceId, ids[index] ?? "");
  const ada = acting(services, await getPerson(db, workspaceId, adaId));
  const lead = await getPerson(db, workspaceId, leadId);
  const formOf = (index: number, labels: Label[]) => ({
    title: `Program ${index}`,
    purpose: "",
    benefits: "",
    startsOn: null,
    endsOn: null,
    visibility: "members" as const,
    channelId: null,
    labels,
    seats: [{ role: "lead" as const, person: lead }],
  });
  const sittingOf = async (index: number, of: Pick<ModelPortfolio, "label" | "members" | "secretary">) => ({
    title: `Portfolio ${index}`,
    label: of.label,
    members: await Promise.all(of.members.map(personAt)),
    secretary: of.secretary === null ? null : await personAt(of.secretary),
    chair: null,
    quorum: null,
  });

  const programs: ModelProgram[] = [];
  for (let index = 0; index < PROGRAMS; index += 1) {
    const { id } = await createFromForm(ada, formOf(index, []));
    const risk = { type: "risk" as const, details: {}, title: "One", dueOn: "2026-12-01" };
    await addQuietly(acting(services, lead), { ...risk, programId: id, sourceKey: `command:${id}` });
    programs.push({ id, labels: [], isClosed: false });
  }
  const portfolios: ModelPortfolio[] = [];
  for (let index = 0; index < PORTFOLIOS; index += 1) {
    const label = { name: "Line", value: "Food" };
    const { id } = await createPortfolioFromForm(ada, await sittingOf(index, { label, members: [], secretary: null }));
    portfolios.push({ id, label, members: [], secretary: null, isClosed: false });
  }
  for (const id of ids)
    await inTransaction(db, async (tx) =>
      chooseRhythms({ ...acting(services, await getPerson(tx, workspaceId, id)), db: tx }, { wanted: ["monthly"] }),
    );
  const gone = new Set<number>();
  return { db, services, workspaceId, ids, personAt, ada, formOf, sittingOf, programs, portfolios, gone };
}

type World = Awaited<ReturnType<typeof aWorld>>;

async function play(world: World, done: Act): Promise<void> {
  const { db, services, workspaceId, ids, ada, formOf, sittingOf, programs, portfolios, gone, personAt } = world;
  if (done.does === "label" || done.does === "close program") {
    const of = programs[done.program];
    if (!of || of.isClosed) return;
    if (done.does === "close program") {
      await closeProgram(ada, { programId: of.id });
      of.isClosed = true;
      return;
    }
    of.labels = done.labels.filter((each) => each !== null);
    await changeProgram(ada, { programId: of.id, ...formOf(done.program, of.labels) });
    return;
  }
  if (done.does === "leave" || done.does === "come back") {
    const isGone = done.does === "leave";
    await rows(db, "person", workspaceId).update({ id: ids[done.person] ?? "" }, { is_deactivated: isGone ? 1 : 0 });
    await handOnOf(services, [await personAt(done.person)]);
    if (isGone) gone.add(done.person);
    else gone.delete(done.person);
    return;
  }
  const over = portfolios[done.portfolio];
  if (!over) return;
  if (done.does !== "sit") {
    over.isClosed = done.does === "close portfolio";
    await (over.isClosed ? closeProgram : reopenProgram)(ada, { programId: over.id });
    return;
  }
  if (over.isClosed) return;
  const [secretary = null, ...sitting] = done.hasSecretary ? done.members : [null, ...done.members];
  // Whoever has left Slack is given no seat.
  over.members = sitting.filter((each) => each !== null && !gone.has(each)) as number[];
  over.secretary = secretary !== null && !gone.has(secretary) ? secretary : null;
  over.label = done.label;
  await changePortfolio(ada, { programId: over.id, ...(await sittingOf(done.portfolio, over)) });
}

/** By person what they read of programs and portfolios, as the product has it. */
async function found({ db, services, workspaceId, ids, personAt, programs }: World) {
  const now = services.clock.now();
  const programIds = programs.map(({ id }) => id);
  const over = await portfolioSeatsOver(db, workspaceId, programIds, now);
  const readership = await readReadership(db, workspaceId, ids, now);
  return Promise.all(
    ids.map(async (id, index) => {
      const person = await personAt(index);
      const read = await listItemsFor(services, person, { programIds });
      const standings = programs.map(async (each) => (await standingsOf(db, person, each.id, services)).join());
      return {
        standings: await Promise.all(standings),
        listed: (await listProgramsFor(db, person, services)).map((each) => each.program.id).toSorted(),
        places: (await listPlacesFor(db, person, services)).map((each) => each.program.id).toSorted(),
        over: programIds.filter((each) => over.get(each)?.some((seat) => seat.person_id === id)).toSorted(),
        digests: [...new Set(digestsOf(readership, id))].toSorted(),
        items: [...new Set(read.map((item) => item.program_id))].toSorted(),
      };
    }),
  );
}

function digestsOf({ programs }: Awaited<ReturnType<typeof readReadership>>, personId: string): string[] {
  return programs.flatMap((each) =>
    each.personId === personId && each.closedAt === null && each.rhythm === "monthly" ? [each.programId] : [],
  );
}

/** The same by the model. */
function expected({ ids, programs, portfolios, gone }: World) {
  return ids.map((_, index) => {
    const own = gone.has(index) ? [] : portfolios.filter((each) => sitsIn(each, index));
    const covered = programs.filter((each) => own.some((over) => isCovered(over, each)));
    const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id).toSorted();
    // Everybody has chosen the monthly digest; of what is closed one more comes.
    const read = covered.filter((each) => !each.isClosed);
    return {
      standings: programs.map((each) => (covered.includes(each) ? "body" : "")),
      listed: idsOf(covered),
      places: idsOf([...covered, ...own]),
      over: idsOf(covered),
      digests: idsOf(read),
      items: idsOf(covered),
    };
  });
}

it.each(databases)(
  "nobody reads what they do not cover now, and who covers it does, on %s",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 14 }), async (acts) => {
        const world = await aWorld(name);
        try {
          for (const each of acts) {
            await play(world, each);
            expect(await found(world), JSON.stringify(each)).toEqual(expected(world));
          }
        } finally {
          await world.db.destroy();
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  60_000 + RUNS * 20_000,
);
